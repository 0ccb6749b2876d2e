"""`load_run`: typed records read lazily, and pandas tables."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import ConfigError, StoreError
from extract.optional_import import need
from extract.output.load import Run, load_run
from schemas import Agreement, ArticleExtraction, Status
from tests.support.made_runs import ATTACKS, mixed

pandas = pytest.importorskip("pandas", reason="pandas is not installed")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return load_run(mixed(tmp_path / "run"))


def test_iterating_gives_the_articles_in_order_every_time(run: Run) -> None:
    names = [found.article.source_id for found in run]
    assert names == [found.article.source_id for found in run]
    assert names[0] == "ferry" and len(names) == 4


def test_articles_are_read_lazily(run: Run) -> None:
    with (run.path / "extractions.jsonl").open("a", encoding="utf-8") as file:
        file.write("no extraction\n")
    articles: Iterator[ArticleExtraction] = iter(run)
    assert next(articles).article.source_id == "ferry"
    with pytest.raises(StoreError, match="line 5"):
        list(articles)


def test_records_come_with_the_extraction_that_holds_their_actors(run: Run) -> None:
    found, deal = next(run.agreements())
    assert isinstance(deal, Agreement) and deal.status is Status.PLEDGED
    assert [found.actor(party.actor).name for party in deal.parties] == ["Norland", "Sudland"]
    speakers = [found.actor(said.speakers[0]).name for found, said in run.statements()]
    assert speakers == ["Sudland", "Sudland", "Namibia"]


def test_a_run_gives_rejections_failures_duplicates_and_manifest(run: Run) -> None:
    assert len(list(run.rejected())) == 3
    assert [one.source_id for one in run.failures()] == ["gone"]
    assert [one.source_id for one in run.duplicates()] == ["ferry-copy", ATTACKS[0]]
    assert run.manifest.counts.articles == 7


def test_a_folder_without_a_run_raises_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="give a directory that a run wrote"):
        load_run(tmp_path)


def test_pandas_frames_keep_codes_as_strings_and_missing_values_as_na(run: Run) -> None:
    tables = run.to_pandas()
    deals = tables["agreements"]
    assert deals["cameo"].tolist() == ["030", "057", "030", "057", "057"]
    assert deals["quad"].dtype == "Int64" and deals["historical"].dtype == "boolean"
    assert tables["actors"]["country"].dropna().tolist().count("NAM") == 1
    assert deals["amount"].sum() == 3_000_000


def test_an_empty_table_becomes_a_frame_with_columns(run: Run) -> None:
    (run.path / "failures.jsonl").write_text("", encoding="utf-8")
    assert "source_id" in run.to_pandas()["failures"].columns


def test_a_library_that_is_not_there_is_named_with_the_command_that_installs_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(ConfigError, match=r"needs pyarrow.*pip install -e '.*\[parquet\]'"):
        need("pyarrow")
