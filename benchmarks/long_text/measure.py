"""Measure what a long article takes, and how many of its facts are one record each."""

import asyncio
import time
from collections import Counter
from dataclasses import dataclass

from benchmarks.long_text.reader import Reader
from benchmarks.long_text.text import LongText, make_text
from extract.ask.method import build_method
from extract.ask.pages import page_ranges
from extract.document.numbering import numbered
from extract.document.segment import segment
from extract.pipeline import extract
from extract.read.article import build_article
from extract.read.metadata import Metadata
from schemas import Agreement, ArticleExtraction, SecurityStatement


@dataclass(frozen=True)
class Measurement:
    """One article through the document plan."""

    words: int
    pages: int
    calls: int
    shown: float
    """Characters of all pages, over those of the article."""
    seconds: float
    """Processor seconds of the core, without those of the model."""
    records: int
    facts: int
    right: int
    """Facts that are one record with exactly their sentences as evidence."""
    across: int
    """Facts whose two reports share no page."""
    joined: int
    """Those of them that are right."""


def measure(words: int, facts: int) -> Measurement:
    """Return what an article of so many words, with so many pacts and as many condemnations, takes and gives."""
    made, reader = make_text(words, facts), Reader()
    article = build_article(made.text, Metadata(), "long", "long")
    method = build_method(reader.name, "document", {}, "off")
    started = time.process_time()
    found = asyncio.run(extract(article, reader, method)).extraction
    seconds = time.process_time() - started - reader.seconds
    evidence = Counter(frozenset(span.text for span in one.evidence) for one in _records(found))
    across = _across(made)
    return Measurement(
        words=len(made.text.split()),
        pages=len(_pages(made.text)),
        calls=len(reader.shown),
        shown=sum(reader.shown) / len(made.text),
        seconds=seconds,
        records=len(_records(found)),
        facts=len(made.facts),
        right=sum(evidence[fact] == 1 for fact in made.facts),
        across=len(across),
        joined=sum(evidence[fact] == 1 for fact in across),
    )


def _pages(text: str) -> list[set[str]]:
    """The sentences of each page."""
    shown = numbered(segment(text))
    return [{shown.sentences[place].text for place in places} for places in page_ranges(shown)]


def _records(found: ArticleExtraction) -> tuple[Agreement | SecurityStatement, ...]:
    return *found.agreements, *found.statements


def _across(made: LongText) -> list[frozenset[str]]:
    """The repeated facts whose two sentences no page shows together."""
    pages = _pages(made.text)
    return [fact for fact in made.facts if len(fact) > 1 and not any(page >= fact for page in pages)]
