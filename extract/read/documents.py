"""Chooses the reader for a kind of document, by what is in it. Its libraries are imported when they are needed."""

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from extract.errors import ConfigError
from extract.plugins import READERS, find_plugins
from extract.read.content import Content, Contents
from extract.read.decode import MAX_BYTES, ReadError
from extract.read.fields import FieldMap
from extract.read.metadata import parse_metadata
from extract.read.sniff import sniff_document
from schemas import FailureCode

Reader = Callable[[bytes], Contents]

_READERS = {
    ".html": "html_page.read_html",
    ".htm": "html_page.read_html",
    ".xhtml": "html_page.read_html",
    ".pdf": "pdf.pdf_file.read_pdf",
    ".docx": "docx_file.read_docx",
    ".rtf": "rtf_file.read_rtf",
    ".doc": "rtf_file.read_rtf",
    ".eml": "mail.eml_file.read_eml",
    ".mhtml": "mail.mhtml_file.read_mhtml",
    ".mht": "mail.mhtml_file.read_mhtml",
    ".rss": "feed_file.read_feed",
    ".atom": "feed_file.read_feed",
    ".xml": "feed_file.read_feed",
}
DOCUMENTS = tuple(_READERS)
"""The extensions of documents."""
_SEVERAL = (".docx", ".rtf", ".doc", ".rss", ".atom", ".xml")
"""Those of documents that may have several articles."""


def has_reader(ending: str) -> bool:
    """Return whether documents with this extension can be read, here or by a plugin."""
    return ending in _READERS or _is_read_by_plugin(ending)


def may_hold_several(ending: str) -> bool:
    """Return whether a document with this extension may have several articles."""
    return ending in _SEVERAL or _is_read_by_plugin(ending)


def known_endings() -> tuple[str, ...]:
    """Return the extensions of documents, those of plugins among them."""
    return (*DOCUMENTS, *(f".{name}" for name in find_plugins(READERS)))


def read_document(ending: str, data: bytes) -> Contents:
    """Yield the articles of a document. Raises ReadError for whatever its library raises."""
    kind = ending if _is_read_by_plugin(ending) else sniff_document(data) or ending
    try:
        for content in _find_reader(kind)(data):
            if len(content.text) > MAX_BYTES:
                message = f"this {kind} file has more than {MAX_BYTES:,} characters of text; split it into its articles"
                raise ReadError(FailureCode.TOO_LARGE, message)
            yield content
    except (ReadError, MemoryError, GeneratorExit):
        raise
    except ConfigError as error:
        raise ReadError(FailureCode.UNSUPPORTED_FORMAT, str(error)) from error
    except RecursionError as error:
        raise ReadError(FailureCode.UNREADABLE, f"this {kind} file is nested too deeply") from error
    except Exception as error:  # a library may raise anything on a broken file
        why = f"{type(error).__name__}: {error}"[:200]
        raise ReadError(FailureCode.UNREADABLE, f"this {kind} file is broken ({why}); save it again") from error


def _is_read_by_plugin(ending: str) -> bool:
    return ending not in _READERS and ending[1:] in find_plugins(READERS)


def _find_reader(kind: str) -> Reader:
    """Return the reader of an extension. Raises ConfigError if it is a plugin that cannot be loaded."""
    if kind not in _READERS:
        read_rows = find_plugins(READERS)[kind[1:]].load()
        return lambda data: map(_content, read_rows(data))
    module, _, name = _READERS[kind].rpartition(".")
    reader: Reader = getattr(import_module(f"extract.read.{module}"), name)
    return reader


def _content(row: Mapping[str, Any]) -> Content:
    """Return the article of a plugin's row. Raises ValueError if it has no text."""
    picked = FieldMap().pick(row)
    return Content(picked.fields["text"], parse_metadata(picked.fields))
