"""Reads e-mail messages such as press releases and newsletters.

A forwarded message has the date, the source and the title of its own head. Quotations, signatures, legal notices and
the links of newsletters are cut. Attached messages and documents are articles of their own.
"""

import codecs
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import PurePath
from typing import Any

from extract.read.content import Content, Contents
from extract.read.decode import ReadError, decode
from extract.read.mail.body import find_body, is_attachment, part_bytes
from extract.read.mail.forwards import find_head, is_forward, strip_prefixes
from extract.read.mail.trim import count_words, trim_mail
from extract.read.metadata import Metadata, parse_metadata
from schemas import FailureCode, Issue, ReadIssue

_ENCRYPTED = ("multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime")
_DOCUMENTS = {
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/msword": ".doc",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
    "text/html": ".html",
}
_TEXT_ENDINGS = (".txt", ".md")
_MAX_DEPTH = 5
"""Messages attached to messages, at most."""
_COVER_NOTE = 30
"""Words of a mail that only accompanies its attachments, at most."""
_COMMENT = 60
"""Words above a forwarded message that are an article of their own, at least."""


def read_eml(data: bytes) -> Contents:
    """Yield the articles of a message. Raises ReadError if it has none."""
    message = BytesParser(EmailMessage, policy=policy.default).parsebytes(data.removeprefix(codecs.BOM_UTF8))
    if message.get_content_type() in _ENCRYPTED:
        raise ReadError(FailureCode.UNREADABLE, "this message is encrypted; save it decrypted")
    found = list(_read_message(message, 0))
    if not found:
        attached = ", ".join(part.get_filename() or part.get_content_type() for part in _attachments(message))
        advice = f"only attachments ({attached}); save these as files" if attached else "remove it"
        raise ReadError(FailureCode.EMPTY, f"this message has no text; {advice}")
    yield from found


def _read_message(message: EmailMessage, depth: int) -> Iterator[Content]:
    headers = _read_headers(message)
    attached, issues = _read_attachments(message, headers, depth)
    forwarded = is_forward(str(message["Subject"] or ""))
    body = [content for content in _read_body(find_body(message), headers, forwarded) if count_words(content.text)]
    if attached and sum(count_words(content.text) for content in body) <= _COVER_NOTE:
        body = []
    found = [*body, *attached]
    for number, content in enumerate(found):
        yield Content(content.text, content.metadata, (*content.issues, *(issues if number == 0 else ())))


def _read_headers(message: EmailMessage) -> Metadata:
    name, address = parseaddr(str(message["From"] or ""))
    title = strip_prefixes(str(message["Subject"] or ""))
    return parse_metadata({"title": title, "date": str(message["Date"] or ""), "source": name or address})


def _read_body(text: str, headers: Metadata, forwarded: bool) -> Iterator[Content]:
    """Yield the article of a text, or that of the message which it forwards, with what is said of it at length.

    `forwarded` is what the subject says.
    """
    lines = text.split("\n")
    head = find_head(lines)
    if head is None:
        yield Content(trim_mail(text), headers)
        return
    above = trim_mail("\n".join(lines[: head.start]))
    own = count_words(above)
    is_reply = not (forwarded or (head.marked and not head.original))
    if own >= _COMMENT or (own and is_reply and own > count_words("\n".join(lines[head.end :]))):
        yield Content(above, headers)
        if is_reply:
            return  # above the message that it answers
    rest = "\n".join(_unquoted(lines[head.end :]))
    yield from _read_body(rest, head.metadata.with_defaults(headers), forwarded)


def _unquoted(lines: list[str]) -> list[str]:
    """The lines of a forwarded message without the marks of a quotation, if all have them."""
    filled = [line for line in lines if line.strip()]
    if filled and sum(line.lstrip().startswith(">") for line in filled) > 0.8 * len(filled):
        return [line.lstrip().removeprefix(">").removeprefix(" ") for line in lines]
    return lines


def _attachments(message: Any) -> Iterator[Any]:
    """Yield the files and messages that a message holds, but not those of attached messages."""
    parts = list(message.iter_parts()) if message.is_multipart() else []
    for part in parts:
        if part.get_content_type() == "message/rfc822" or is_attachment(part):
            yield part
        elif part.is_multipart():
            yield from _attachments(part)


def _read_attachments(message: EmailMessage, headers: Metadata, depth: int) -> tuple[list[Content], list[Issue]]:
    """The articles that are attached, and an issue for each attached document that is not read."""
    contents: list[Content] = []
    issues: list[Issue] = []
    for part in _attachments(message):
        try:
            contents += _read_attachment(part, headers, depth)
        except ReadError as error:
            name = part.get_filename() or part.get_content_type()
            told = f"the attachment {name!r} is not read: {error}"
            issues.append(Issue(code=ReadIssue.ATTACHMENT_NOT_READ, message=told))
    return contents, issues


def _read_attachment(part: Any, headers: Metadata, depth: int) -> Iterator[Content]:
    """Yield the articles of an attachment; none of a picture. Raises ReadError."""
    from extract.read.documents import read_document

    if part.get_content_type() == "message/rfc822":
        if depth >= _MAX_DEPTH:
            raise ReadError(
                FailureCode.TOO_LARGE, f"it is attached over more than {_MAX_DEPTH} messages; save it alone"
            )
        yield from _read_message(part.get_payload(0), depth + 1)
        return
    ending = PurePath(part.get_filename() or "").suffix.lower()
    kind = _DOCUMENTS.get(part.get_content_type()) or (ending if ending in _DOCUMENTS.values() else None)
    rest = Metadata(date=headers.date, source=headers.source)
    if ending == ".eml":
        yield from read_eml(part_bytes(part))
    elif kind:
        for content in read_document(kind, part_bytes(part)):
            yield Content(content.text, content.metadata.with_defaults(rest), content.issues, content.form)
    elif ending in _TEXT_ENDINGS:
        yield Content(decode(part_bytes(part)), rest)
