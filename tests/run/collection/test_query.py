"""Answers of a collection: filters, time line, news, dyads and explanations, over the fixture stories."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.errors import ConfigError, StoreError
from extract.run.collection.database import transaction
from extract.run.collection.decide import keep_decision, parse_record
from extract.run.collection.dyad import count_months, month_as_row
from extract.run.collection.explain import explain_cluster, explanation_as_json, explanation_lines
from extract.run.collection.filters import Filters, parse_day, parse_side
from extract.run.collection.link_index import LinkIndex
from extract.run.collection.linking import read_decisions
from extract.run.collection.query import count_articles, find_actors, find_deals, find_events, find_months
from extract.run.collection.timeline import find_new, order_by_day
from schemas import Act, ActorKind, Certainty, Instrument, Status
from tests.support.made_collections import linked_stories, split_decision, story_views


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sqlite3.Connection]:
    views = [view for view in story_views() if view.source_id < "own10"]
    sure = replace(views[0].agreements[0], certainty=Certainty.LOW)
    views[0] = replace(views[0], agreements=(sure,))
    with linked_stories(tmp_path_factory.mktemp("stories"), views) as database:
        yield database


def labels(rows: Iterator[dict[str, Any]]) -> list[str]:
    return [row["label"] for row in rows]


def members(row: dict[str, Any]) -> set[str]:
    return {f"{source_id}/{record}" for source_id, record in row["members"]}


DRONES = {"own01-a/g1", "own01-b/g2", "own01-c/g1", "own01-d/g1"}


def test_without_filters_all_deals_are_given_the_last_reported_first(stories: sqlite3.Connection) -> None:
    rows = list(find_deals(stories, Filters()))
    assert len(rows) == 15
    assert [row["last_report"] for row in rows] == sorted((row["last_report"] for row in rows), reverse=True)


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(sides=("KEN", "TUR")), 2),
        (Filters(sides=("KEN",), statuses=(Status.IN_IMPLEMENTATION,)), 1),
        (Filters(instruments=(Instrument.CEASEFIRE,)), 2),
        (Filters(since=date(2024, 2, 1)), 1),
        (Filters(source="rift defence"), 2),
        (Filters(words=("kartal", "LAIKIPIA")), 1),
        (Filters(certainty=Certainty.LOW), 1),
        (Filters(sides=("ISL",)), 0),
    ],
)
def test_deals_are_filtered(stories: sqlite3.Connection, filters: Filters, found: int) -> None:
    assert len(list(find_deals(stories, filters))) == found


def test_a_deal_has_a_quote_from_its_first_record(stories: sqlite3.Connection) -> None:
    (row,) = find_deals(stories, Filters(words=("laikipia",)))
    assert members(row) == DRONES
    assert row["quoted_from"] == ["own01-a", "g1"]
    assert row["quote"].startswith("Kenya signed a contract")


def test_statements_are_filtered_by_act_and_by_who_speaks_to_whom(stories: sqlite3.Connection) -> None:
    warnings = list(find_events(stories, Filters(sides=("GUY", "VEN"), acts=(Act.WARN,))))
    assert [row["first_report"] for row in warnings] == ["2024-03-11", "2024-03-04"]
    assert len(list(find_events(stories, Filters(sides=("VEN", "GUY"))))) == 5
    assert not list(find_events(stories, Filters(sides=("GUY", "PHL"))))


def test_actors_are_filtered_and_those_with_most_reports_come_first(stories: sqlite3.Connection) -> None:
    rows = list(find_actors(stories, Filters(sides=("GUY",), kinds=(ActorKind.PERSON,))))
    assert [row["name"] for row in rows] == ["Anita Persaud", "Carl Persaud"]
    (state,) = find_actors(stories, Filters(sides=("GUY",), kinds=(ActorKind.STATE,)))
    assert (state["wikidata"], state["reports"]) == ("Q734", 4)
    assert labels_of_names(find_actors(stories, Filters(words=("gmc",)))) == ["Guinea Maritime Council"]


def labels_of_names(rows: Iterator[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


def test_the_time_line_has_stages_and_statements_in_the_order_of_their_days(stories: sqlite3.Connection) -> None:
    filters = Filters(sides=("GHA", "BEN"))
    rows = order_by_day(find_deals(stories, filters), find_events(stories, Filters(sides=("TGO",))))
    assert [(row["first_day"], row["what"]) for row in rows] == [
        ("2018-05-03", "signed"),
        ("2019-02-11", "ratified"),
        ("2019-02-11", "urge"),
        ("2019-06-01", "ratified"),
        ("2019-07-01", "in_force"),
    ]


def test_new_says_what_the_articles_that_were_added_bring(tmp_path: Path) -> None:
    views = {view.source_id: view for view in story_views()}
    with linked_stories(tmp_path, [views["own01-a"], views["own02-a"]]) as database:
        with transaction(database):
            LinkIndex(database).update([(views["own01-d"], "1"), (views["own01-b"], "1"), (views["own02-b"], "1")])
            for source_id in views:
                day = "2030-01-02" if source_id in ("own01-d", "own01-b", "own02-b") else "2030-01-01"
                values = (source_id, f"{day}T06:00:00Z")
                database.execute(
                    "INSERT INTO articles (source_id, kind, digest, published, item, article, added, coded, state)"
                    " VALUES (?1, 'article', ?1, '', '', '', ?2, 1, 'done')",
                    values,
                )
        rows = [*find_deals(database, Filters()), *find_events(database, Filters())]
        found = {
            next(iter(sorted(members(row)))): row["news"] for row in find_new(database, "2030-01-02T00:00:00Z", rows)
        }
    assert found == {
        "own01-a/g1": ["stage in_implementation", "contradiction"],
        "own01-b/g1": ["first report"],
        "own01-b/s1": ["first report"],
        "own01-d/s1": ["first report"],
        "own02-a/s1": ["further report"],
        "own02-b/s2": ["first report"],
        "own02-b/s3": ["first report"],
    }


def test_a_dyad_is_counted_by_month_both_ways(stories: sqlite3.Connection) -> None:
    filters = Filters(sides=("GUY", "VEN"))
    months = count_months(
        ("GUY", "VEN"),
        find_deals(stories, filters),
        find_events(stories, filters),
        count_articles(stories),
        find_months(stories),
    )
    (row,) = map(month_as_row, months)
    figures = {name: row[name] for name in ("month", "deals", "said", "answered", "reports", "articles")}
    assert figures == {"month": "2024-03", "deals": 0, "said": 2, "answered": 3, "reports": 4, "articles": 4}
    assert row["independent_sources"] == 6
    assert row["per_100_articles"] == 125.0
    assert len(row["ids"]["answered"]) == 3


@pytest.mark.parametrize(
    ("text", "side"),
    [("KOR", "KOR"), ("kor", "KOR"), ("South Korea", "KOR"), ("NATO", "org:North Atlantic Treaty Organization")],
)
def test_a_side_is_given_by_code_or_name(text: str, side: str) -> None:
    assert parse_side(text) == side


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-11-18", date(2024, 11, 18)),
        ("2024-11", date(2024, 11, 1)),
        ("2024", date(2024, 1, 1)),
        ("today", date(2025, 3, 1)),
        ("yesterday", date(2025, 2, 28)),
        ("2 weeks", date(2025, 2, 15)),
        ("1 day ago", date(2025, 2, 28)),
    ],
)
def test_a_day_is_given_in_several_ways(text: str, day: date) -> None:
    assert parse_day(text, date(2025, 3, 1)) == day


@pytest.mark.parametrize("text", ["soon", "2024-13", "-1 days"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ConfigError, match="is no day"):
        parse_day(text, date(2025, 3, 1))


def test_what_is_no_side_is_refused() -> None:
    with pytest.raises(ConfigError, match="is no state or organisation"):
        parse_side("Atlantis")


def explain(database: sqlite3.Connection, member: str) -> dict[str, Any]:
    row = next(row for row in find_deals(database, Filters()) if member in members(row))
    found = explain_cluster(database, row["id"])
    assert next(iter(explanation_lines(found))) == row["id"]
    explained: Any = explanation_as_json(found)
    return dict(explained)


def test_an_explanation_says_what_joined_records_and_what_kept_others_apart(stories: sqlite3.Connection) -> None:
    found = explain(stories, "own01-a/g1")
    joined = {"/".join(pair["other"]): pair for pair in found["joined"]}
    assert joined.keys() == DRONES - {"own01-a/g1"}
    signals = {signal["signal"]: signal for signal in joined["own01-c/g1"]["signals"]}
    assert signals["dates"]["compared"] == "signed 2023-05-08 | 2023-05-08"
    apart = {"/".join(pair["other"]): pair["reason"] for pair in found["kept_apart"]}
    assert "own01-b/g1" in apart
    assert "barred" in apart["own01-b/g1"] or "not enough" in apart["own01-b/g1"]


def test_an_unknown_id_is_refused(stories: sqlite3.Connection) -> None:
    with pytest.raises(ConfigError, match="has no deal/zzz"):
        explain_cluster(stories, "deal/zzz")


def test_a_decision_is_kept_and_explained(tmp_path: Path) -> None:
    views = [view for view in story_views() if view.source_id.startswith("own01")]
    with linked_stories(tmp_path, views) as database:
        keep_decision(database, split_decision("own01-a/g1", "own01-d/g1"))
        decisions = read_decisions(database)
        assert decisions == [split_decision("own01-a/g1", "own01-d/g1")]
        with transaction(database):
            LinkIndex(database, decisions).update([(view, "2") for view in views])
        apart = {"/".join(pair["other"]): pair["reason"] for pair in explain(database, "own01-a/g1")["kept_apart"]}
        assert apart["own01-d/g1"] == "a person took them apart"


@pytest.mark.parametrize(
    ("one", "other", "message"),
    [
        ("own01-a/g9", "own01-b/g1", "has no record own01-a/g9"),
        ("own01-a/g1", "own01-b/s1", "is an agreement and own01-b/s1 is a statement"),
        ("own01-a/g1", "own01-a/g1", "was given twice"),
    ],
)
def test_a_decision_that_cannot_be_meant_is_refused(
    stories: sqlite3.Connection, one: str, other: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        keep_decision(stories, split_decision(one, other))


def test_a_record_is_named_by_article_and_id() -> None:
    assert parse_record("folder/some-article/g1") == ("folder/some-article", "g1")
    with pytest.raises(ConfigError, match="is no record"):
        parse_record("g1")


def test_a_folder_without_a_collection_is_refused(tmp_path: Path) -> None:
    from extract.run.collection.database import COLLECTION, open_read_only

    with pytest.raises(StoreError, match="is no collection"), open_read_only(tmp_path / COLLECTION):
        pass
