"""E-mail messages: press releases and newsletters. The text is that of the message, else that of its HTML.

In come the bytes, out come text and metadata: the subject as title, the day it was sent, the sender as source. What is
attached is not read; save it as a file of its own.
"""

from email import policy
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from email.utils import parseaddr, parsedate_to_datetime

from extract.read.decode import Unfit, clean, decode
from extract.read.html_page import read_html
from extract.read.metadata import Metadata, metadata
from schemas import FailureCode


def read_eml(data: bytes) -> tuple[str, Metadata]:
    """The text of a message and what its head tells. Raises Unfit if it has no text that can be read."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data)
    if message.get_content_type() in ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"):
        raise Unfit(FailureCode.UNREADABLE, "this message is encrypted; save it decrypted")
    part = message.get_body(("plain", "html"))
    if part is None:
        attached = ", ".join(part.get_filename() or part.get_content_type() for part in message.iter_attachments())
        held = f"only attachments ({attached}); save these as files" if attached else "remove it"
        raise Unfit(FailureCode.EMPTY, f"this message has no text; {held}")
    if part.get_content_type() == "text/html":
        text, told = read_html(_bytes(part))
        return text, _head(message).over(Metadata(url=told.url))
    return _text(part), _head(message)


def _head(message: EmailMessage) -> Metadata:
    name, address = parseaddr(str(message["From"] or ""))
    subject = str(message["Subject"] or "")
    return metadata({"title": subject, "date": _day(str(message["Date"] or "")), "source": name or address})


def _day(written: str) -> str | None:
    """The day that is written, in its sender's time."""
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError):
        return None


def _bytes(part: MIMEPart) -> bytes:
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _text(part: MIMEPart) -> str:
    """The words of a part: in the encoding that it declares, else in the likeliest one."""
    data = _bytes(part)
    try:
        return clean(data.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode(data)
