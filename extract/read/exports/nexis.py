"""Nexis Uni, Nexis Advance and LexisNexis Academic: exports as Word, RTF or text.

Nexis Uni puts title, source and date above labels (`Section:`, `Length:`, `Byline:`), the word `Body` above the text,
`Load-Date:` below it, and `End of Document` at the end. LexisNexis Academic puts `1 of 300 DOCUMENTS`, source and date
above the title, and labels in capitals above and below the text.

See the samples of https://github.com/JBGruber/LexisNexisTools (inst/extdata).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from extract.read.content import Content, Contents
from extract.read.dates import read_publication_date
from extract.read.exports.forms import Form, collect, join_text
from extract.read.language import language_code
from extract.read.metadata import Metadata, parse_metadata

_END = re.compile(
    r"(?:\d+\s*)?(?:end of document|ende des dokuments|fin du document|fin del documento|fine del documento|"
    r"fim do documento|einde van (?:het )?document)\W*",
    re.I,
)
_COUNTER = re.compile(r"\s*(?:\d+ of \d+ documents?|dokument \d+ von \d+|document \d+ de \d+)\s*", re.I)
_LABEL = re.compile(
    r"(section|length|byline|author|dateline|highlight|graphic|load-date|language|publication-type|journal code|"
    r"acc-no|subject|correction|correction-date|update|notes?|series|edition|type|column|distribution|copyright|classification|"
    r"rubrik|länge|autor|grafik|update|sprache|publikationsart|url|"
    r"rubrique|longueur|auteur|encart|date-chargement|langue|type-publication)\s*:\s*(.*)",
    re.I | re.S,
)
_LENGTH = re.compile(r"(?:length|länge|longueur|lunghezza|lengte|longitud)\s*:\s*[\d.,]+\s*\w+", re.I)
_COPYRIGHT = re.compile(r"\s*(?:copyright\b|©|\(c\)\s*(?:19|20)\d\d).*", re.I | re.S)
_BODY = re.compile(r"\s*+(?:body|text|full text|volltext|texte intégral)\s*+:?\s*+", re.I)
_LANGUAGES = ("language", "sprache", "langue")
_ALONE = ("classification", "graphic", "grafik")
"""Labels without a colon that are below the text."""
_BELOW = ("load-date", "graphic", "grafik", *_LANGUAGES, "publication-type", "classification", "date-chargement")
"""Labels that are below the text."""
_COVER = re.compile(
    r"(?:date and time|job number|documents \(|client/matter|search terms|search type|narrowed by|content type|"
    r"download request|time of request|send to|terms|source|combined source|project id|user name)\b",
    re.I,
)
_LONGEST_HEAD = 60
"""Lines above the text of an article, at most."""
_EDITION = re.compile(r"(?:\w+ ){0,4}edition(?: \d+)?(?:;.*)?", re.I | re.S)
"""The line above a title that names the edition."""
_SOURCE_ID = re.compile(r"contentItem:([0-9A-Z]{4}(?:-[0-9A-Z]{3,5}){3,4})")


def _matches(head: Sequence[str]) -> bool:
    signs = sum(1 for line in head if _END.fullmatch(line.strip()) or _COUNTER.fullmatch(line))
    labels = sum(1 for line in head if _LENGTH.match(_plain(line)))
    heads = sum(1 for line in head if _COPYRIGHT.match(line) or _BODY.fullmatch(_plain(line)))
    return bool(signs and labels) or bool(labels and heads > 1)


def _split(lines: Iterable[str]) -> Contents:
    parts = collect(lines, lambda line: _END.fullmatch(line.strip()) is not None, _begins)
    return (content for part in parts if (content := _read(part)))


def _begins(line: str) -> bool:
    """Whether an article of the older form begins with a line, which has its number."""
    return _COUNTER.fullmatch(line) is not None


@dataclass(frozen=True)
class _Head:
    title: str
    source: str
    date: str


def _read(lines: Sequence[str]) -> Content | None:
    """The article of these lines; None if they hold none."""
    lines = [line for line in lines if not _END.fullmatch(line.strip())]
    begin = _text_begins(lines)
    if begin is None:
        return None
    counted = bool(lines) and _COUNTER.fullmatch(lines[0]) is not None
    head = _read_head(lines[:begin], counted)
    end = _text_ends(lines, begin)
    labels = dict(_labels([*lines[:begin], *lines[end:]]))
    text = join_text(lines[begin:end])
    language = next((labels[name] for name in _LANGUAGES if name in labels), None)
    metadata = {
        "title": head.title,
        "date": head.date,
        "source": head.source,
        "language": (language or "").split(";")[0],
    }
    return Content(text or head.title, _with_id(parse_metadata(metadata), lines), form=NEXIS.name)


def _with_id(metadata: Metadata, lines: Sequence[str]) -> Metadata:
    found = next((match for line in lines if (match := _SOURCE_ID.search(line))), None)
    return Metadata(id=found[1]).with_defaults(metadata) if found else metadata


def _text_begins(lines: Sequence[str]) -> int | None:
    """The line at which the text begins: below `Body`, else below the labels that are above it."""
    for number, line in enumerate(lines):
        if _BODY.fullmatch(_plain(line)):
            return number + 1
    length = next((number for number, line in enumerate(lines) if _LENGTH.match(_plain(line))), None)
    if length is None:
        return None
    last = length
    for number in range(length + 1, min(len(lines), length + _LONGEST_HEAD)):
        label = _LABEL.match(_plain(lines[number]))
        if label and label[1].lower() not in _BELOW:
            last = number
        elif lines[number].strip():
            break
    return last + 1


def _text_ends(lines: Sequence[str], begin: int) -> int:
    """The line below the text: the first label there, or the copyright notice at the end."""
    for number in range(begin, len(lines)):
        if _is_below(_plain(lines[number])):
            return number
    end = len(lines)
    for number in range(len(lines) - 1, max(begin, len(lines) - 6), -1):
        if _COPYRIGHT.fullmatch(lines[number]):
            end = number
    return end


def _is_below(line: str) -> bool:
    """Whether a line is of the labels below the text; "Language:" is one only before the name of a language."""
    label = _LABEL.match(line)
    if label and label[1].lower() in _LANGUAGES:
        return language_code(label[2].split(";")[0].strip()) is not None
    return line.lower() in _ALONE or (label is not None and label[1].lower() in _BELOW)


def _labels(lines: Sequence[str]) -> list[tuple[str, str]]:
    found = (_LABEL.match(_plain(line)) for line in lines)
    return [(match[1].lower(), match[2].strip()) for match in found if match]


def _read_head(lines: Sequence[str], counted: bool) -> _Head:
    """Title, source and date: the date is a line of its own, the source is above it.

    The title is above the source, or below the date in the older form.
    """
    plain = [_plain(line) for line in lines if line.strip() and not _COVER.match(_plain(line))]
    plain = [line for line in plain if not _COUNTER.fullmatch(line) and not _EDITION.fullmatch(line)]
    dated = next((number for number in range(len(plain) - 1, -1, -1) if _is_date(plain[number])), None)
    if dated is None:
        return _Head(plain[0] if plain else "", "", "")
    above = [line for line in plain[:dated] if not _COPYRIGHT.fullmatch(line) and not _LABEL.match(line)]
    source = above[-1] if above else ""
    if counted:
        below = [line for line in plain[dated + 1 :] if not _COPYRIGHT.fullmatch(line)]
        title = " ".join(line for line in below[: _first_label(below)] if line)
    else:
        title = above[-2] if len(above) > 1 else ""
    return _Head(title, source, plain[dated])


def _first_label(lines: Sequence[str]) -> int:
    return next((number for number, line in enumerate(lines) if _LABEL.match(line)), len(lines))


def _is_date(line: str) -> bool:
    if len(line) > 60 or not re.search(r"(?:19|20)\d\d", line) or _LABEL.match(line):
        return False
    return len(read_publication_date(line).edtf or "") >= len("2026-03")


def _plain(line: str) -> str:
    return " ".join(line.split())


NEXIS = Form("Nexis Uni export", _matches, _split)
