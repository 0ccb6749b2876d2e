"""Factiva: exports as RTF or text.

An article ends with `Document` and its accession number. With indexing, each part has a code of two or three capitals
(`HD` headline, `PD` date, `SN` source, `LA` language, `LP` and `TD` the text). Without, the headline is above the
number of words, and date, time, source, code of the source, language and copyright below it, each on a line.

See https://github.com/chennesy/factiva_parser, and the codes in Dow Jones' list of search identifiers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from extract.read.content import Content, Contents
from extract.read.dates import read_publication_date
from extract.read.exports.forms import Form, collect, join_text
from extract.read.language import language_code
from extract.read.metadata import parse_metadata

_END = re.compile(
    r"\W*(?:AN\s+)?(?:document|dokument|documento|документ|文档|文件|文書)\s+([A-Z0-9]{4,14}(?:19|20)\d{6}\w{4,16})\W*",
    re.I,
)
_WORDS = re.compile(r"[\d.,]+\s+(?:words|wörter|mots|palabras|parole|woorden|palavras|слов|字|słów|ord)\W*", re.I)
_CODE = re.compile(
    r"(AN|ART|BY|CLM|CO|CR|CT|CX|CY|DLN|ED|ET|HD|IN|IPC|IPD|LA|LP|NS|PD|PG|PUB|RE|RF|RST|SC|SE|SN|TD|VOL|WC)(?:\s+(.*))?"
)
_TEXT_CODES = ("LP", "TD")
_BELOW = ("CLM", "CO", "CT", "IN", "IPC", "IPD", "NS", "RE", "RF")
"""Codes of indexing terms and references, which are below the text."""
_INDEXED = re.compile(r"\w{1,12}\s:\s")
_AUTHOR = re.compile(r"(?:by|von|por|par|di|door|автор)\b", re.I)
_TIME = re.compile(r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[ap]m)?(?:\s+[A-Z]{2,4})?", re.I)
_SOURCE_CODE = re.compile(r"[A-Z0-9]{2,8}")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|copyright)\s.*", re.I | re.S)
_SUMMARY = re.compile(r"\W*(?:search summary|zusammenfassung der suche|résumé de la recherche)\W*", re.I)
_HEAD = 25
"""Lines above the text, at most."""


def _matches(head: Sequence[str]) -> bool:
    ends = sum(1 for line in head if _END.fullmatch(line.strip()))
    words = sum(1 for line in head if _WORDS.fullmatch(line.strip()))
    codes = {match[1] for line in head if (match := _CODE.fullmatch(line.strip()))}
    return bool(ends and (words or {"HD", "PD"} <= codes)) or {"HD", "WC", "PD", "SN", "LP"} <= codes


def _split(lines: Iterable[str]) -> Contents:
    for part in collect(lines, lambda line: _END.fullmatch(line.strip()) is not None):
        end = next((number for number, line in enumerate(part) if _SUMMARY.fullmatch(line)), len(part))
        kept = part[:end]
        if content := _read_coded(kept) or _read_plain(kept):
            yield content


def _read_coded(lines: Sequence[str]) -> Content | None:
    fields: dict[str, list[str]] = {}
    code = ""
    for line in lines:
        found = _CODE.fullmatch(line.strip())
        if found and (code not in _TEXT_CODES or _follows_text(found)):
            code = found[1]
            fields.setdefault(code, []).extend([found[2]] if found[2] else [])
        elif code:
            fields[code].append(line.strip())
    if "HD" not in fields or not fields.keys() & {"LP", "TD", "PD"}:
        return None
    values = {code: " ".join(filter(None, found)) for code, found in fields.items()}
    text = join_text([*fields.get("LP", ()), "", *fields.get("TD", ())])
    given = {
        "id": _accession(lines) or re.sub(r"(?i)^document\s+", "", values.get("AN", "")),
        "title": values["HD"],
        "date": values.get("PD", ""),
        "source": values.get("SN", ""),
        "language": values.get("LA", ""),
    }
    return Content(text or values["HD"], parse_metadata(given), form=FACTIVA.name)


def _follows_text(found: re.Match[str]) -> bool:
    """Whether a code is of those below a text, and not the beginning of a sentence, as in "IN BRIEF"."""
    code, value = found[1], found[2] or ""
    return (
        code in _TEXT_CODES
        or (code in _BELOW and (not value or _INDEXED.match(value) is not None))
        or (code in ("AN", "PUB", "ART") and bool(value))
    )


def _read_plain(lines: Sequence[str]) -> Content | None:
    counted = next((number for number, line in enumerate(lines[:_HEAD]) if _WORDS.fullmatch(line.strip())), None)
    if counted is None:
        return None
    head = _Head(lines[counted + 1 : counted + 1 + _HEAD])
    body = [line for line in lines[counted + 1 + head.length :] if not _END.fullmatch(line.strip())]
    title = _title(lines[:counted])
    given = {
        "id": _accession(lines),
        "title": title,
        "date": head.date,
        "source": head.source,
        "language": head.language,
    }
    return Content(join_text(body) or title, parse_metadata(given), form=FACTIVA.name)


def _title(lines: Sequence[str]) -> str:
    """The longest line above the number of words that is no author: a section may be above the title."""
    candidates = [line.strip() for line in lines if line.strip() and not _AUTHOR.match(line.strip())]
    return max(candidates, key=len, default="")


class _Head:
    """The lines between the number of words and the text."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.date = self.source = self.language = ""
        self.length = 0
        for number, line in self._filled(lines):
            if not self._take(line):
                break
            self.length = number + 1
            if _COPYRIGHT.fullmatch(line):
                break

    def _filled(self, lines: Sequence[str]) -> Iterator[tuple[int, str]]:
        return ((number, line.strip()) for number, line in enumerate(lines) if line.strip())

    def _take(self, line: str) -> bool:
        """Keep what a line says; False if it is of the text."""
        if len(line) > 200:
            return False
        if not self.date and len(read_publication_date(line).edtf or "") == len("2026-03-03"):
            self.date = line
        elif language_code(line) and not _SOURCE_CODE.fullmatch(line):
            self.language = line
        elif self.date and not self.source and not _TIME.fullmatch(line):
            self.source = line
        elif self.language and not _COPYRIGHT.fullmatch(line):
            return False
        return True


def _accession(lines: Sequence[str]) -> str:
    return next((match[1] for line in reversed(lines) if (match := _END.fullmatch(line.strip()))), "")


FACTIVA = Form("Factiva export", _matches, _split)
