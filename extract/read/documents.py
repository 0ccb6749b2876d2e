"""Which reader takes which kind of document. A reader's libraries are imported when the first of its kind comes."""

from collections.abc import Callable
from importlib import import_module

from extract.read.decode import Unfit
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
"""The endings of documents."""


def read_document(ending: str, data: bytes) -> tuple[str, Metadata]:
    """The text of a document and what it tells of itself. Raises Unfit, whatever its library says about it."""
    module, _, name = _READERS[ending].partition(".")
    reader: Reader = getattr(import_module(f"extract.read.{module}"), name)
    try:
        return reader(data)
    except (Unfit, MemoryError):
        raise
    except RecursionError as error:
        raise Unfit(FailureCode.UNREADABLE, f"this {ending} file is nested too deeply") from error
    except Exception as error:  # a library may raise anything on a broken file
        why = f"{type(error).__name__}: {error}"[:200]
        raise Unfit(FailureCode.UNREADABLE, f"this {ending} file is broken ({why}); save it anew") from error
