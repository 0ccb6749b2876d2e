"""Reads plain text and Markdown: a file is an article, or an export of Nexis, Factiva or ProQuest with many.

An export is read line by line, whatever its size.
"""

import io
from collections.abc import Iterator

from extract.read.content import Content, Contents
from extract.read.decode import MAX_BYTES, clean_line, decode, detect_encoding
from extract.read.exports.split import recognise
from extract.read.files import DAMAGE, InputFile, describe_damage, load_bytes, open_unpacked
from extract.read.metadata import split_front_matter

_HEAD = 200_000
"""Bytes by which an export is recognised."""


def read_text(source: InputFile) -> Contents:
    """Yield the articles of a text. Raises ReadError."""
    try:
        head = _read_head(source)
        if form := recognise(head.split("\n")):
            yield from form.split(_lines(source))
            return
    except DAMAGE as error:
        raise describe_damage(source.path, error) from error
    yield Content(decode(load_bytes(source)))


def read_markdown(source: InputFile) -> Contents:
    """Yield the article of a Markdown file. Raises ReadError."""
    yield Content(*split_front_matter(decode(load_bytes(source))))


def _read_head(source: InputFile) -> str:
    """The beginning of a text, whole lines of it; empty if it is not text."""
    with open_unpacked(source) as file:
        head = file.read(_HEAD)
    whole = head[: head.rfind(b"\n") + 1] if len(head) == _HEAD else head
    return "" if b"\0" in whole and not whole.startswith((b"\xff\xfe", b"\xfe\xff")) else decode(whole)


def _lines(source: InputFile) -> Iterator[str]:
    with open_unpacked(source) as file:
        encoding = detect_encoding(file.read(_HEAD))
    with open_unpacked(source) as file:
        text = io.TextIOWrapper(file, encoding, "replace", newline=None)
        while line := text.readline(MAX_BYTES + 1):
            yield clean_line(line.rstrip("\n"))
