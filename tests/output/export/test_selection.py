"""Filters of an export."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from extract.output.export import Choices, Filters, Target, export
from extract.output.export.selection import SelectedRun
from extract.output.load import Run, load_run
from extract.output.review import Corrections, Decision, ReviewedRun, record_keys
from extract.output.tables.dyads import Acting, ArticleDyads
from schemas import Certainty, RecordKind
from tests.support.fixture_run import fixture_run


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return load_run(fixture_run(tmp_path / "run"))


def rows(run: Run, table: str) -> list[Any]:
    return [row for name, row in run.rows() if name == table]


def selected(run: Run, **filters: Any) -> Run:
    return SelectedRun(run.path, run, Filters(**filters))


def test_a_country_filter_takes_the_records_in_which_it_takes_part(run: Run) -> None:
    taken = rows(selected(run, countries=frozenset({"FRA"})), "statement_dyads")
    want = [row for row in rows(run, "statement_dyads") if "FRA" in (row.speaker_country, row.recipient_country)]
    assert want and {row.id for row in want} <= {row.id for row in taken}
    every = {row.statement_id for row in rows(run, "statement_dyads")}
    assert {row.statement_id for row in taken} < every


def test_dates_filter_by_the_days_of_the_event(run: Run) -> None:
    taken = rows(selected(run, since=date(2025, 9, 1), until=date(2025, 9, 30)), "agreement_dyads")
    assert taken
    assert all(row.latest >= date(2025, 9, 1) and row.earliest <= date(2025, 9, 30) for row in taken)


def test_certainty_and_kind_filter_records(run: Run) -> None:
    sure = selected(run, certainty=Certainty.HIGH, kind=RecordKind.STATEMENT)
    assert rows(sure, "agreements") == []
    statements = rows(sure, "statements")
    assert statements and {row.certainty for row in statements} == {"high"}
    assert len(statements) < len(rows(run, "statements"))


def test_filtered_tables_hold_no_dangling_keys_and_no_unused_articles(run: Run) -> None:
    part = selected(run, countries=frozenset({"FRA"}))
    actors = {row.id for row in rows(part, "actors")}
    used = {row.actor_id for table in ("parties", "speakers", "recipients") for row in rows(part, table)}
    assert used <= actors and {row.represents_id for row in rows(part, "actors")} - {None} <= actors
    records = {row.article_id for table in ("agreements", "statements") for row in rows(part, table)}
    assert {row.id for row in rows(part, "articles")} == records


def test_the_manifest_names_filters_and_corrections(run: Run, tmp_path: Path) -> None:
    choices = Choices(Filters(countries=frozenset({"FRA"})), "mine.jsonl")
    exported = export(run, Target.CSV, tmp_path / "out", choices=choices)
    manifest = json.loads((tmp_path / "out.manifest.json").read_text(encoding="utf-8"))
    assert manifest["choices"] == {"filters": {"countries": ["FRA"]}, "corrections": "mine.jsonl"}
    assert exported.counts["articles"] == 1 or exported.counts["articles"] < 13


@pytest.mark.parametrize("target", Target)
def test_filters_apply_to_every_form(run: Run, tmp_path: Path, target: Target) -> None:
    whole = export(run, target, tmp_path / "whole")
    choices = Choices(Filters(countries=frozenset({"FRA"}), kind=RecordKind.STATEMENT))
    part = export(run, target, tmp_path / "part", choices=choices)
    assert 0 < made(part.counts) < made(whole.counts)


@pytest.mark.parametrize("target", [target for target in Target if target not in (Target.BIBTEX, Target.RIS)])
def test_corrections_apply_to_every_form_with_records(run: Run, tmp_path: Path, target: Target) -> None:
    found, said = next(
        (one, said) for one, said in run.statements() if between_states(ArticleDyads(one, "").statement_pairs(said))
    )
    key = record_keys(found)[said.id]
    rejected = Decision.model_validate(
        {"article": found.article.id, "record": said.id, "key": key, "state": "rejected"}
    )
    review = Corrections({found.article.id: {key: rejected}})
    before = export(run, target, tmp_path / "before")
    after = export(ReviewedRun(run.path, review), target, tmp_path / "after")
    assert made(after.counts) < made(before.counts)


def between_states(pairs: Sequence[tuple[Acting, Acting]]) -> bool:
    return any(one.side.country and other.side.country for one, other in pairs)


def made(counts: Mapping[str, int]) -> int:
    """What an export has: rows, or edges with their dyads; what is left out does not count."""
    return sum(count for name, count in counts.items() if not name.startswith(("left out", "no dyad", "nodes")))
