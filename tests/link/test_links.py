"""Links of whole stories: their scores, their independence of the order, their ids, and decisions of people."""

import json
import random
from pathlib import Path

import pytest

from extract.evaluate.gold import read_gold
from extract.evaluate.gold_view import view_gold
from extract.evaluate.link_scores import score_links
from extract.link.decisions import Decision
from extract.link.link import link
from extract.link.links import as_json
from extract.link.views import ArticleView
from tests.support.linking import agreement, article, person, statement

FIXTURES = Path(__file__).parents[2] / "fixtures"


@pytest.fixture(scope="module")
def stories() -> list[ArticleView]:
    return [view_gold(entry) for entry in read_gold(FIXTURES / "stories.jsonl")]


def test_the_fixture_stories_are_linked_as_they_should_be(stories: list[ArticleView]) -> None:
    gold = json.loads((FIXTURES / "story_links.json").read_text(encoding="utf-8"))
    scores = score_links(gold, as_json(link(stories)))
    assert scores.clusters["actors"].f1 >= 0.99
    assert scores.clusters["agreements"].f1 >= 0.99
    assert scores.clusters["statements"].f1 >= 0.98
    assert scores.pairs["contradictions"].precision >= 0.9
    assert scores.pairs["contradictions"].recall >= 0.8
    assert all(share is not None and share >= 0.9 for share in scores.lives.values())


def test_the_order_of_the_articles_changes_no_byte(stories: list[ArticleView]) -> None:
    found = {
        json.dumps(as_json(link(random.Random(seed).sample(stories, len(stories)))), default=str) for seed in range(4)
    }
    assert len(found) == 1


def test_a_later_report_leaves_the_id_of_a_deal() -> None:
    first, second = article("a", agreement("drones")), article("b", agreement("drones"), published="2023-05-10")
    (alone,), (both,) = link([first]).deals, link([second, first]).deals
    assert alone.id == both.id
    assert (alone.reports, both.reports) == (1, 2)


def test_a_decision_that_two_deals_are_one_is_obeyed() -> None:
    articles = [article("a", agreement("drones")), article("b", agreement("harbour pilots"))]
    assert len(link(articles).deals) == 2
    together = Decision(("a", "g1"), ("b", "g1"), is_one=True)
    assert len(link(articles, [together]).deals) == 1


def test_a_decision_that_two_statements_are_two_is_obeyed() -> None:
    articles = [article("a", statement("raids on tankers")), article("b", statement("raids on tankers"))]
    assert len(link(articles).events) == 1
    assert len(link(articles, [Decision(("b", "s1"), ("a", "s1"), is_one=False)]).events) == 2


def test_the_last_decision_about_a_pair_counts() -> None:
    articles = [article("a", agreement("drones")), article("b", agreement("drones"))]
    decisions = [Decision(("a", "g1"), ("b", "g1"), is_one=False), Decision(("b", "g1"), ("a", "g1"), is_one=True)]
    assert len(link(articles, decisions[:1]).deals) == 2
    assert len(link(articles, decisions).deals) == 1


def test_decisions_about_actors_name_the_actor_of_an_article() -> None:
    amos = person("Amos Kiprono", office="minister")
    articles = [article(name, actors=(amos,)) for name in "abc"]

    def persons(*decisions: Decision) -> list[int]:
        found = link(articles, decisions).actors
        return sorted(len(actor.members) for actor in found if actor.kind == "person")

    name = amos.name
    assert persons() == [3]
    assert persons(Decision(("a", name), ("b", name), is_one=False)) == [1, 2]
    other = person("Ruth Wambui", office="senator")
    articles.append(article("d", actors=(other,)))
    assert persons(Decision(("a", name), ("d", other.name), is_one=True)) == [4]


def test_an_article_without_records_is_linked_to_nothing() -> None:
    links = link([article("a"), article("b")])
    assert not links.deals
    assert not links.events
