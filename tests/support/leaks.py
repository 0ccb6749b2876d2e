"""Looks for keys in what a run has written, in every form in which they could be read."""

import base64
import html
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote


def find_leaks(folder: Path, printed: str, *keys: str) -> list[str]:
    """Return where one of the keys is: `printed`, or the paths of files; the input is no leak."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "rows.jsonl"]
    texts = {"printed": printed} | {str(path): path.read_bytes().decode(errors="replace") for path in files}
    return [name for name, text in texts.items() if any(_holds(text, key) for key in keys)]


def _holds(text: str, key: str) -> bool:
    bare = _without_blanks(key)
    return any(key in reading or bare in _without_blanks(reading) for reading in _readings(text))


def _readings(text: str) -> Iterator[str]:
    """The text as it is, and as it can be decoded."""
    yield text
    for _ in range(2):
        yield (text := re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text))
        yield (text := html.unescape(unquote(text)))
    yield "".join(filter(str.isprintable, unicodedata.normalize("NFKC", text)))
    for found in re.findall(r"[A-Za-z0-9+/]{8,}", text):
        yield base64.b64decode(found[: len(found) // 4 * 4]).decode("latin-1")
    for found in re.findall(r"(?:[0-9a-fA-F]{2}){6,}", text):
        yield bytes.fromhex(found).decode("latin-1")


def _without_blanks(text: str) -> str:
    return re.sub(r"[\s\\]", "", text)
