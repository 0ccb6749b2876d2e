"""Reads PDF files: the text of their pages in order, without headers and footers.

Text in pictures is not recognised. The date in the properties is not used: it is when the file was made, not when the
article was published.
"""

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.read.article import begins_with
from extract.read.decode import MAX_BYTES, ReadError, clean_text
from extract.read.metadata import Metadata, parse_metadata
from schemas import FailureCode

if TYPE_CHECKING:
    from pypdf import PdfReader

_PAGE_NUMBER = re.compile(r"\s*+(?:page\s++)?[-–]?\s*+\d{1,4}(?:\s*+(?:/|of)\s*+\d{1,4})?\s*+[-–]?\s*+", re.I)
_MIN_REPEATS = 3
"""Pages with the same first or last line, at least, for it to be a header or footer."""


def read_pdf(data: bytes) -> tuple[str, Metadata]:
    """Return the text of a PDF, and its title if the text begins with it. Raises ReadError, or what pypdf raises."""
    from pypdf.errors import LimitReachedError

    try:
        return _read(data)
    except LimitReachedError as error:
        raise ReadError(
            FailureCode.TOO_LARGE, f"this PDF unpacks to more than an article may have ({error}); split it"
        ) from error


def _read(data: bytes) -> tuple[str, Metadata]:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        message = "this PDF is encrypted; save it without a password, for instance with: qpdf --decrypt"
        raise ReadError(FailureCode.UNREADABLE, message)
    text = clean_text("\n".join(drop_running_lines(_pages(reader))))
    if not any(map(str.isalnum, text)):
        message = "this PDF has only pictures and no text; recognise the text first, for instance with: ocrmypdf"
        raise ReadError(FailureCode.EMPTY, message)
    title = (reader.metadata.title if reader.metadata else None) or ""
    return text, parse_metadata({"title": title if begins_with(text, title) else None})


def _pages(reader: "PdfReader") -> list[str]:
    """The text of the pages that have text."""
    pages: list[str] = []
    characters = 0
    for page in reader.pages:
        pages.append(page.extract_text().strip())
        characters += len(pages[-1])
        if characters > MAX_BYTES:
            raise ReadError(FailureCode.TOO_LARGE, f"this PDF has more than {MAX_BYTES:,} characters of text; split it")
    return [page for page in pages if page]


def drop_running_lines(pages: Sequence[str]) -> list[str]:
    """Return the pages without page numbers and without lines that are first or last on most pages.

    Lines that differ only in numbers are the same line.
    """
    lined = [page.split("\n") for page in pages]
    for edge in (0, -1):
        seen = Counter(_without_numbers(lines[edge]) for lines in lined if lines)
        running = {line for line, times in seen.items() if times >= _MIN_REPEATS and times > len(pages) / 2}
        for lines in lined:
            if lines and (_without_numbers(lines[edge]) in running or _is_page_number(lines[edge], lines)):
                del lines[edge]
    return ["\n".join(lines) for lines in lined]


def _without_numbers(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _is_page_number(line: str, lines: Sequence[str]) -> bool:
    return len(lines) > 1 and _PAGE_NUMBER.fullmatch(line) is not None
