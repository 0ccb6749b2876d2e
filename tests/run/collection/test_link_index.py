"""Links that are kept up to date are those of all articles at once, in whatever order and however often they change."""

import json
import random
from dataclasses import replace
from pathlib import Path

import pytest

from extract.link.codec import decode, encode
from extract.link.link import ReadArticle, link, read_article
from extract.link.links import as_json
from extract.link.views import ArticleView
from extract.run.collection.database import COLLECTION, open_database, transaction
from extract.run.collection.link_index import LinkIndex
from tests.support.made_collections import linked_stories, read_links, split_decision, story_views


@pytest.fixture(scope="module")
def stories() -> list[ArticleView]:
    return story_views()


def plain(value: object) -> object:
    return json.loads(json.dumps(value, default=str))


@pytest.mark.parametrize("seed", range(3))
def test_articles_in_any_order_and_number_give_the_links_of_all_at_once(
    stories: list[ArticleView], tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)
    waiting = chance.sample(stories, len(stories))
    with open_database(tmp_path / COLLECTION) as database:
        while waiting:
            size = chance.choice([1, 2, 7])
            batch, waiting = waiting[:size], waiting[size:]
            with transaction(database):
                LinkIndex(database).update([(view, "1") for view in batch])
        assert read_links(database, tmp_path) == plain(as_json(link(stories)))


def test_an_article_that_is_removed_leaves_the_links_of_the_others(stories: list[ArticleView], tmp_path: Path) -> None:
    gone = ["own01-a", "own03-c", "own05-b", "own08-c"]
    left = [view for view in stories if view.source_id not in gone]
    with linked_stories(tmp_path) as database:
        with transaction(database):
            LinkIndex(database).update([], gone)
        assert read_links(database, tmp_path) == plain(as_json(link(left)))


def test_an_article_that_is_replaced_is_linked_as_it_is_now(stories: list[ArticleView], tmp_path: Path) -> None:
    first = stories[0]
    changed = replace(first, agreements=(replace(first.agreements[0], subject="twenty trucks", quantity=None),))
    with linked_stories(tmp_path) as database:
        with transaction(database):
            LinkIndex(database).update([(changed, "2")])
        assert read_links(database, tmp_path) == plain(as_json(link([changed, *stories[1:]])))
        assert LinkIndex(database).find_version(first.source_id) == "2"


def test_decisions_are_obeyed_by_what_is_linked_after_them(stories: list[ArticleView], tmp_path: Path) -> None:
    decisions = [
        split_decision("own01-a/g1", "own01-b/g2"),
        split_decision("own02-a/Carl Persaud", "own02-c/Carl Persaud"),
    ]
    named = {member[0] for decision in decisions for member in decision.members}
    again = [(view, "2") for view in stories if view.source_id in named]
    with linked_stories(tmp_path) as database:
        with transaction(database):
            LinkIndex(database, decisions).update(again)
        assert read_links(database, tmp_path) == plain(as_json(link(stories, decisions)))


def test_copies_that_were_not_coded_count_as_reports(stories: list[ArticleView], tmp_path: Path) -> None:
    with linked_stories(tmp_path) as database:
        with transaction(database):
            LinkIndex(database).update([], [], {"own01-a": 2})
        found = {deal["id"]: deal["reports"] for deal in read_links(database, tmp_path)["agreements"]}
    expected = link(stories, uncoded={"x": "own01-a", "y": "own01-a"})
    assert found == {f"deal/{deal.id}": deal.reports for deal in expected.deals}
    assert max(found.values()) == 6


def test_records_survive_being_written_and_read(stories: list[ArticleView]) -> None:
    for view in stories:
        article: ReadArticle = read_article(view)
        for record in (*article.deals, *article.events, article.sketch, *(form for _, form in article.forms)):
            assert decode(encode(record), type(record)) == record
