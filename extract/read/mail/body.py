"""Finds the text of a mail in its parts: of alternatives, the one with the article in it."""

from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from extract.read.decode import ReadError, clean_text, decode
from extract.read.html_page import decode_page, read_page
from extract.read.html_text import html_to_text
from extract.read.mail.forwards import find_head
from extract.read.mail.trim import count_words, trim_mail

_MUCH_SHORTER = 0.6
"""Words of the plain text, in words of the HTML, below which it only says that there is an HTML part."""
_LOST = 0.5
"""Words of the article of a page, in words of the whole page, below which the whole page is read."""


def find_body(message: EmailMessage) -> str:
    """Return the text of a message without its attachments; empty if it has none."""
    return "\n\n".join(text for text in _texts(message) if text.strip())


def is_attachment(part: Any) -> bool:
    """Return whether a part is a file of its own, and no text of its message."""
    if part.get_content_maintype() == "multipart":
        return False
    named = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return named or part.get_content_type() not in ("text/plain", "text/html", "text/enriched")


def part_bytes(part: Any) -> bytes:
    """Return the decoded bytes of a part."""
    payload = part.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _texts(part: Any) -> Iterator[str]:
    kind = part.get_content_type()
    if kind == "multipart/alternative":
        yield _choose([text for child in part.iter_parts() for text in ("\n\n".join(_texts(child)),)])
    elif part.is_multipart() and kind != "message/rfc822":
        for child in part.iter_parts():
            yield from _texts(child)
    elif not is_attachment(part):
        yield _read_html(part_bytes(part)) if kind == "text/html" else _read_plain(part)


def _choose(texts: list[str]) -> str:
    """The first alternative, which is the plain one, unless another says much more."""
    words = [count_words(trim_mail(text)) for text in texts]
    if not texts:
        return ""
    first = next((number for number, count in enumerate(words) if count >= _MUCH_SHORTER * max(words)), 0)
    return texts[first]


def _read_plain(part: Any) -> str:
    """The text of a part, in the encoding that it declares, else in the likeliest one."""
    data = part_bytes(part)
    try:
        return clean_text(data.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decode(data)


def _read_html(data: bytes) -> str:
    """The article of a part in HTML; all its text if that is much more, is laid out in tables, or is forwarded."""
    page = decode_page(data)
    whole = html_to_text(page)
    if "<table" in page.lower() or find_head(whole.split("\n")):
        return whole
    try:
        article = read_page(page).text
    except ReadError:
        return whole
    return article if count_words(article) >= _LOST * count_words(trim_mail(whole)) else whole
