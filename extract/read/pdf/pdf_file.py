"""Reads PDF files: the text of their columns in order, without running heads, page numbers and captions.

Hyphens at line ends are joined, ligatures become letters, and footnotes follow the text. Text in pictures is not
recognised. The date in the properties is not used: it is when the file was made, not when the article was published.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from extract.read.article import begins_with
from extract.read.content import Content, Contents
from extract.read.decode import MAX_BYTES, ReadError, clean_text
from extract.read.exports.split import split_paragraphs
from extract.read.layout.columns import read_columns
from extract.read.layout.geometry import Piece, make_pieces, typical_size
from extract.read.layout.paragraphs import Paragraph, find_paragraphs, join_paragraphs
from extract.read.metadata import parse_metadata
from extract.read.pdf.apart import Picture, is_caption, split_notes
from extract.read.pdf.furniture import drop_furniture
from extract.read.pdf.words import PageWords, TooManyCharacters, read_words
from extract.read.typography import compose_accents
from schemas import FailureCode, Issue, ReadIssue

_MAX_OBJECTS = 5_000
"""Objects of a page among which pictures are looked for."""
_MAX_UNDECODED = 0.2
"""Share of characters whose fonts do not say what they are, above which a text is not read."""
_PASSWORD = 4
"""PDFium's code for a file that needs a password."""
_SCAN = 0.3
"""Share of a page that a picture covers, at least, for a page without text to be a scan."""


@dataclass(frozen=True)
class _Page:
    pieces: list[Piece]
    pictures: tuple[Picture, ...]
    is_picture: bool


def read_pdf(data: bytes) -> Contents:
    """Yield the article of a PDF, and its title if the text begins with it, or those of an export. Raises ReadError."""
    document = _open(data)
    read = _Text(_read_pages(document))
    paragraphs = [compose_accents(paragraph) for paragraph in read.paragraphs()]
    title = document.get_metadata_value("Title")
    for content in split_paragraphs(paragraphs, lambda text: _single(text, title)):
        yield replace(content, issues=(*content.issues, *read.issues()))


def _single(text: str, title: str) -> Content:
    """The article of a file that is no export. Raises ReadError if it has no text."""
    text = clean_text(text)
    if not any(map(str.isalnum, text)):
        message = "this PDF has only pictures and no text; recognise the text first, for instance with: ocrmypdf"
        raise ReadError(FailureCode.EMPTY, message)
    return Content(text, parse_metadata({"title": title if begins_with(text, title) else None}))


def _open(data: bytes) -> Any:
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        return PdfDocument(data)
    except PdfiumError as error:
        if error.err_code == _PASSWORD:
            message = "this PDF is encrypted; save it without a password, for instance with: qpdf --decrypt"
        else:
            message = f"this .pdf file is broken ({error}); save it again"
        raise ReadError(FailureCode.UNREADABLE, message) from error


def _read_pages(document: Any) -> list[_Page]:
    pages: list[_Page] = []
    characters = undecoded = 0
    for number in range(len(document)):
        page = document[number]
        try:
            found = read_words(page)
        except TooManyCharacters:
            characters = MAX_BYTES + 1
        else:
            characters += sum(len(word.text) for word in found.words)
            undecoded += found.undecoded
            pages.append(_make_page(page, found))
        page.close()
        if characters > MAX_BYTES:
            raise ReadError(FailureCode.TOO_LARGE, f"this PDF has more than {MAX_BYTES:,} characters of text; split it")
    if undecoded > _MAX_UNDECODED * (characters + undecoded):
        message = "the fonts of this PDF do not say which letters they draw; recognise its text, for instance with:"
        raise ReadError(FailureCode.UNREADABLE, f"{message} ocrmypdf --force-ocr")
    return pages


def _make_page(page: Any, found: PageWords) -> _Page:
    width, height = page.get_size()
    pieces, boxes = make_pieces(found.words), tuple(_pictures(page))
    if found.mirrored:
        boxes = tuple(Picture(-box.right, box.top, -box.left, box.bottom) for box in boxes)
    areas = [(box.right - box.left) * (box.bottom - box.top) for box in boxes]
    scanned = not pieces and max(areas, default=0) > _SCAN * width * height
    inside = (box for box, area in zip(boxes, areas, strict=True) if area < 0.6 * width * height)
    return _Page(pieces, tuple(inside), scanned)


def _pictures(page: Any) -> Iterator[Picture]:
    from ctypes import c_float

    from pypdfium2 import raw

    left, bottom, right, top = (c_float() for _ in range(4))
    for index in range(min(_MAX_OBJECTS, raw.FPDFPage_CountObjects(page.raw))):
        found = raw.FPDFPage_GetObject(page.raw, index)
        if raw.FPDFPageObj_GetType(found) == raw.FPDF_PAGEOBJ_IMAGE and raw.FPDFPageObj_GetBounds(
            found, left, bottom, right, top
        ):
            yield Picture(left.value, -top.value, right.value, -bottom.value)


class _Text:
    """The text of the pages of a document."""

    def __init__(self, pages: Sequence[_Page]) -> None:
        self._pages = pages
        self._unsure: list[int] = []

    def paragraphs(self) -> list[str]:
        """Return the paragraphs in order, footnotes last."""
        pages = drop_furniture([page.pieces for page in self._pages])
        size = typical_size([piece for page in pages for piece in page])
        body: list[Paragraph] = []
        notes: list[Paragraph] = []
        for number, (page, pieces) in enumerate(zip(self._pages, pages, strict=True), start=1):
            columns = read_columns(pieces)
            if columns.unsure:
                self._unsure.append(number)
            for block in columns.blocks:
                found = [p for p in find_paragraphs(block, size) if not is_caption(p, size, page.pictures)]
                text, small = split_notes(found, size, _middle(pieces))
                body += text
                notes += small
        return [*join_paragraphs(body), *join_paragraphs(notes)]

    def issues(self) -> Iterator[Issue]:
        """Yield what the reader of the text should know."""
        if self._unsure:
            where = f"the columns of {_name_pages(self._unsure)} were not told apart for certain"
            yield Issue(code=ReadIssue.ORDER_UNSURE, message=f"{where}: sentences may be mixed there")
        if pictures := [number for number, page in enumerate(self._pages, start=1) if page.is_picture]:
            what = f"{_name_pages(pictures)} of {len(self._pages)} have only pictures and no text"
            yield Issue(code=ReadIssue.PAGES_NOT_READ, message=f"{what}; recognise it, for instance with: ocrmypdf")


def _middle(pieces: Sequence[Piece]) -> float:
    """The middle of the text of a page, from its top to its bottom."""
    bases = [piece.base for piece in pieces]
    return (min(bases) + max(bases)) / 2 if bases else 0.0


def _name_pages(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:5])) + (", ..." if len(numbers) > 5 else "")
    return f"page {shown}" if len(numbers) == 1 else f"pages {shown}"
