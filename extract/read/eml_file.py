"""Reads e-mail messages such as press releases and newsletters: the plain text, or else the HTML.

The subject is the title, the day it was sent is the date, the sender is the source. Attachments are not read.
"""

import codecs
from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr

from extract.read.decode import ReadError, clean_text, decode
from extract.read.html_page import read_html
from extract.read.metadata import Metadata, parse_metadata
from schemas import FailureCode


def read_eml(data: bytes) -> tuple[str, Metadata]:
    """Return the text of a message and the metadata of its headers. Raises ReadError if it has no readable text."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data.removeprefix(codecs.BOM_UTF8))
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise ReadError(FailureCode.UNREADABLE, "this message is encrypted; save it decrypted")
    part = message.get_body(("plain", "html"))
    if part is None:
        attached = ", ".join(part.get_filename() or part.get_content_type() for part in message.iter_attachments())
        advice = f"only attachments ({attached}); save these as files" if attached else "remove it"
        raise ReadError(FailureCode.EMPTY, f"this message has no text; {advice}")
    if part.get_content_type() == "text/html":
        text, page = read_html(_bytes(part))
        return text, _read_headers(message).with_defaults(Metadata(url=page.url))
    return _text(part), _read_headers(message)


def _read_headers(message: EmailMessage) -> Metadata:
    name, address = parseaddr(str(message["From"] or ""))
    subject = str(message["Subject"] or "")
    return parse_metadata({"title": subject, "date": str(message["Date"] or ""), "source": name or address})


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: MIMEPart) -> str:
    """The text of a part, in the encoding that it declares, else in the likeliest one."""
    data = _bytes(part)
    try:
        return clean_text(data.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode(data)
