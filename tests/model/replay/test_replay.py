"""Recorded answers about our articles, of the embedded model and of readers, give the same bytes each time."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from benchmarks.desk.record import HEADER
from extract.ask.method import build_method
from extract.model.replay.cassette import Replay
from extract.pipeline import extract
from extract.read import read
from extract.run import engine
from extract.run.open_analyzer import analyzer_path
from extract.run.open_model import open_model
from extract.settings.settings import Settings, load_settings
from extract.store import read_extractions
from extract.telemetry.progress import SilentReporter
from schemas import Article, RunManifest

HOME = Path(__file__).parents[3]
ARTICLES = Path("fixtures/articles")
INPUTS = {"choices": (ARTICLES,), "document": (ARTICLES, Path("fixtures/articles_document"))}
MODELS: dict[str, dict[str, object]] = {
    "choices": {"model": "qwen2.5-coder-1.5b"},
    "document": {"model": "strong-reader", "base_url": "http://desk/v1"},
}
CASSETTES = HOME / "fixtures" / "cassettes"
EXTRACTIONS = HOME / "fixtures" / "extractions"
PLANS = tuple(INPUTS)
SECRET = re.compile(r"authorization|bearer|cookie|api[_-]?key|\bsk-\w|127\.0\.0\.1|localhost", re.I)


def settings(plan: str) -> Settings:
    return load_settings(MODELS[plan] | {"replay": str(CASSETTES)}, {}, Path("/nowhere"))


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)


def replayed(plan: str, out: Path) -> RunManifest:
    return asyncio.run(engine.extract_inputs(INPUTS[plan], out, settings(plan), SilentReporter())).manifest


def names(plan: str) -> set[str]:
    return {path.stem for folder in INPUTS[plan] for path in (HOME / folder).glob("*.txt")}


@pytest.mark.core_workers
@pytest.mark.parametrize("plan", PLANS)
def test_a_replay_gives_the_bytes_of_the_recorded_run(plan: str, tmp_path: Path) -> None:
    manifest = replayed(plan, tmp_path / "out")
    found = (tmp_path / "out" / "extractions.jsonl").read_bytes()
    assert found == (EXTRACTIONS / f"{plan}.jsonl").read_bytes()
    assert manifest.counts.balance
    assert manifest.counts.articles == len(names(plan))


@pytest.mark.parametrize("plan", PLANS)
def test_every_recorded_call_is_made_again_and_no_cassette_is_left_over(plan: str) -> None:
    async def run() -> Replay:
        given = settings(plan)
        how = build_method(given.model, plan, {}, given.verify, analyzer_path(given))
        async with open_model(given, SilentReporter()) as model:
            assert isinstance(model.tape, Replay)
            for article in (one for folder in INPUTS[plan] for one in read(folder)):
                assert isinstance(article, Article)
                with model.tape.article(article.source_id, article.id, plan):
                    await extract(article, model.client, how)
            return model.tape

    tape = asyncio.run(run())
    assert tape.unplayed == 0
    assert [path.parent.name for path in tape.orphans() if path.parent.name == plan] == []


def test_there_is_a_cassette_for_each_article_and_plan_and_nothing_else() -> None:
    found = {path.relative_to(CASSETTES).as_posix() for path in CASSETTES.rglob("*") if path.is_file()}
    assert found == {f"{plan}/{name}.yaml" for plan in PLANS for name in names(plan)}
    assert {plan: len(names(plan)) for plan in PLANS} == {"choices": 10, "document": 13}


def calls() -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted(CASSETTES.rglob("*.yaml")):
        for interaction in yaml.safe_load(path.read_text(encoding="utf-8"))["interactions"]:
            yield path.stem, interaction


def test_a_cassette_holds_no_secret_and_no_address() -> None:
    for path in CASSETTES.rglob("*.yaml"):
        assert not SECRET.search(path.read_text(encoding="utf-8")), path


def test_the_bodies_of_a_cassette_are_structures_that_people_can_read() -> None:
    for name, interaction in calls():
        request, response = interaction["request"], interaction["response"]
        assert isinstance(request, dict)
        assert isinstance(response, dict)
        assert isinstance(request["body"], dict), name
        assert isinstance(response["body"], dict), name


@pytest.mark.parametrize("plan", PLANS)
def test_every_span_of_every_recorded_extraction_is_true(plan: str) -> None:
    for extraction in read_extractions(EXTRACTIONS / f"{plan}.jsonl"):
        assert all(map(extraction.article.holds, extraction.spans())), extraction.article.source_id


def test_the_cassettes_of_readers_say_so_in_their_first_line() -> None:
    for path in (CASSETTES / "document").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith(HEADER)
