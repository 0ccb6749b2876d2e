"""PDF files: the text of their pages in order, without the heads and feet that run through them.

In come the bytes, out come text and metadata. Nothing is recognised from pictures. The day on which a PDF was made is
not that of publication, so no date is taken from its properties.
"""

import io
import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from extract.read.article import begins_with
from extract.read.decode import MAX_BYTES, Unfit, clean
from extract.read.metadata import Metadata, metadata
from schemas import FailureCode

if TYPE_CHECKING:
    from pypdf import PdfReader

_PAGE_NUMBER = re.compile(r"\s*(?:page\s+)?[-–]?\s*\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*[-–]?\s*", re.I)
_OFTEN = 3
"""Pages on which a first or last line must stand to be one that runs through."""


def read_pdf(data: bytes) -> tuple[str, Metadata]:
    """The text of a PDF, and its title if the text begins with it. Raises Unfit, or what pypdf raises."""
    from pypdf.errors import LimitReachedError

    try:
        return _read(data)
    except LimitReachedError as error:
        raise Unfit(
            FailureCode.TOO_LARGE, f"this PDF unpacks to more than an article has ({error}); split it"
        ) from error


def _read(data: bytes) -> tuple[str, Metadata]:
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and reader.decrypt("") is PasswordType.NOT_DECRYPTED:
        message = "this PDF is encrypted; save it without a password, for instance with: qpdf --decrypt"
        raise Unfit(FailureCode.UNREADABLE, message)
    text = clean("\n".join(without_running_lines(_pages(reader))))
    if not any(map(str.isalnum, text)):
        message = "this PDF has no text, only pictures of it; make it readable first, for instance with: ocrmypdf"
        raise Unfit(FailureCode.EMPTY, message)
    title = (reader.metadata.title if reader.metadata else None) or ""
    return text, metadata({"title": title if begins_with(text, title) else None})


def _pages(reader: "PdfReader") -> list[str]:
    """The text of each page that has some."""
    pages: list[str] = []
    characters = 0
    for page in reader.pages:
        pages.append(page.extract_text().strip())
        characters += len(pages[-1])
        if characters > MAX_BYTES:
            raise Unfit(FailureCode.TOO_LARGE, f"this PDF has more than {MAX_BYTES:,} characters of text; split it")
    return [page for page in pages if page]


def without_running_lines(pages: Sequence[str]) -> list[str]:
    """The pages without page numbers, and without what stands first or last on most of them, whatever its numbers."""
    lined = [page.split("\n") for page in pages]
    for edge in (0, -1):
        seen = Counter(_pattern(lines[edge]) for lines in lined if lines)
        running = {line for line, times in seen.items() if times >= _OFTEN and times > len(pages) / 2}
        for lines in lined:
            if lines and (_pattern(lines[edge]) in running or _is_page_number(lines[edge], lines)):
                del lines[edge]
    return ["\n".join(lines) for lines in lined]


def _pattern(line: str) -> str:
    return re.sub(r"\d+", "#", " ".join(line.split()))


def _is_page_number(line: str, lines: Sequence[str]) -> bool:
    return len(lines) > 1 and _PAGE_NUMBER.fullmatch(line) is not None
