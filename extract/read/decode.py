"""From the bytes of a file to clean text, or `Unfit` that says why there is none.

Text stays the author's: quotes, dashes, no-break spaces and composed or decomposed letters are as they were. Only line
ends become `\\n`, stray control characters become spaces one for one, and white space at the very end goes.
"""

import codecs
import re

from extract.read.legacy import decode_legacy, legacy_encoding
from schemas import FailureCode

MAX_BYTES = 5_000_000
"""Size of an article, as a text or as a row, in bytes at most; a long article has some 50,000."""

_STRAY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_STRAY_SHARE = 0.1
_NUL = "this is no text (it holds NUL bytes); give plain text in UTF-8"
_UNKNOWN = "this is no text in any known encoding; give plain text in UTF-8"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Unfit(Exception):
    """An article that cannot be had, with the reason; `read` makes a `Failure` of it."""

    def __init__(self, code: FailureCode, message: str) -> None:
        super().__init__(message)
        self.code = code


def decode(data: bytes) -> str:
    """The clean text of bytes: by byte order mark, as UTF-8, or in the likeliest older encoding. Raises Unfit."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return clean(data.decode(encoding, errors="replace"))
    if b"\0" in data:
        raise Unfit(FailureCode.BINARY, _NUL)
    try:
        text: str | None = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _cut_off(data) or _damaged(data) or decode_legacy(data)
    if text is None:
        raise Unfit(FailureCode.BINARY, _UNKNOWN)
    return clean(text)


def encoding_of(head: bytes) -> str:
    """The encoding of a long text, told by its beginning. Raises Unfit if that is no text."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if b"\0" in head:
        raise Unfit(FailureCode.BINARY, _NUL)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        found = "utf-8" if _damaged(head) else legacy_encoding(head)
        if found is None:
            raise Unfit(FailureCode.BINARY, _UNKNOWN) from None
        return found
    return "utf-8"


def clean(text: str) -> str:
    """The text with `\\n` line ends and without stray control characters. Raises Unfit if it is mostly these."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(_STRAY.findall(text)) > _STRAY_SHARE * len(text):
        raise Unfit(FailureCode.BINARY, "this is no text (too many control characters); give plain text in UTF-8")
    return tidy(text).rstrip()


def tidy(text: str) -> str:
    """The text with a space for each stray control character or lone surrogate."""
    return _STRAY.sub(" ", text)


def _cut_off(data: bytes) -> str | None:
    """UTF-8 that ends within a character, without that character; None if that is not all that is wrong with it.

    Where it has no other character beyond ASCII, the last byte may as well be a letter of an older encoding.
    """
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return None
    return None if text.isascii() and len(data) - len(text) < 2 else text


def _damaged(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, which become U+FFFD; None if it does not look like that."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return text if whole >= 10 * broken else None
