"""Reads Word files: their paragraphs in order, including those in tables and text boxes.

Deleted text, headers, footers, footnotes and comments are left out. The date in the properties is not used: it is when
the file was made, not when the article was published.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from extract.read.article import begins_with
from extract.read.decode import ReadError, clean_text
from extract.read.files import MAX_DOCUMENT
from extract.read.metadata import Metadata, parse_metadata
from schemas import FailureCode

_MAX_PARTS = 10_000
_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}


def read_docx(data: bytes) -> tuple[str, Metadata]:
    """Return the text of a Word file, and its title if the text begins with it.

    Raises ReadError, or what python-docx raises.
    """
    from docx import Document

    _check_size(data)
    document = Document(io.BytesIO(data))
    paragraphs = (_read_paragraph(paragraph) for paragraph in document.element.body.iter(f"{_WORD}p"))
    text = clean_text("\n\n".join(words for words in paragraphs if words.strip()))
    title = document.core_properties.title
    return text, parse_metadata({"title": title if begins_with(text, title) else None})


def _check_size(data: bytes) -> None:
    """Raise ReadError if the file unpacks to too much."""
    if data.startswith(_OLE):
        message = "this Word file is encrypted, or older than Word 2007; save it as .docx without a password"
        raise ReadError(FailureCode.UNREADABLE, message)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sizes = [part.file_size for part in parts.infolist()]
    if sum(sizes) > 2 * MAX_DOCUMENT or len(sizes) > _MAX_PARTS:
        message = (
            f"this Word file unpacks to {sum(sizes):,} bytes in {len(sizes):,} parts, too much for an article; split it"
        )
        raise ReadError(FailureCode.TOO_LARGE, message)


def _read_paragraph(paragraph: Any) -> str:
    """The text of a paragraph without paragraphs inside it; empty if it only repeats a drawing for older programs."""
    if next(paragraph.iterancestors(_FALLBACK), None) is not None:
        return ""
    return "".join(_read_pieces(paragraph))


def _read_pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in (f"{_WORD}p", f"{_WORD}pPr"):
            yield from _read_pieces(child)
