"""Reads Word files: their paragraphs in order, including those in tables and text boxes, one by one.

Deleted text, headers, footers, footnotes and comments are left out. The date in the properties is not used: it is when
the file was made, not when the article was published. A file of the Nexis Uni, Factiva or ProQuest kind gives one
article for each of its documents.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from extract.read.article import begins_with
from extract.read.content import Content, Contents
from extract.read.decode import ReadError, clean_text
from extract.read.exports.split import split_paragraphs
from extract.read.files import MAX_RATIO, SMALL
from extract.read.metadata import parse_metadata
from schemas import FailureCode

_MAX_PARTS = 10_000
_MAX_TEXT = 2_000_000_000
"""Bytes of the text of a Word file with its marks, unpacked, at most."""
_MAX_PROPERTIES = 1_000_000
"""Bytes of its properties."""
_OLE = b"\xd0\xcf\x11\xe0"
_NAMESPACES = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
"""Of the usual and of the strict variant of the format."""
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPHS = frozenset(f"{space}p" for space in _NAMESPACES)
_TEXTS = frozenset(f"{space}t" for space in _NAMESPACES)
_NOT_TEXT = _PARAGRAPHS | {f"{space}pPr" for space in _NAMESPACES}
_CHARACTERS = {
    f"{space}{name}": character
    for space in _NAMESPACES
    for name, character in (("tab", "\t"), ("br", "\n"), ("cr", "\n"), ("noBreakHyphen", "-"))
}
_MAIN = re.compile(rb'<Relationship\s[^<>]*?/relationships/officeDocument"[^<>]*>')
_TARGET = re.compile(rb'Target="/?([^"]+)"')


def read_docx(data: bytes) -> Contents:
    """Yield the articles of a Word file. Raises ReadError, or what lxml raises."""
    if data.startswith(_OLE):
        message = "this Word file is encrypted, or older than Word 2007; save it as .docx without a password"
        raise ReadError(FailureCode.UNREADABLE, message)
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        main = _find_main(parts)
        _check_size(parts, main)
        with parts.open(main) as file:
            yield from split_paragraphs(_paragraphs(file), lambda text: _single(text, _read_title(parts)))


def _single(text: str, title: str) -> Content:
    """The article of a file that is no export, and its title if the text begins with it."""
    return Content(text, parse_metadata({"title": title if begins_with(text, title) else None}))


def _find_main(parts: zipfile.ZipFile) -> str:
    """The name of the part that holds the text."""
    names = set(parts.namelist())
    relations = _read_start(parts, "_rels/.rels") if "_rels/.rels" in names else b""
    found = _MAIN.search(relations)
    target = _TARGET.search(found.group()) if found else None
    name = posixpath.normpath(target[1].decode()) if target else "word/document.xml"
    if name not in names:
        raise ReadError(FailureCode.UNREADABLE, "this .docx file has no text of Word in it; save it again as .docx")
    return name


def _check_size(parts: zipfile.ZipFile, main: str) -> None:
    """Raise ReadError if the file unpacks to too much."""
    info, count = parts.getinfo(main), len(parts.infolist())
    most = min(_MAX_TEXT, max(SMALL, MAX_RATIO * info.compress_size))
    if info.file_size > most or count > _MAX_PARTS:
        what = f"this Word file unpacks to {info.file_size:,} bytes of text in {count:,} parts"
        raise ReadError(FailureCode.TOO_LARGE, f"{what}, too much for articles; split it")


def _read_title(parts: zipfile.ZipFile) -> str:
    """The title in the properties; empty if there is none."""
    from lxml import etree

    if "docProps/core.xml" not in parts.namelist():
        return ""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    tree = etree.fromstring(_read_start(parts, "docProps/core.xml"), parser)
    return str(tree.findtext("{http://purl.org/dc/elements/1.1/}title") or "")


def _read_start(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as file:
        return file.read(_MAX_PROPERTIES)


def _paragraphs(file: IO[bytes]) -> Iterator[str]:
    """Yield the paragraphs with their line breaks; the tree is thrown away behind them."""
    from lxml import etree

    for _, element in etree.iterparse(file, events=("end",), resolve_entities=False, no_network=True):
        if element.tag not in _PARAGRAPHS:
            continue
        above = {ancestor.tag for ancestor in element.iterancestors()}
        if _FALLBACK not in above:  # which only repeats a drawing for older programs
            yield clean_text("".join(_read_pieces(element)))
        element.clear(keep_tail=False)
        if not above & _PARAGRAPHS:
            _drop_read(element)


def _drop_read(element: Any) -> None:
    """Remove what is before an element from the tree, up to its root."""
    for parent in (element, *element.iterancestors()):
        while parent.getprevious() is not None:
            del parent.getparent()[0]


def _read_pieces(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in _TEXTS:
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _NOT_TEXT:
            yield from _read_pieces(child)
