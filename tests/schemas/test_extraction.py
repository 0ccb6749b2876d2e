"""What an extraction answers by itself: sides, records by actor, quotes, and how a notebook shows it."""

import re

import pytest

from schemas import ArticleExtraction
from schemas.html import render
from tests.support.fixture_run import fixture_extractions


def arms_deal() -> ArticleExtraction:
    return next(one for one in fixture_extractions() if one.article.source_id == "arms-deal")


def with_records() -> list[ArticleExtraction]:
    return [one for one in fixture_extractions() if one.records]


def test_the_side_of_an_actor_is_what_it_acts_for() -> None:
    for found in with_records():
        for actor in found.actors:
            side = found.side(actor.id)
            assert side == found.side(actor)
            assert side.represents is None
            assert (side == actor) == (actor.represents is None)


def test_actors_that_represent_each_other_have_a_side() -> None:
    found = arms_deal()
    one, other, *rest = found.actors
    pair = (one.model_copy(update={"represents": other.id}), other.model_copy(update={"represents": one.id}))

    assert found.model_copy(update={"actors": (*pair, *rest)}).side(one.id).id == other.id


def test_the_records_of_an_actor_include_those_of_who_acts_for_it() -> None:
    found = arms_deal()
    record = found.agreements[0]
    for party in record.parties:
        side = found.side(party.actor)
        assert record in found.by_actor(side.name)
        assert record in found.by_actor(side.name.upper())
        assert side.state is None or record in found.by_actor(side.state)
        for mention in side.mentions:
            assert record in found.by_actor(mention.span.text)
    assert found.by_actor("Atlantis") == ()


def test_a_quote_has_the_evidence_in_the_order_of_the_text() -> None:
    for found in with_records():
        for record in found.records:
            places = [found.article.text.index(part) for part in found.quote(record).split(" … ")]
            assert places == sorted(places)
            assert len(places) == len(record.evidence)


def test_a_notebook_shows_the_whole_text_with_the_evidence_marked() -> None:
    for found in with_records():
        shown = found._repr_html_()
        text = re.search(r'<div class="text">(.*)</div></div>', shown, re.S)
        assert text
        plain = re.sub(r"<[^<>]*>", "", text[1])
        assert plain == found.article.text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        for record in found.records:
            assert f"<td>{record.id}</td>" in shown
            assert re.search(rf'<mark [^>]*title="[^"]*\b{record.id}\b', shown)


def test_a_page_runs_no_script_of_the_article() -> None:
    found = arms_deal()
    hostile = found.article.model_copy(update={"title": "<script>alert(1)</script>", "source": "<b>", "text": "<img>"})
    page = render(found.model_copy(update={"article": hostile, "agreements": (), "statements": ()}))

    assert page.startswith("<!doctype html>")
    assert "<script" not in page and "<img" not in page and "(<b>" not in page


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_may_show_several_articles(number: int) -> None:
    page = render(*fixture_extractions()[:number])

    assert page.count('class="communique"') == number
    assert page.count("<title>") == 1
