"""Reads files in Rich Text Format, of word processors and of Factiva and Nexis, whatever their extension says."""

import re

from extract.read.content import Content, Contents
from extract.read.decode import ReadError, clean_text
from extract.read.exports.split import split_paragraphs
from schemas import FailureCode

_PICTURE_DATA = re.compile(rb"[0-9a-fA-F\r\n]{512,}")
MAX_RTF = 60_000_000
"""Bytes without pictures, at most; the library reads about two million a second."""


def read_rtf(data: bytes) -> Contents:
    """Yield the articles of a file. Raises ReadError."""
    from striprtf.striprtf import rtf_to_text

    if not data.lstrip().startswith(b"{\\rtf"):
        message = "this is no Rich Text Format, and no Word file that can be read; save it as .docx"
        raise ReadError(FailureCode.UNREADABLE, message)
    data = _PICTURE_DATA.sub(b"", data)
    if len(data) > MAX_RTF:
        raise ReadError(FailureCode.TOO_LARGE, f"this .rtf file has more than {MAX_RTF:,} bytes of text; split it")
    # the library writes the addresses of links, which it finds by this word, into the text
    marked = data.decode("latin-1").replace("HYPERLINK", "LINK")
    text = _join_surrogates(rtf_to_text(marked, errors="replace"))  # type: ignore[no-untyped-call]
    paragraphs = (_without_cells(line) for line in clean_text(text).split("\n"))
    yield from split_paragraphs(paragraphs, Content, gap="\n")


def _join_surrogates(text: str) -> str:
    """The text with characters beyond U+FFFF, which the format writes as two halves."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _without_cells(line: str) -> str:
    """A row of a table with tabs between its cells, without the bars of the library."""
    return "\t".join(filter(None, map(str.strip, line.split("|")))) if line.rstrip().endswith("|") else line
