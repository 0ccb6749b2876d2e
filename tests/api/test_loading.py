"""Runs and collections are read with the filters of the command line."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract import ConfigError, Extractor, StoreError, load_collection, load_run, to_pandas
from extract.cli.app import app
from schemas import Failure
from tests.support.english import pipeline
from tests.support.fixture_run import fixture_extractions, fixture_run

TREATY = "Malian Foreign Minister Awa Diop and her counterpart from Togo signed a border treaty on 3 May 2021."
RAID = "The government of Mali condemned the raid by Chad on Monday."


def test_a_run_is_loaded_with_filters(tmp_path: Path) -> None:
    folder = fixture_run(tmp_path / "run")
    everything = list(load_run(folder))
    statements = list(load_run(folder, kind="statement"))

    assert everything == fixture_extractions()
    assert not any(one.agreements for one in statements)
    assert sum(len(one.statements) for one in statements) == sum(len(one.statements) for one in everything)


def test_a_country_may_be_given_by_name_or_code(tmp_path: Path) -> None:
    with Extractor(model="none", analyzer=pipeline(), out=tmp_path / "run") as extractor:
        list(extractor.pipe([TREATY, RAID]))

    found = [list(load_run(tmp_path / "run", country=country)) for country in ("Chad", "TCD", ["tcd", "Peru"])]

    assert [[one.article.text for one in records] for records in found] == [[RAID]] * 3
    assert len(list(load_run(tmp_path / "run", country="Mali"))) == 2


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"county": "Mali"}, "there is no filter 'county'"),
        ({"country": "NATO"}, "is an organisation"),
        ({"since": "soon"}, "since soon is no date"),
        ({"certainty": "sure"}, "give one of"),
    ],
)
def test_a_wrong_filter_is_refused(filters: dict[str, str], message: str, tmp_path: Path) -> None:
    folder = fixture_run(tmp_path / "run")

    with pytest.raises(ConfigError, match=message):
        load_run(folder, **filters)


def test_a_collection_answers_in_python(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TREATY, encoding="utf-8")
    (tmp_path / "b.txt").write_text(RAID, encoding="utf-8")
    command = ["add", str(tmp_path / "a.txt"), str(tmp_path / "b.txt"), "--to", str(tmp_path / "press"), "--quiet"]
    done = CliRunner().invoke(app, [*command, "--model", "none", "--analyzer", str(pipeline())])
    assert done.exit_code == 0, done.stderr

    collection = load_collection(tmp_path / "press")

    assert [deal["instrument"] for deal in collection.deals(country=["Mali", "TGO"])] == ["treaty"]
    assert [one["act"] for one in collection.statements(act="condemn")] == ["condemn"]
    assert "Awa Diop" in [actor["name"] for actor in collection.actors(kind="person")]
    assert len(collection.timeline()) == 2
    assert collection.deals(country="Peru") == []
    assert len(list(collection.records(kind="agreement"))) == 1


def test_a_folder_that_is_no_collection_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="is no collection"):
        load_collection(tmp_path)


def test_extractions_become_the_tables_of_a_run(tmp_path: Path) -> None:
    tables = to_pandas(fixture_extractions())
    expected = load_run(fixture_run(tmp_path / "run")).to_pandas()

    assert tables.keys() == expected.keys()
    assert all(tables[name].equals(expected[name]) for name in tables)


def test_failures_are_a_table_of_their_own() -> None:
    with Extractor(model="none", analyzer=pipeline()) as extractor:
        found = list(extractor.pipe([TREATY, ""], on_error="yield"))
    tables = to_pandas(found)

    assert isinstance(found[1], Failure)
    assert tables["failures"]["error"].tolist() == ["empty"]
    assert (
        len(tables["agreements"])
        == len(to_pandas(one for one in found if not isinstance(one, Failure))["agreements"])
        == 1
    )
