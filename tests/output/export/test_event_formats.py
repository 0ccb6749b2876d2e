"""POLECAT and ICEWS, read as the users of the published files read them."""

import csv
import re
from datetime import datetime
from pathlib import Path

import pytest

from extract.output.export import Target, export, icews, polecat
from extract.output.export.countries import cow_codes
from extract.output.load import Run, load_run
from schemas import Act, ArticleExtraction, Context, Status, codes_of_act, codes_of_status
from tests.support.fixture_run import fixture_run
from tests.support.made_runs import mixed, write_run
from tests.support.results import extraction, treaty

Rows = list[dict[str, str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return load_run(fixture_run(tmp_path / "run"))


def read_rows(path: Path) -> Rows:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def kept_by_a_loader(path: Path) -> tuple[int, int]:
    """Rows that are kept and rows of the file, by the rules of the loader of the Temporal Graph Benchmark.

    It reads columns by place, skips rows whose date is empty or whose date, actor, recipient or type has `None`, and
    fails for a date in another form.
    """
    kept = total = 0
    with path.open(encoding="ISO-8859-1") as file:
        for row in list(csv.reader(file, delimiter="\t"))[1:]:
            total += 1
            day, relation, head, tail = row[1], row[2], row[7], row[15]
            if day and not any("None" in value for value in (day, relation, head, tail)):
                datetime.strptime(day, "%Y-%m-%d")
                kept += 1
    return kept, total


def test_a_loader_of_the_published_files_keeps_every_polecat_row(run: Run) -> None:
    kept, total = kept_by_a_loader(export(run, Target.POLECAT).path)
    assert kept == total > 50


def test_polecat_has_forty_columns_and_no_empty_cell(run: Run) -> None:
    rows = read_rows(export(run, Target.POLECAT).path)
    assert len(polecat.COLUMNS) == 40 and all(tuple(row) == polecat.COLUMNS for row in rows)
    assert not [row for row in rows if "" in row.values()]
    assert {row["Wikipedia Actor ID"] for row in rows} == {"None"}


def test_polecat_has_the_words_of_quads_and_codes_of_states(run: Run) -> None:
    rows = read_rows(export(run, Target.POLECAT).path)
    quads = {"VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"}
    assert {row["Quad Code"] for row in rows} <= quads
    for row in rows:
        country = row["Actor Country"]
        assert country == "None" or re.fullmatch("[A-Z]{3}", country)
        if country in cow_codes():
            assert row["Actor COW"] == cow_codes()[country]
    assert {"155"} == {row["Actor COW"] for row in rows if row["Actor Country"] == "CHL"}


def dyads_of(run: Run) -> set[str]:
    return {str(row[0]) for table, row in run.rows() if table in ("agreement_dyads", "statement_dyads")}


@pytest.mark.parametrize("target", [Target.POLECAT, Target.ICEWS])
def test_an_event_is_one_dyad_of_the_tables(run: Run, target: Target) -> None:
    exported = export(run, target)
    ids = [row["Event ID"] for row in read_rows(exported.path)]
    assert len(ids) == len(set(ids)) == exported.counts["rows"]
    assert set(ids) <= dyads_of(run)
    records = sum(len(found.agreements) + len(found.statements) for found in run)
    left_out = sum(count for name, count in exported.counts.items() if name.startswith("left out"))
    assert exported.counts["records"] + left_out == records


def test_background_and_negated_records_are_no_events(tmp_path: Path) -> None:
    counts = export(load_run(mixed(tmp_path / "mixed")), Target.POLECAT).counts
    assert {name: count for name, count in counts.items() if name.startswith("left out")} == {
        "left out: background": 2,
        "left out: negated": 2,
        "left out: no code": 1,
    }


def test_an_event_without_any_date_is_left_out(tmp_path: Path) -> None:
    undated = extraction()
    page = undated.article.model_copy(update={"published": None})
    found: list[ArticleExtraction] = [undated.model_copy(update={"article": page, "agreements": (treaty(),)})]
    exported = export(load_run(write_run(tmp_path / "run", found)), Target.ICEWS)
    assert read_rows(exported.path) == []
    assert exported.counts["left out: no date"] == 1


def test_icews_has_its_columns_and_a_text_for_every_code(run: Run) -> None:
    rows = read_rows(export(run, Target.ICEWS).path)
    assert all(tuple(row) == icews.COLUMNS for row in rows)
    assert {row["CAMEO Code"]: row["Event Text"] for row in rows}["057"] == "Sign formal agreement"
    assert {row["Source Country"] for row in rows} >= {"France", "Chile"}
    every = {codes_of_act(act).cameo for act in Act} | {codes_of_status(status).cameo for status in Status}
    every |= {codes_of_status(Status.AGREED, (context,)).cameo for context in Context}
    assert every - {None} == set(icews.TEXTS)
