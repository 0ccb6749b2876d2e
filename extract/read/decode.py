"""From the bytes of a file to clean text, or `Unfit` that says why there is none.

Text stays the author's: quotes, dashes, no-break spaces and composed or decomposed letters are as they were. Only line
ends become `\\n`, stray control characters become spaces one for one, and white space at the very end goes.
"""

import codecs
import gzip
import re
import zlib
from io import BufferedIOBase
from pathlib import Path

from extract.read.legacy import decode_legacy
from schemas import FailureCode

MAX_BYTES = 5_000_000
"""Size of an article, as a file or as a row, in bytes at most; a long article has some 50,000."""

PACKED = ".gz"
DAMAGE = (OSError, EOFError, zlib.error)
"""What reading a file can raise, packed ones included."""

_STRAY = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_STRAY_SHARE = 0.1
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


def shown(path: Path) -> str:
    """The path as text that can be stored; what is not UTF-8 in a file's name becomes `?`."""
    return str(path).encode(errors="replace").decode()


def stem(path: Path) -> str:
    """The file's name without its ending, and without that of its packing, fit to be stored."""
    inner = path.stem if path.suffix.lower() == PACKED else path.name
    return shown(Path(Path(inner).stem))


def ending(path: Path) -> str:
    """The ending that says what a file holds, in lower case: `.txt` of `a.TXT.gz`."""
    inner = path.stem if path.suffix.lower() == PACKED else path.name
    return Path(inner).suffix.lower()


def unpacked(path: Path) -> BufferedIOBase:
    """The file, unpacked as it is read and never further. Raises one of `DAMAGE`, here or in reading."""
    return gzip.open(path) if path.suffix.lower() == PACKED else path.open("rb")


def load(path: Path) -> bytes:
    """The bytes of a file, unpacked. Raises Unfit if it cannot be read or is larger than `MAX_BYTES`."""
    try:
        if path.exists() and not path.is_file():
            raise Unfit(FailureCode.UNREADABLE, f"{shown(path)} is no regular file; give files or folders")
        with unpacked(path) as file:
            data = file.read(MAX_BYTES + 1)
    except DAMAGE as error:
        why = getattr(error, "strerror", None) or str(error)
        raise Unfit(FailureCode.UNREADABLE, f"{shown(path)} cannot be read ({why}); check that it may be") from error
    if len(data) > MAX_BYTES:
        raise Unfit(
            FailureCode.TOO_LARGE, f"{shown(path)} has more than {MAX_BYTES:,} bytes; split it into its articles"
        )
    return data


def decode(data: bytes) -> str:
    """The clean text of bytes: by byte order mark, as UTF-8, or in the likeliest older encoding. Raises Unfit."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return clean(data.decode(encoding, errors="replace"))
    if b"\0" in data:
        raise Unfit(FailureCode.BINARY, "this is no text (it holds NUL bytes); give plain text in UTF-8")
    try:
        text: str | None = data.decode("utf-8")
    except UnicodeDecodeError:
        text = _cut_off(data) or _damaged(data) or decode_legacy(data)
    if text is None:
        raise Unfit(FailureCode.BINARY, "this is no text in any known encoding; give plain text in UTF-8")
    return clean(text)


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
