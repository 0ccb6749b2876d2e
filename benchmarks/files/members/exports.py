"""Exports of Nexis, Factiva and ProQuest with several articles, as Word, RTF and text, in the languages of their users."""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from benchmarks.files.members.member import Expected, Member
from benchmarks.files.members.texts import NEWS

_NEXIS = {
    "en": ("Section:", "Length:", "Byline:", "Body", "Classification", "Language:", "Load-Date:", "End of Document"),
    "de": ("Rubrik:", "Länge:", "Autor:", "Body", "Classification", "Language:", "Load-Date:", "Ende des Dokuments"),
    "fr": ("Rubrique:", "Longueur:", "Auteur:", "Body", "Classification", "Language:", "Load-Date:", "Fin du document"),
    "es": ("Section:", "Length:", "Byline:", "Body", "Classification", "Language:", "Load-Date:", "Fin del documento"),
}
_DATES = {
    "en": ("March 15, 2026 Sunday", "15 March 2026", "Sunday, March 15, 2026", "March 15, 2026 Sunday 10:15 AM GMT"),
    "de": ("15. März 2026 Sonntag", "Sonntag 15. März 2026", "15. März 2026", "Sonntag, 15. März 2026"),
    "fr": ("dimanche 15 mars 2026", "15 mars 2026", "15 mars 2026 dimanche", "15 mars 2026 dimanche 10:15 AM GMT"),
    "es": ("15 de marzo de 2026 domingo", "15 marzo 2026", "Domingo 15 de marzo de 2026", "15 de marzo de 2026"),
}
_NAMES = {"en": "ENGLISH", "de": "GERMAN; DEUTSCH", "fr": "FRENCH; FRANÇAIS", "es": "SPANISH; ESPAÑOL"}
_SOURCES = ("The Altiplano Herald", "Rila Press (Sofia)", "Agence Dakar Presse")
_DAY = "2026-03-15"
_FACTIVA = {
    "en": ("412 words", "15 March 2026", "English", "Document {}"),
    "de": ("412 Wörter", "15. März 2026", "Deutsch", "Dokument {}"),
    "fr": ("412 mots", "15 mars 2026", "Français", "Document {}"),
    "es": ("412 palabras", "15 marzo 2026", "Español", "Documento {}"),
}


def members() -> Iterator[Member]:
    """Yield the files."""
    for language in _NEXIS:
        for number in range(4):
            lines = [*_nexis(language, number, 0), *_nexis("en", number, 1), *_nexis(language, number, 2)]
            yield from _in_all_forms(f"nexis-{language}-{number}", lines, language)
    plain = [line for number in range(3) for line in _nexis("en", 0, number) if line not in ("Body", "Classification")]
    yield from _in_all_forms("nexis-without-body", plain, "en")
    cover = [
        "Documents (3)",
        "1. Bolivia and Chile sign accord on lithium",
        "Client/Matter: -None-",
        "Search Terms: accord",
    ]
    yield from _in_all_forms("nexis-cover", [*cover, "", *plain], "en")
    for capitals in (True, False):
        lines = [line for number in range(3) for line in _academic(number, capitals)]
        yield _text(f"academic-{capitals}.txt", lines, _expected("en", ids=False))
        yield Member(f"academic-{capitals}.docx", _docx(lines), _expected("en", ids=False))
    for language in _FACTIVA:
        lines = [line for number in range(3) for line in _factiva(language if number != 1 else "en", number)]
        yield from _in_all_forms(f"factiva-{language}", lines, language)
        coded = [line for number in range(3) for line in _coded(language if number != 1 else "en", number)]
        yield from _in_all_forms(f"factiva-codes-{language}", coded, language)
    for language in ("en", "de"):
        lines = [line for number in range(3) for line in _proquest(language if number != 1 else "en", number)]
        yield from _in_all_forms(f"proquest-{language}", ["_" * 60, *lines], language)


def _expected(language: str, ids: bool = True) -> list[Expected]:
    found = []
    for number in range(3):
        own = language if number != 1 else "en"
        headline, *paragraphs = NEWS[own]
        text = "\n".join((headline, *paragraphs))
        found.append(Expected(text, headline, _DAY, _SOURCES[number], own))
    return found


def _in_all_forms(name: str, lines: Sequence[str], language: str) -> Iterator[Member]:
    expected = _expected(language)
    yield Member(f"{name}.docx", _docx(lines), expected)
    yield Member(f"{name}.rtf", _rtf(lines), expected)
    yield Member(f"{name}.DOCX", _rtf(lines), expected)
    yield _text(f"{name}.txt", lines, expected)


def _nexis(language: str, number: int, article: int) -> list[str]:
    section, length, byline, body, classification, in_language, loaded, end = _NEXIS[language]
    headline, *paragraphs = NEWS[language]
    return [
        headline,
        _SOURCES[article],
        _DATES[language][number],
        "",
        f"Copyright 2026 {_SOURCES[article]} All Rights Reserved",
        f"{section} NEWS; Pg. 4",
        f"{length}\u00a0412 words",
        f"{byline} Ana Quispe",
        body,
        "",
        *(line for paragraph in paragraphs for line in (paragraph, "")),
        classification,
        "",
        f"{in_language} {_NAMES[language]}",
        "Publication-Type: Newspaper",
        f"{loaded} March 16, 2026",
        "",
        end,
        "",
    ]


def _academic(article: int, capitals: bool) -> list[str]:
    headline, *paragraphs = NEWS["en"]
    labels = (
        ("BYLINE", "LENGTH", "LOAD-DATE", "LANGUAGE") if capitals else ("Byline", "Length", "Load-Date", "Language")
    )
    byline, length, loaded, language = labels
    return [
        "",
        f"                               {article + 1} of 3 DOCUMENTS",
        "",
        f"                         {_SOURCES[article]}",
        "",
        "                            March 15, 2026 Sunday",
        "",
        *(["Edition 1; Scotland", ""] if article == 2 else []),
        headline,
        "",
        f"{byline}: Ana Quispe",
        "",
        "SECTION: NEWS; Pg. 4" if capitals else "Section: NEWS; Pg. 4",
        "",
        f"{length}: 412 words",
        "",
        *(line for paragraph in paragraphs for line in (paragraph, "")),
        f"{loaded}: March 16, 2026",
        "",
        f"{language}: ENGLISH",
        "",
        f"                  Copyright 2026 {_SOURCES[article]}",
        "                         All Rights Reserved",
        "",
    ]


def _factiva(language: str, article: int) -> list[str]:
    words, date, name, document = _FACTIVA[language]
    headline, *paragraphs = NEWS[language]
    return [
        *(["News"] if article == 0 else []),
        headline,
        *(["By Ana Quispe"] if article < 2 else []),
        words,
        date,
        *(["10:15"] if article == 2 else []),
        _SOURCES[article],
        "RILA",
        *(["4"] if article == 1 else []),
        name,
        f"Copyright 2026 {_SOURCES[article]} All Rights Reserved.",
        "",
        *(line for paragraph in paragraphs for line in (paragraph, "")),
        document.format(f"RILA00002026031{article}em3f0000{article}"),
        "",
    ]


def _coded(language: str, article: int) -> list[str]:
    words, date, name, document = _FACTIVA[language]
    headline, first, *rest = NEWS[language]
    return [
        f"HD {headline}",
        "BY Ana Quispe",
        f"WC {words}",
        f"PD {date}",
        f"SN {_SOURCES[article]}",
        "SC RILA",
        f"LA {name}",
        f"CY Copyright 2026 {_SOURCES[article]}",
        "LP",
        "",
        first,
        "",
        "TD",
        "",
        *(line for paragraph in rest for line in (paragraph, "")),
        "NS gdip : International Relations",
        "RE bol : Bolivia",
        f"AN {document.format(f'RILA00002026031{article}em3f0000{article}')}",
        "",
    ]


def _proquest(language: str, article: int) -> list[str]:
    headline, *paragraphs = NEWS[language]
    return [
        "",
        headline,
        "",
        f"Author: Quispe, Ana. {_SOURCES[article]} ; La Paz [La Paz]. 15 Mar 2026: A4.",
        "",
        "ProQuest document link",
        "",
        f"Full text: {paragraphs[0]}",
        "",
        *(line for paragraph in paragraphs[1:] for line in (paragraph, "")),
        "Subject: Treaties; Lithium",
        "",
        "Location: Bolivia",
        "",
        f"Title: {headline}",
        "",
        f"Publication title: {_SOURCES[article]}; La Paz" if article > 5 else f"Publication title: {_SOURCES[article]}",
        "",
        "Publication date: Mar 15, 2026",
        "",
        f"Language of publication: {'English' if language == 'en' else 'German'}",
        "",
        f"ProQuest document ID: 31415926{article}",
        "",
        "Document URL: https://proquest.example/1",
        "",
        "_" * 60,
    ]


def _text(name: str, lines: Sequence[str], expected: Sequence[Expected]) -> Member:
    return Member(name, "\r\n".join(lines).encode("utf-8-sig"), expected)


def _docx(lines: Sequence[str]) -> bytes:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    paragraphs = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in lines)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as parts:
        relation = f'<Relationship Id="r" Type="{kind}" Target="word/document.xml"/>'
        parts.writestr("_rels/.rels", f"<Relationships>{relation}</Relationships>")
        document = f'<w:document xmlns:w="{space}"><w:body>{paragraphs}</w:body></w:document>'
        parts.writestr("word/document.xml", document)
    return out.getvalue()


def _rtf(lines: Sequence[str]) -> bytes:
    body = "\\par\n".join("".join(_rtf_character(one) for one in line) for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\\f0\\fs20 {body}\\par}}".encode("ascii")


def _rtf_character(one: str) -> str:
    if one in "\\{}":
        return f"\\{one}"
    return one if one < "\x80" else f"\\u{ord(one) if ord(one) < 32_768 else ord(one) - 65_536}?"
