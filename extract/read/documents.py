"""Chooses the reader for a kind of document. Its libraries are imported when the first such document is read."""

from collections.abc import Callable
from importlib import import_module

from extract.read.decode import ReadError
from extract.read.metadata import Metadata
from schemas import FailureCode

Reader = Callable[[bytes], tuple[str, Metadata]]

_READERS = {
    ".html": "html_page.read_html",
    ".htm": "html_page.read_html",
    ".xhtml": "html_page.read_html",
    ".pdf": "pdf_file.read_pdf",
    ".docx": "docx_file.read_docx",
    ".eml": "eml_file.read_eml",
}
DOCUMENTS = tuple(_READERS)
"""The extensions of documents."""


def read_document(ending: str, data: bytes) -> tuple[str, Metadata]:
    """Return the text of a document and the metadata inside it. Raises ReadError for whatever its library raises."""
    module, _, name = _READERS[ending].partition(".")
    reader: Reader = getattr(import_module(f"extract.read.{module}"), name)
    try:
        return reader(data)
    except (ReadError, MemoryError):
        raise
    except RecursionError as error:
        raise ReadError(FailureCode.UNREADABLE, f"this {ending} file is nested too deeply") from error
    except Exception as error:  # a library may raise anything on a broken file
        why = f"{type(error).__name__}: {error}"[:200]
        raise ReadError(FailureCode.UNREADABLE, f"this {ending} file is broken ({why}); save it again") from error
