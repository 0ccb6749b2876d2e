"""A run that was killed is shown, reported, exported and compared from its ledger, with how much of it is done."""

import json
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.cli.app import app
from extract.cli.exit_codes import ExitCode
from tests.support.report_data import data_of
from tests.support.runs import articles, start, wait_for_end
from tests.support.stub import Stub, refused, stubbed

pytestmark = pytest.mark.slow

ARTICLES = 1_200


def call(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the killed run `killed`; its server is scripted, so that one article fails."""
    folder = tmp_path_factory.mktemp("runs")
    rows = articles(folder / "rows.jsonl", ARTICLES)
    rule = lambda question, number: refused(422) if "article 7 of" in question else None  # noqa: E731
    with stubbed(Stub(latency=0.02, rule=rule)) as stub:
        with start(stub, rows, folder / "killed", "--duplicates", "code") as process:
            wait_for_entries(folder / "killed", {"a0", "a1", "a2", "a3", "a7"})
            process.send_signal(signal.SIGKILL)
            process.communicate()
        yield folder


def wait_for_entries(folder: Path, source_ids: set[str], seconds: float = 60) -> None:
    """Wait until the ledger of a run holds these articles: the tests ask for them."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and not source_ids <= entered(folder):
        time.sleep(0.002)


def entered(folder: Path) -> set[str]:
    """The source ids in the ledger of a run; none before the run has made its ledger."""
    try:
        with closing(sqlite3.connect(f"file:{folder / 'ledger.sqlite'}?mode=ro", uri=True)) as ledger:
            return {source_id for (source_id,) in ledger.execute("SELECT source_id FROM entries")}
    except sqlite3.OperationalError:
        return set()


def done(folder: Path) -> int:
    """Articles that the ledger of a killed run holds."""
    with sqlite3.connect(folder / "ledger.sqlite") as ledger:
        found: int = ledger.execute("SELECT count(*) FROM entries").fetchone()[0]
    return found


@pytest.fixture
def killed(runs: Path) -> Path:
    assert not (runs / "killed" / "run.json").exists()
    assert 1 < done(runs / "killed") < ARTICLES
    return runs / "killed"


def told(folder: Path) -> str:
    return f"{done(folder):,} of 1,200 articles"


def test_it_is_shown_with_its_articles_and_how_far_it_is(killed: Path) -> None:
    result = call("show", killed)
    assert (result.exit_code, result.stderr.count(told(killed))) == (ExitCode.DONE, 1)
    lines = [line for line in result.stdout.splitlines() if re.search(r"\ba\d+\b", line)]
    assert len(lines) == done(killed)
    assert f"{done(killed):,} = {done(killed) - 1:,} with records + 0 with none + 1 failed" in result.stdout
    one = call("show", killed, "--source-id", "a3")
    assert one.exit_code == ExitCode.DONE and "defence pact" in one.stdout and told(killed) in one.stderr


def test_it_is_reported(killed: Path, tmp_path: Path) -> None:
    result = call("report", killed, "--out", tmp_path / "report.html")
    assert result.exit_code == ExitCode.DONE and told(killed) in result.stderr
    assert data_of(tmp_path / "report.html")["run"]["progress"] == told(killed)


def test_it_is_exported_and_the_manifest_of_the_export_says_how_much(killed: Path, tmp_path: Path) -> None:
    path = tmp_path / "records.sqlite"
    result = call("export", killed, "--to", "sqlite", "--out", path)
    assert result.exit_code == ExitCode.DONE and told(killed) in result.stderr
    with sqlite3.connect(path) as database:
        counted = [database.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in ("articles", "failures")]
    assert counted == [done(killed) - 1, 1]
    (made,) = json.loads((tmp_path / "records.sqlite.manifest.json").read_bytes())["runs"]
    assert (made["articles"], made["input_articles"], made["finished"]) == (done(killed), ARTICLES, None)
    assert made["model"] == "m"


def test_its_records_are_explained_from_the_stored_answers(killed: Path) -> None:
    result = call("explain", killed, "a3/g1")
    assert result.exit_code == ExitCode.DONE and "defence pact" in result.stdout


def test_it_is_compared_with_what_it_becomes_and_the_rest_is_listed(killed: Path, runs: Path) -> None:
    few = articles(runs / "few.jsonl", 3)
    with stubbed(Stub()) as stub:
        assert wait_for_end(start(stub, few, runs / "few"))[0] == ExitCode.DONE
    result = call("diff", runs / "few", killed, "--json")
    assert result.exit_code == ExitCode.DONE and told(killed) in result.stderr
    found = json.loads(result.stdout)
    assert (found["same"], found["lost"], found["only_first"]) == (3, 0, [])
    assert len(found["only_second"]) == done(killed) - 1 - 3
