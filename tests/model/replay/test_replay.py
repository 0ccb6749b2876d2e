"""The recorded studies: what the embedded model said of our articles, over real HTTP, gives the same bytes for ever."""

import asyncio
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from extract.ask.method import build_method
from extract.model.replay.cassette import Replay
from extract.pipeline import extract
from extract.read import read
from extract.run import engine
from extract.run.open_model import open_model
from extract.settings.settings import Settings, load_settings
from extract.store import read_extractions
from extract.telemetry.progress import SilentReporter
from schemas import Article, RunManifest

HOME = Path(__file__).parents[3]
ARTICLES = Path("fixtures/articles")
CASSETTES = HOME / "fixtures" / "cassettes"
EXTRACTIONS = HOME / "fixtures" / "extractions"
PLANS = ("sentence", "document")
SECRET = re.compile(r"authorization|bearer|cookie|api[_-]?key|\bsk-\w|127\.0\.0\.1|localhost", re.I)


def settings(plan: str) -> Settings:
    return load_settings({"plan": plan, "replay": str(CASSETTES)}, {}, Path("/nowhere"))


@pytest.fixture(autouse=True)
def _at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)


def replayed(plan: str, out: Path) -> RunManifest:
    return asyncio.run(engine.extract_inputs([ARTICLES], out, settings(plan), SilentReporter())).manifest


@pytest.mark.core_workers
@pytest.mark.parametrize("plan", PLANS)
def test_a_replay_gives_the_bytes_of_the_recorded_run(plan: str, tmp_path: Path) -> None:
    manifest = replayed(plan, tmp_path / "out")
    found = (tmp_path / "out" / "extractions.jsonl").read_bytes()
    assert found == (EXTRACTIONS / f"{plan}.jsonl").read_bytes()
    assert manifest.counts.balance
    assert manifest.counts.articles == len(list(ARTICLES.glob("*.txt")))


@pytest.mark.parametrize("plan", PLANS)
def test_every_recorded_call_is_made_again_and_no_cassette_is_left_over(plan: str) -> None:
    async def run() -> Replay:
        how = build_method("qwen2.5-coder-1.5b-instruct-q4_k_m", plan, {})
        async with open_model(settings(plan), SilentReporter()) as model:
            assert isinstance(model.tape, Replay)
            for article in read(ARTICLES):
                assert isinstance(article, Article)
                with model.tape.article(article.source_id, article.id, plan):
                    await extract(article, model.client, how)
            return model.tape

    tape = asyncio.run(run())
    assert tape.unplayed == 0
    assert [path.parent.name for path in tape.orphans() if path.parent.name == plan] == []


def test_there_is_a_cassette_for_each_article_and_plan_and_nothing_else() -> None:
    names = {path.stem for path in (HOME / ARTICLES).glob("*.txt")}
    found = {path.relative_to(CASSETTES).as_posix() for path in CASSETTES.rglob("*") if path.is_file()}
    assert found == {f"{plan}/{name}.yaml" for plan in PLANS for name in names}


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
