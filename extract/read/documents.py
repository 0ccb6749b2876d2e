"""Chooses the reader for a kind of document, by what is in it. Its libraries are imported when they are needed."""

from collections.abc import Callable
from importlib import import_module

from extract.read.content import Contents
from extract.read.decode import MAX_BYTES, ReadError
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
SEVERAL = (".docx", ".rtf", ".doc", ".rss", ".atom", ".xml")
"""Those of documents that may have several articles."""


def read_document(ending: str, data: bytes) -> Contents:
    """Yield the articles of a document. Raises ReadError for whatever its library raises."""
    kind = sniff_document(data) or ending
    module, _, name = _READERS[kind].rpartition(".")
    reader: Reader = getattr(import_module(f"extract.read.{module}"), name)
    try:
        for content in reader(data):
            if len(content.text) > MAX_BYTES:
                message = f"this {kind} file has more than {MAX_BYTES:,} characters of text; split it into its articles"
                raise ReadError(FailureCode.TOO_LARGE, message)
            yield content
    except (ReadError, MemoryError, GeneratorExit):
        raise
    except RecursionError as error:
        raise ReadError(FailureCode.UNREADABLE, f"this {kind} file is nested too deeply") from error
    except Exception as error:  # a library may raise anything on a broken file
        why = f"{type(error).__name__}: {error}"[:200]
        raise ReadError(FailureCode.UNREADABLE, f"this {kind} file is broken ({why}); save it again") from error
