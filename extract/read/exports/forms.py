"""The forms of files that databases of news export: one file with many articles."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from extract.read.content import Contents
from extract.read.decode import MAX_BYTES, ReadError
from schemas import FailureCode


@dataclass(frozen=True)
class Form:
    """A form of export."""

    name: str
    """Like "Nexis Uni export"."""
    matches: Callable[[Sequence[str]], bool]
    """Whether a file that begins with these lines has the form."""
    split: Callable[[Iterable[str]], Contents]
    """Yields the articles of the lines of a file. Raises ReadError."""


def collect(
    lines: Iterable[str], ends: Callable[[str], bool], begins: Callable[[str], bool] = lambda line: False
) -> Iterator[list[str]]:
    """Yield the lines up to each that ends an article, that one included, or before one that begins an article.

    Raises ReadError if an article is too long.
    """
    part: list[str] = []
    size = 0
    for line in lines:
        if part and begins(line):
            yield part
            part, size = [], 0
        part.append(line)
        size += len(line) + 1
        if size > MAX_BYTES:
            message = f"an article of this export has more than {MAX_BYTES:,} characters; check that it is complete"
            raise ReadError(FailureCode.TOO_LARGE, message)
        if ends(line):
            yield part
            part, size = [], 0
    yield part


def join_text(lines: Sequence[str]) -> str:
    """Return lines as a text, with one blank line between its paragraphs."""
    text = "\n".join(line.rstrip() for line in lines)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n")
