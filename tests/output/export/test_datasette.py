"""A SQLite export with its metadata, opened with the real Datasette."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from extract.output.export import Target, export
from extract.output.export.datasette import metadata, metadata_path
from extract.output.load import load_run
from extract.output.tables import TABLES, columns
from tests.support.fixture_run import fixture_run
from tests.support.linked_runs import linked_run


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("datasette", reason="datasette is not installed")
    return export(load_run(fixture_run(tmp_path_factory.mktemp("datasette") / "run")), Target.SQLITE).path


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("datasette", reason="datasette is not installed")
    return export(load_run(linked_run(tmp_path_factory.mktemp("datasette") / "linked")), Target.SQLITE).path


def get(database: Path, path: str, **values: str) -> str:
    query = f"?{urlencode(values)}" if values else ""
    command = [sys.executable, "-m", "datasette", str(database), "-m", str(metadata_path(database))]
    got = subprocess.run([*command, "--get", f"/records{path}{query}"], capture_output=True, text=True, check=True)
    return got.stdout


def get_json(database: Path, path: str, **values: str) -> Any:
    return json.loads(get(database, f"{path}.json", **values))


def test_the_page_of_a_database_leads_with_dyads_and_questions(database: Path) -> None:
    page = get(database, "")
    assert "signed_by_year" in page and "Who signed what with whom, by year" in page
    assert ">mentions<" not in page.partition("hidden table")[0]


def test_a_table_has_its_title_facets_and_sort(database: Path) -> None:
    page = get(database, "/agreement_dyads")
    assert "Who agreed with whom" in page and "A pair of sides of an agreement" in page
    found = get_json(database, "/agreement_dyads", _shape="objects")
    assert {"status", "instrument"} <= set(found["facet_results"])
    days = [row["earliest"] for row in found["rows"] if row["earliest"]]
    assert days == sorted(days, reverse=True) and len(set(days)) > 1


def test_a_link_to_a_record_shows_its_label(database: Path) -> None:
    page = get(database, "/statement_dyads", _size="3")
    [row] = get_json(database, "/statement_dyads", _size="1", _shape="array")
    assert ">" + row["about"] in page.replace("&#39;", "'")


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("signed_by_year", {}),
        ("condemned_by_month", {}),
        ("records_without_dyad", {}),
        ("between_two_sides", {"one": "KEN", "other": "IDN"}),
        ("evidence_with_words", {"words": "treaty"}),
    ],
)
def test_a_canned_query_has_an_answer(database: Path, query: str, values: dict[str, str]) -> None:
    assert get_json(database, f"/{query}", _shape="array", **values)


@pytest.mark.parametrize("query", ["life_of_deals", "contradictions_with_quotes"])
def test_a_canned_query_about_a_collection_has_an_answer(collection: Path, query: str) -> None:
    [row, *_] = get_json(collection, f"/{query}", _shape="array")
    assert None not in {row.get("label", ""), row.get("quote", ""), row.get("other_quote", "")}


def test_the_home_page_leads_to_deals_of_a_collection_only(database: Path, collection: Path) -> None:
    assert ">deals<" in get(collection, "").partition("hidden table")[0]
    assert ">deals<" not in get(database, "").partition("hidden table")[0]


def test_full_text_search_covers_the_evidence(database: Path) -> None:
    rows = get_json(database, "/evidence", _search="treaty", _shape="array")
    assert rows and all("treaty" in row["text"].casefold() for row in rows)


def test_the_metadata_names_columns_that_exist() -> None:
    tables = metadata("records")["databases"]["records"]["tables"]
    assert set(tables) == set(TABLES)
    for name, table in tables.items():
        named = {
            *table.get("facets", ()),
            *(table[key] for key in ("label_column", "sort", "sort_desc") if key in table),
        }
        assert named <= {column.name for column in columns(TABLES[name])}, name
