"""Additions to a collection: the same bytes as one addition, nothing lost, nothing twice, nothing replaced unasked."""

import asyncio
import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from extract.errors import StoreError
from extract.output.load import load_run
from extract.pipeline import Outcome
from extract.run import engine
from extract.run.collection import addition
from extract.run.collection.addition import add_articles
from extract.run.collection.database import COLLECTION
from extract.run.context import RunContext
from extract.run.executor import Executor, open_local_executor
from extract.store import Ledger, RunDirectory
from extract.telemetry.progress import SilentReporter
from schemas import Article, Failure, FailureCode, Stage
from tests.support.made_collections import ARTICLES, EXPORTS, FIXTURES, add, exports, links, replayed


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The files of a collection to which all articles were added at once."""
    folder = tmp_path_factory.mktemp("whole") / "collection"
    add([FIXTURES / "articles"], folder)
    return exports(folder)


def articles_of(folder: Path) -> list[str]:
    return [extraction.article.source_id for extraction in load_run(folder)]


def test_several_additions_give_the_bytes_of_one(tmp_path: Path, whole: dict[str, bytes]) -> None:
    for article in ARTICLES:
        add([article], tmp_path / "c")
    assert exports(tmp_path / "c") == whole


def test_the_order_of_additions_changes_no_byte(tmp_path: Path, whole: dict[str, bytes]) -> None:
    for article in reversed(ARTICLES):
        add([article], tmp_path / "c")
    assert exports(tmp_path / "c") == whole


def test_known_articles_are_recognised(tmp_path: Path) -> None:
    add(ARTICLES[:3], tmp_path / "c")
    before = exports(tmp_path / "c")
    done = add(ARTICLES[:4], tmp_path / "c")
    assert (done.taken.known, done.taken.added, done.linked, done.articles) == (3, 1, 1, 4)
    again = add(ARTICLES[:4], tmp_path / "c")
    assert (again.taken.known, again.linked) == (4, 0)
    assert exports(tmp_path / "c") != before


def test_a_collection_reads_like_a_run_in_the_order_of_publication(tmp_path: Path) -> None:
    add([FIXTURES / "articles"], tmp_path / "c")
    dates = [extraction.article.published or "" for extraction in load_run(tmp_path / "c")]
    assert dates == sorted(dates)
    assert load_run(tmp_path / "c").manifest.counts.articles == len(ARTICLES)


def test_an_addition_that_dies_before_linking_is_finished_by_the_next(
    tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    add(ARTICLES[:4], tmp_path / "c")
    with monkeypatch.context() as patch:
        patch.setattr(addition, "link_results", _die)
        with pytest.raises(KeyboardInterrupt):
            add(ARTICLES[4:], tmp_path / "c")
    add([], tmp_path / "c")
    assert exports(tmp_path / "c") == whole


def test_an_addition_that_dies_while_it_processes_is_finished_by_the_next(
    tmp_path: Path, whole: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(addition, "process_run", _die)
        with pytest.raises(KeyboardInterrupt):
            add(ARTICLES, tmp_path / "c")
    done = add(ARTICLES, tmp_path / "c")
    assert (done.taken.known, done.linked) == (len(ARTICLES), len(ARTICLES))
    assert exports(tmp_path / "c") == whole


def _die(*given: object) -> None:
    raise KeyboardInterrupt


def test_an_article_that_failed_is_tried_again_without_inputs(tmp_path: Path, whole: dict[str, bytes]) -> None:
    failing = ARTICLES[0].stem

    @asynccontextmanager
    async def open_failing_executor(context: RunContext, ledger: Ledger) -> AsyncIterator[Executor]:
        async with open_local_executor(context, ledger) as executor:

            async def process(item: Article | Failure) -> Outcome | Failure:
                if item.source_id == failing:
                    return Failure(source_id=failing, stage=Stage.MODEL, error=FailureCode.TIMEOUT, message="too slow")
                return await executor.process(item)

            yield replace(executor, process=process)

    reporter = SilentReporter()
    failed = asyncio.run(add_articles(ARTICLES, tmp_path / "c", replayed(), reporter, open_failing_executor))
    assert failed.finished.manifest.counts.failed == 1
    assert failing not in articles_of(tmp_path / "c")
    done = add([], tmp_path / "c")
    assert done.finished.manifest.counts.failed == 0
    assert exports(tmp_path / "c") == whole


def test_another_text_with_an_id_that_is_there_is_added_beside_it(tmp_path: Path) -> None:
    add(ARTICLES[:1], tmp_path / "c")
    name = ARTICLES[0].stem
    other = tmp_path / "other" / f"{name}.txt"
    other.parent.mkdir()
    other.write_text("Nothing happened in the town of Norby today.\n\nIt rained.", encoding="utf-8")
    done = add([other], tmp_path / "c")
    ((old, new),) = done.taken.renamed
    assert old == name
    assert sorted(articles_of(tmp_path / "c")) == sorted([name, new])


def test_with_replace_an_article_takes_the_place_of_that_with_its_id(tmp_path: Path) -> None:
    add(ARTICLES[:2], tmp_path / "c")
    name = ARTICLES[0].stem
    other = tmp_path / "other" / f"{name}.txt"
    other.parent.mkdir()
    other.write_text("Nothing happened in the town of Norby today.\n\nIt rained.", encoding="utf-8")
    done = add([other], tmp_path / "c", replace=True)
    assert done.taken.replaced == 1
    texts = {extraction.article.source_id: extraction.article.text for extraction in load_run(tmp_path / "c")}
    assert texts.keys() == {name, ARTICLES[1].stem}
    assert "Norby" in texts[name]
    assert name not in {member[0] for deal in links(tmp_path / "c")["agreements"] for member in deal["members"]}


def test_a_copy_that_came_first_becomes_one_when_its_original_comes(tmp_path: Path) -> None:
    original = next(path for path in ARTICLES if path.with_suffix(".meta.json").exists())
    meta = json.loads(original.with_suffix(".meta.json").read_text(encoding="utf-8"))
    later = date.fromisoformat(meta["date"]) + timedelta(days=1)
    copy = tmp_path / "copies" / original.name
    copy.parent.mkdir()
    copy.write_text(original.read_text(encoding="utf-8"), encoding="utf-8")
    changed = {**meta, "id": "the-copy", "source": "Sound Times", "date": later.isoformat()}
    copy.with_suffix(".meta.json").write_text(json.dumps(changed), encoding="utf-8")
    cassettes = tmp_path / "cassettes"
    shutil.copytree(FIXTURES / "cassettes", cassettes)
    shutil.copy(cassettes / "choices" / f"{original.stem}.yaml", cassettes / "choices" / "the-copy.yaml")
    for number, order in enumerate(([copy, original], [original, copy])):
        for article in order:
            add([article], tmp_path / f"c{number}", replayed(cassettes))
    assert exports(tmp_path / "c0") == exports(tmp_path / "c1")
    found = links(tmp_path / "c0")
    assert found["copies"] == [["the-copy", original.stem]]
    assert {(event["reports"], event["independent_sources"]) for event in found["statements"]} == {(2, 1)}


def test_a_run_and_a_collection_are_not_taken_for_each_other(tmp_path: Path) -> None:
    add(ARTICLES[:1], tmp_path / "c")
    before = exports(tmp_path / "c")
    for replaces in (False, True):
        with pytest.raises(StoreError, match="is a collection"):
            asyncio.run(
                engine.extract_inputs(
                    ARTICLES[1:2], tmp_path / "c", replayed(), SilentReporter(), replace_results=replaces
                )
            )
    assert exports(tmp_path / "c") == before
    asyncio.run(engine.extract_inputs(ARTICLES[:1], tmp_path / "run", replayed(), SilentReporter()))
    with pytest.raises(StoreError, match="holds a run"):
        add(ARTICLES[1:2], tmp_path / "run")
    assert not (tmp_path / "run" / COLLECTION).exists()


def test_two_additions_at_once_are_refused(tmp_path: Path) -> None:
    add(ARTICLES[:1], tmp_path / "c")
    with RunDirectory.open(tmp_path / "c"), pytest.raises(StoreError, match="in use by another process"):
        add(ARTICLES[1:2], tmp_path / "c")


def test_all_is_linked_again_when_the_code_of_linking_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add(ARTICLES, tmp_path / "c")
    before = exports(tmp_path / "c")
    monkeypatch.setattr("extract.run.collection.linking.hash_linking", lambda: "another")
    assert add([], tmp_path / "c").linked == len(ARTICLES)
    assert exports(tmp_path / "c") == before


def test_every_export_is_there_from_the_first_addition_on(tmp_path: Path) -> None:
    add(ARTICLES[:1], tmp_path / "c")
    assert {path.name for path in (tmp_path / "c").iterdir()} >= {*EXPORTS, "run.json", "ledger.sqlite", COLLECTION}
