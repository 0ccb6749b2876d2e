"""The tables of a collection: deals, events, entities, contradictions and copies, as links.json has them."""

import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.errors import StoreError
from extract.output.export import Filters
from extract.output.export.selection import SelectedRun
from extract.output.load import Run, load_run
from extract.output.tables import TABLES, references
from extract.store.directory import LINKS
from extract.store.stream_links import stream_links
from schemas import Actor, ActorKind, RecordKind
from tests.support.linked_runs import linked_run, reports
from tests.support.made_runs import mixed

Tables = dict[str, list[Any]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return load_run(linked_run(tmp_path / "collection"))


def tables_of(run: Run) -> Tables:
    tables: Tables = {name: [] for name in TABLES}
    for table, row in run.rows():
        tables[table].append(row)
    return tables


def links_of(run: Run) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = json.loads((run.path / LINKS).read_text(encoding="utf-8"))
    return found


def test_the_links_are_read_line_by_line_as_a_whole(run: Run) -> None:
    read: dict[str, list[Any]] = {name: [] for name in links_of(run)}
    for section, entry in stream_links(run.path):
        read[section].append(entry)
    assert read == links_of(run) and read["copies"] == []


def test_links_in_another_layout_give_the_same_rows(run: Run) -> None:
    before = tables_of(run)
    (run.path / LINKS).write_text(json.dumps(links_of(run)), encoding="utf-8")
    assert tables_of(run) == before


def test_a_broken_line_of_the_links_is_named(run: Run) -> None:
    path = run.path / LINKS
    path.write_text(path.read_text(encoding="utf-8").replace('{"id":"deal/', '{"id":deal/', 1), encoding="utf-8")
    with pytest.raises(StoreError, match=r"links.json line 6 is no link; write it again: communique add"):
        list(run.rows())


def test_each_list_of_the_links_is_a_table(run: Run) -> None:
    tables, links = tables_of(run), links_of(run)
    assert [row.id for row in tables["deals"]] == [deal["id"] for deal in links["agreements"]]
    assert [row.id for row in tables["events"]] == [event["id"] for event in links["statements"]]
    assert [row.id for row in tables["entities"]] == [actor["id"] for actor in links["actors"]]
    stages = [(row.deal_id, row.status) for row in tables["deal_stages"]]
    assert stages == [(deal["id"], stage["status"]) for deal in links["agreements"] for stage in deal["timeline"]]
    assert len(tables["contradictions"]) == len(links["contradictions"]) == 2


def test_each_record_names_its_deal_or_event_and_each_actor_its_entity(run: Run) -> None:
    tables, links = tables_of(run), links_of(run)
    articles = {row.id: row.source_id for row in tables["articles"]}

    def members(table: str, column: str, of: str) -> dict[str, list[list[str]]]:
        found: dict[str, list[list[str]]] = {}
        for row in tables[table]:
            named = row.name if of == "name" else row.id.rpartition("/")[2]
            found.setdefault(getattr(row, column), []).append([articles[row.article_id], named])
        return found

    assert members("agreements", "deal_id", "id") == {deal["id"]: deal["members"] for deal in links["agreements"]}
    assert members("statements", "event_id", "id") == {event["id"]: event["members"] for event in links["statements"]}
    assert members("actors", "entity_id", "name") == {actor["id"]: actor["members"] for actor in links["actors"]}


def test_dyads_have_the_reports_and_sources_of_their_deal(run: Run) -> None:
    tables = tables_of(run)
    for table, key, things in (("agreement_dyads", "deal_id", "deals"), ("statement_dyads", "event_id", "events")):
        counts = {row.id: (row.reports, row.independent_sources) for row in tables[things]}
        assert tables[table]
        for row in tables[table]:
            assert (row.reports, row.independent_sources) == counts[getattr(row, key)]
    assert {row.reports for row in tables["agreement_dyads"]} == {3}


def test_the_life_of_a_deal_is_told_by_records_and_dated(run: Run) -> None:
    tables = tables_of(run)
    [ferry] = [row for row in tables["deals"] if "ferry" in row.label]
    assert (ferry.status, ferry.parties, ferry.first_report) == ("signed", "Norway; Sudan", date(2030, 1, 15))
    stages = [(row.position, row.status) for row in tables["deal_stages"] if row.deal_id == ferry.id]
    assert stages == [(1, "pledged"), (2, "signed")]
    told = Counter(row.position for row in tables["stage_reports"] if row.deal_id == ferry.id)
    assert told == {1: 2, 2: 1}
    [boats] = [row for row in tables["deals"] if "boats" in row.label]
    assert boats.contradictions == 2


def test_a_run_has_no_rows_of_links(tmp_path: Path) -> None:
    tables = tables_of(load_run(mixed(tmp_path / "run")))
    linked = ("deals", "events", "entities", "contradictions", "copies", "deal_stages", "event_sides")
    assert not [name for name in linked if tables[name]]


@pytest.mark.parametrize(
    "filters",
    [
        Filters(kind=RecordKind.STATEMENT),
        Filters(since=date(2030, 2, 1)),
        Filters(until=date(2030, 1, 15)),
        Filters(countries=frozenset({"KEN"})),
    ],
)
def test_filters_take_the_links_of_the_records_that_are_taken(run: Run, filters: Filters) -> None:
    tables = tables_of(SelectedRun(run.path, run, filters))
    for name, kind in TABLES.items():
        for column, target in references(kind).items():
            there = {row.id for row in tables[target]}
            assert {getattr(row, column) for row in tables[name]} - {None} <= there, (name, column)
    assert {row.id for row in tables["deals"]} == {row.deal_id for row in tables["agreements"]}
    assert {row.id for row in tables["events"]} == {row.event_id for row in tables["statements"]}


def test_two_entities_with_one_name_in_an_article_are_told_apart_by_their_country(tmp_path: Path) -> None:
    [first, *_] = reports()
    ministries = tuple(
        Actor(id=key, name="defence ministry", kind=ActorKind.PUBLIC_BODY, country=country)
        for key, country in (("a4", "KEN"), ("a5", "UGA"))
    )
    run = load_run(linked_run(tmp_path / "run", [first.model_copy(update={"actors": (*first.actors, *ministries)})]))
    tables = tables_of(run)
    countries = {row.id: row.country for row in tables["entities"]}
    named = [row for row in tables["actors"] if row.name == "defence ministry"]
    assert {row.country: countries[row.entity_id] for row in named} == {"KEN": "KEN", "UGA": "UGA"}


def test_a_copy_names_its_original(tmp_path: Path) -> None:
    [first, *_] = reports()
    page = first.article.model_copy(
        update={"id": "sha256:00000000000000cc", "source_id": "repeated", "published": "2030-01-16", "source": "Echo"}
    )
    run = load_run(linked_run(tmp_path / "run", [first, first.model_copy(update={"article": page})]))
    tables = tables_of(run)
    assert [tuple(row) for row in tables["copies"]] == [(page.id, first.article.id)]
    assert {(row.reports, row.independent_sources) for row in tables["deals"]} == {(2, 1)}
