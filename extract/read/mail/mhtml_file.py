"""Reads MHTML: a web page that a browser saved with its pictures, in the form of a message.

Its address is that of the page. The date of its head is when it was saved, and is not used. See RFC 2557.
"""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import Any

from extract.read.content import Content, Contents
from extract.read.decode import ReadError
from extract.read.html_page import decode_page, read_page
from extract.read.mail.body import part_bytes
from extract.read.metadata import Metadata
from schemas import FailureCode


def read_mhtml(data: bytes) -> Contents:
    """Yield the article of a page. Raises ReadError if it has none."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    page = next((part for part in message.walk() if part.get_content_type() in _PAGES), None)
    if page is None:
        raise ReadError(FailureCode.EMPTY, "this saved page has no HTML; save it again, as HTML only")
    content = read_page(decode_page(part_bytes(page), page.get_content_charset()))
    address = str(message["Snapshot-Content-Location"] or page["Content-Location"] or _address(message) or "")
    known = address if address.startswith(("http:", "https:")) else None
    yield Content(content.text, content.metadata.with_defaults(Metadata(url=known)), content.issues)


_PAGES = ("text/html", "application/xhtml+xml")


def _address(message: Any) -> str | None:
    found = message["Content-Location"]
    return str(found) if found else None
