"""Decodes the bytes of a file into clean text, or raises `ReadError` with the reason.

Quotation marks, dashes, no-break spaces and composed or decomposed letters stay as written. Line ends become `\\n`,
ligatures letters, and stray control characters spaces. Soft hyphens and white space at the end are removed.
"""

import codecs
import re

from extract.read.legacy_encodings import decode_legacy, detect_legacy_encoding
from extract.read.typography import fold_ligatures
from schemas import FailureCode

MAX_BYTES = 5_000_000
"""Bytes of an article, as a text or as a row, at most; a long article has about 50,000."""

_STRAY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_STRAY_SHARE = 0.1
_NUL = "this is not text (it contains NUL bytes); give plain text in UTF-8"
_UNKNOWN = "this is not text in any known encoding; give plain text in UTF-8"
_BOM = "\ufeff"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class ReadError(Exception):
    """An article cannot be read; the message says why. `read` turns it into a `Failure`."""

    def __init__(self, code: FailureCode, message: str) -> None:
        super().__init__(message)
        self.code = code


def decode(data: bytes) -> str:
    """Return clean text, decoded by byte order mark, as UTF-8, or in the likeliest older encoding. Raises ReadError."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return clean_text(data.decode(encoding, errors="replace"))
    if b"\0" in data:
        raise ReadError(FailureCode.BINARY, _NUL)
    try:
        text: str | None = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _cut_off(data) or _damaged(data) or decode_legacy(data)
    if text is None:
        raise ReadError(FailureCode.BINARY, _UNKNOWN)
    return clean_text(text)


def detect_encoding(head: bytes) -> str:
    """Return the encoding of a long text, detected from its beginning. Raises ReadError if that is not text."""
    for mark, encoding in _BOMS:
        if head.startswith(mark):
            return encoding
    if b"\0" in head:
        raise ReadError(FailureCode.BINARY, _NUL)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        found = "utf-8" if _damaged(head) else detect_legacy_encoding(head)
        if found is None:
            raise ReadError(FailureCode.BINARY, _UNKNOWN) from None
        return found
    return "utf-8"


def clean_text(text: str) -> str:
    """Return the text with `\\n` line ends and without control characters. Raises ReadError if these are too many.

    Byte order marks before the text, of which programs that save a file twice leave several, are left out.
    """
    text = text.lstrip(_BOM).replace("\r\n", "\n").replace("\r", "\n")
    if len(_STRAY.findall(text)) > _STRAY_SHARE * len(text):
        raise ReadError(FailureCode.BINARY, "this is not text (too many control characters); give plain text in UTF-8")
    return replace_stray(fold_ligatures(text)).rstrip()


def clean_line(text: str) -> str:
    """Return a line with a space in place of each control character, and without ligatures."""
    return replace_stray(fold_ligatures(text))


def replace_stray(text: str) -> str:
    """Return the text with a space in place of each control character or lone surrogate."""
    return _STRAY.sub(" ", text)


def _cut_off(data: bytes) -> str | None:
    """UTF-8 that ends inside a character, without that character; None if anything else is wrong with it.

    If all other characters are ASCII, the last byte may just as well be a letter in an older encoding.
    """
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return None
    return None if text.isascii() and len(data) - len(text) < 2 else text


def _damaged(data: bytes) -> str | None:
    """UTF-8 with a few broken bytes, which become U+FFFD; None if too many are broken."""
    text = data.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    whole = sum(1 for character in text if character > "\x7f") - broken
    return text if whole >= 10 * broken else None
