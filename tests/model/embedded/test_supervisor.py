"""The embedded server is killed while a run asks it, and the run goes on; a stand-in plays the native code."""

import asyncio
import json
import os
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from extract.errors import ServerCrashed
from extract.model import retry
from extract.model.embedded import supervisor as keeper
from extract.run import engine
from extract.settings.settings import load_settings
from extract.store import read_extractions, read_failures
from extract.telemetry.progress import SilentReporter
from tests.model.embedded.test_server import Make, gone, make, stand_in, told
from tests.support.runs import WarningLog, articles
from tests.support.stub import said

__all__ = ["make", "stand_in"]

Embedded = Callable[..., engine.FinishedRun]


@pytest.fixture
def embedded(tmp_path: Path, stand_in: None, monkeypatch: pytest.MonkeyPatch) -> Embedded:
    """A run on a stand-in that is killed by SIGKILL in the middle of those of its calls whose numbers are given."""
    monkeypatch.setattr(retry, "FIRST_WAIT", 0.5)
    monkeypatch.setenv("STAND_IN_ANSWER", said().body.decode())
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "tiny.gguf").write_text("serves")

    def go(reporter: SilentReporter, deadly: list[int], number: int = 4) -> engine.FinishedRun:
        (tmp_path / "tiny.deadly").write_text(json.dumps(deadly))
        flags = {"model": str(tmp_path / "tiny.gguf"), "plan": "document", "analyzer": "none", "concurrency": "2"}
        settings = replace(load_settings(flags, {}, Path("/nowhere")), timeout=30.0)
        return asyncio.run(
            engine.extract_inputs([articles(tmp_path / "rows.jsonl", number)], tmp_path / "out", settings, reporter)
        )

    return go


def test_a_server_that_is_killed_is_started_again_and_what_was_in_flight_is_asked_again(
    embedded: Embedded, tmp_path: Path
) -> None:
    reporter = WarningLog()
    finished = embedded(reporter, deadly=[3, 5])
    assert list(read_failures(tmp_path / "out")) == []
    assert finished.manifest.counts.extracted == 4
    assert len(list(read_extractions(tmp_path / "out"))) == 4
    assert [warning.partition(";")[0] for warning in reporter.warnings] == [
        "the embedded server was ended by signal 9",
    ] * 2


def test_a_server_that_is_killed_again_and_again_is_given_up_with_its_reason(
    embedded: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "MOST", 1)
    reporter = WarningLog()
    with pytest.raises(ServerCrashed, match=r"after 1 new starts within 10 minutes, .* signal 9"):
        embedded(reporter, deadly=list(range(2, 99)))
    assert len(reporter.warnings) == 1


def test_a_server_may_be_started_anew_as_often_as_it_likes_in_the_long_run() -> None:
    class Dying:
        """A server that has ended whenever it is looked at."""

        base_url, starts = "http://127.0.0.1:1/v1", 0

        def check(self) -> None:
            raise ServerCrashed("the embedded server was ended by signal 9; why")

        def restart(self) -> None:
            self.starts += 1

    clock, server = [0.0], Dying()
    kept = keeper.Supervisor(server, lambda message: None, now=lambda: clock[0])  # type: ignore[arg-type]
    for _ in range(3 * keeper.MOST):
        asyncio.run(kept.address())
        clock[0] += keeper.INTERVAL / keeper.MOST
    assert server.starts == 3 * keeper.MOST
    clock[0] -= keeper.INTERVAL / 2
    with pytest.raises(ServerCrashed):
        asyncio.run(kept.address())


def test_a_server_that_is_started_again_has_its_key_and_its_prefix_and_another_address(make: Make) -> None:
    with make() as server:
        assert server.save_prefix("prompt")
        before, url = told(server), server.base_url
        os.kill(before["pid"], signal.SIGKILL)
        server.restart()
        after = told(server)
        assert (after["key"], after["pid"] != before["pid"], server.base_url != url) == (before["key"], True, True)
        assert [name.partition("-")[0] for name in after["restored"]] == [server._prefixes._key("prompt")]
    assert gone(after["pid"], 0.1)


def test_a_server_that_was_stopped_on_purpose_is_not_started_again(make: Make) -> None:
    with make() as server:
        pass
    with pytest.raises(ServerCrashed, match="not running"):
        server.restart()
