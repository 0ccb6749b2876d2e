"""Word files: their paragraphs in order, those of tables and text boxes too; what is struck out is left out.

In come the bytes, out come text and metadata. Heads, feet, footnotes and comments are not part of it. The day on which
a file was made is not that of publication, so no date is taken from its properties.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from extract.read.article import begins_with
from extract.read.decode import Unfit, clean
from extract.read.files import MAX_DOCUMENT
from extract.read.metadata import Metadata, metadata
from schemas import FailureCode

_MAX_PARTS = 10_000
_OLE = b"\xd0\xcf\x11\xe0"
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHARACTERS = {f"{_WORD}tab": "\t", f"{_WORD}br": "\n", f"{_WORD}cr": "\n", f"{_WORD}noBreakHyphen": "-"}


def read_docx(data: bytes) -> tuple[str, Metadata]:
    """The text of a Word file, and its title if the text begins with it. Raises Unfit, or what python-docx raises."""
    from docx import Document

    _check(data)
    document = Document(io.BytesIO(data))
    paragraphs = (_words(paragraph) for paragraph in document.element.body.iter(f"{_WORD}p"))
    text = clean("\n\n".join(words for words in paragraphs if words.strip()))
    title = document.core_properties.title
    return text, metadata({"title": title if begins_with(text, title) else None})


def _check(data: bytes) -> None:
    """Looks at what the file would unpack to. Raises Unfit if that is too much."""
    if data.startswith(_OLE):
        message = "this Word file is encrypted, or of before 2007; save it as .docx without a password"
        raise Unfit(FailureCode.UNREADABLE, message)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        sizes = [part.file_size for part in parts.infolist()]
    if sum(sizes) > 2 * MAX_DOCUMENT or len(sizes) > _MAX_PARTS:
        message = (
            f"this Word file unpacks to {sum(sizes):,} bytes in {len(sizes):,} parts, which no article does; split it"
        )
        raise Unfit(FailureCode.TOO_LARGE, message)


def _words(paragraph: Any) -> str:
    """What a paragraph says, but for the paragraphs within it; nothing if it only repeats a drawing for old readers."""
    if next(paragraph.iterancestors(_FALLBACK), None) is not None:
        return ""
    return "".join(_pieces(paragraph))


def _pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_WORD}t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in (f"{_WORD}p", f"{_WORD}pPr"):
            yield from _pieces(child)
