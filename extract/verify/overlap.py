"""Matches the words that a model chose with what the lexicon found in the same sentence."""

from collections.abc import Iterable
from typing import TypeVar

from extract.document.segment import Sentence
from extract.language.en.acts import ActCue
from extract.language.en.instruments import InstrumentMention
from extract.language.en.status import StatusCue
from schemas import Span

_Found = TypeVar("_Found", StatusCue, ActCue, InstrumentMention)


def overlapping(found: Iterable[_Found], span: Span, sentence: Sentence) -> _Found | None:
    """Return the one that shares most characters with the span, or None if none shares any.

    Offsets of `found` count from the beginning of the sentence, those of the span from that of the article.
    """
    start, end = span.start - sentence.start, span.end - sentence.start
    touching = [one for one in found if one.start < end and start < one.end]
    return max(touching, key=lambda one: min(end, one.end) - max(start, one.start), default=None)
