"""Splits what databases of news export, Word, RTF or text, into its articles."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice

from extract.read.content import Content, Contents
from extract.read.decode import MAX_BYTES, ReadError
from extract.read.exports.factiva import FACTIVA
from extract.read.exports.forms import Form
from extract.read.exports.nexis import NEXIS
from extract.read.exports.proquest import PROQUEST
from schemas import FailureCode

HEAD = 2_000
"""Lines by which the form of a file is recognised; the cover page of an export may have hundreds."""
_FORMS = (PROQUEST, NEXIS, FACTIVA)


def recognise(head: Sequence[str]) -> Form | None:
    """Return the form of a file that begins with these lines; None if it is no export."""
    return next((form for form in _FORMS if form.matches(head)), None)


def split_paragraphs(paragraphs: Iterable[str], single: Callable[[str], Content], gap: str = "\n\n") -> Contents:
    """Yield the articles of an export; of another file, the one that `single` makes of its text. Raises ReadError.

    `gap` is what separates paragraphs in the text.
    """
    rest = iter(paragraphs)
    head = list(islice(rest, HEAD))
    form = recognise([line for paragraph in head for line in paragraph.split("\n")])
    if form is None:
        kept = (p for p in chain(head, rest) if gap == "\n" or p.strip())
        yield single(gap.join(_within_bounds(kept)).strip())
    else:
        between = [""] * (gap.count("\n") - 1)
        yield from form.split(line for paragraph in chain(head, rest) for line in (*paragraph.split("\n"), *between))


def _within_bounds(paragraphs: Iterable[str]) -> Iterator[str]:
    size = 0
    for paragraph in paragraphs:
        size += len(paragraph)
        if size > MAX_BYTES:
            message = f"this file has more than {MAX_BYTES:,} characters of text; split it into its articles"
            raise ReadError(FailureCode.TOO_LARGE, message)
        yield paragraph
