"""The doctor: what is installed, which model would be asked, and whether it is there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.cli.app import app
from extract.cli.doctor import Finding, State, examine
from extract.cli.exit_codes import ExitCode
from extract.settings.settings import load_settings
from extract.weights import obtain as weights
from tests.support.habits import EXTRACTED, HabitStub, says
from tests.support.press import Press, settings_for
from tests.support.scripted import HEADERS, Scripted, serving
from tests.support.stub import stubbed


class Listing(Scripted):
    """A server that lists its models, or answers as its script says."""

    def answer(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(path)
        return self.script.pop(0) if self.script else (200, HEADERS, b'{"data": [{"id": "m"}, {"id": "n"}]}')


@pytest.fixture
def server() -> Iterator[Listing]:
    listing = Listing()
    with serving(listing):
        yield listing


def finding(findings: Iterator[Finding], what: str) -> Finding:
    return next(one for one in findings if one.subject == what)


def invoke(*args: str, folder: Path) -> Result:
    return CliRunner().invoke(
        app, ["doctor", *args], env={"COLUMNS": "200", "EXTRACT_CONFIG": str(folder / "none.toml")}
    )


def test_an_endpoint_is_asked_only_for_its_models(server: Listing) -> None:
    found = finding(examine(settings_for(server.url)), "endpoint")
    assert (found.state, server.asked) == (State.FINE, ["/v1/models"])


def test_each_of_several_endpoints_is_asked(server: Listing) -> None:
    with serving(Listing(script=[(401, HEADERS, b"{}")])) as other:
        given = load_settings({"base_url": [server.url, other.url], "model": "m"}, {}, Path("/nowhere"))
        found = [one for one in examine(given) if one.subject == "endpoint"]
    assert [one.state for one in found] == [State.FINE, State.FAULT]
    assert other.url in found[1].text


@pytest.mark.parametrize(
    ("script", "state", "text"),
    [
        ((401, HEADERS, b"{}"), State.FAULT, "refuses the key"),
        ((500, HEADERS, b"{}"), State.FAULT, "answers with an error"),
        ((404, HEADERS, b"no list"), State.FINE, "may have the model"),
        ((200, HEADERS, b'{"data": [{"id": "other"}]}'), State.FAULT, "does not list 'm'; it has: other"),
    ],
)
def test_the_answer_of_an_endpoint_is_reported(
    server: Listing, script: tuple[int, dict[str, str], bytes], state: State, text: str
) -> None:
    server.script.append(script)
    found = finding(examine(settings_for(server.url)), "endpoint")
    assert found.state is state and text in found.text
    assert "sk-scripted-key" not in found.text


def test_an_unreachable_endpoint_has_the_exit_code_of_a_run(tmp_path: Path) -> None:
    (tmp_path / "none.toml").write_text("", encoding="utf-8")
    result = invoke("--base-url", "http://127.0.0.1:9/v1", "--model", "m", folder=tmp_path)
    assert result.exit_code == ExitCode.NO_MODEL
    assert "cannot be reached" in result.stdout


def test_missing_weights_are_a_note(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("extract.cli.doctor.cache_folder", lambda: tmp_path)
    found = finding(examine(load_settings({}, {}, tmp_path)), "weights")
    assert found.state is State.NOTE and "1.1 GB" in found.text
    assert weights.cache_folder() != tmp_path


def test_each_optional_library_is_listed_with_its_version() -> None:
    subjects = {one.subject for one in examine(settings_for(Press().url))}
    assert {"pandas", "pyarrow", "duckdb"} <= subjects


def test_an_endpoint_is_asked_about_one_sentence_and_what_it_accepts_is_told() -> None:
    with stubbed(HabitStub()) as server:
        assert isinstance(server, HabitStub)
        server.habit = EXTRACTED["json_object only"]
        given = load_settings({"base_url": server.url, "model": "m"}, {}, Path("/nowhere"))
        found = {one.subject: one for one in examine(given)}
    assert found["a call"].state is State.FINE
    assert "response format json_object" in found["accepts"].text
    assert len(server.bodies) == 2


def test_an_endpoint_that_answers_nothing_of_use_is_a_fault() -> None:
    with stubbed(HabitStub()) as server:
        assert isinstance(server, HabitStub)
        server.habit = says("I would rather talk.")
        given = load_settings({"base_url": server.url, "model": "m"}, {}, Path("/nowhere"))
        found = {one.subject: one for one in examine(given)}
    assert found["a call"].state is State.FAULT and "cannot be used" in found["a call"].text
