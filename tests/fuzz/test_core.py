"""Whatever a text holds and a model says of it: every span is true, every draft is accounted for, and nothing hangs."""

import asyncio

from hypothesis import given
from hypothesis import strategies as st

from benchmarks.core.model import ScriptedModel
from extract.ask.method import build_method
from extract.pipeline import extract
from extract.read.article import build_article
from extract.read.decode import ReadError, clean_text
from extract.read.metadata import Metadata
from tests.fuzz import few
from tests.fuzz.strategies import prose
from tests.support.english import pipeline
from tests.support.limits import limited

SECONDS = 10.0
"""For an article of a few thousand characters, which takes some hundredths of a second."""


@few(60)
@given(prose, st.sampled_from(("document", "choices", "rules")))
def test_any_text_is_extracted_with_true_spans(text: str, plan: str) -> None:
    try:
        article = build_article(clean_text(text), Metadata(date="2024-05-06"), "made", "made.txt")
    except ReadError:
        return
    with limited(SECONDS):
        outcome = asyncio.run(
            extract(article, ScriptedModel(), build_method("scripted", plan, {}, pipeline=pipeline()))
        )
    assert all(map(article.holds, outcome.extraction.spans()))
    counts = outcome.counts
    assert counts.drafts == counts.records + counts.merged + counts.rejected
    assert counts.articles == counts.extracted + counts.empty == 1
