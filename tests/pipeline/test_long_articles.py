"""An article of 60,000 words is read page by page, and a fact that several pages report is one record."""

import pytest

from benchmarks.long_text.measure import measure


@pytest.mark.slow
def test_facts_of_a_long_article_are_one_record_each_also_across_pages() -> None:
    found = measure(60_000, 300)
    assert found.words > 59_000
    assert found.across > 90
    assert found.joined >= 0.9 * found.across
    assert found.right >= 0.98 * found.facts


@pytest.mark.slow
def test_calls_and_their_length_grow_with_the_length_of_an_article() -> None:
    short, long = measure(15_000, 75), measure(60_000, 300)
    assert (short.calls, long.calls) == (short.pages, long.pages)
    assert long.calls <= 4.2 * short.calls
    assert long.shown < 1.1
