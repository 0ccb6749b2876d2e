"""`--codebook` from the command line to the manifest, the records and the tables. Only the server is scripted."""

import csv
import hashlib
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.cli.app import app
from extract.cli.exit_codes import ExitCode
from extract.output.load import load_run
from tests.support.stub import DEAL, DECLARED, TEXT, Stub, said, stubbed

REPLY = json.dumps({"actors": DECLARED, "agreements": [DEAL | {"instrument": "pact"}], "statements": []})
FILE = "name: mine\ninstruments:\n  pact: {kind_of: alliance, means: on mutual defence}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with an article and a codebook."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pact.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "mine.yaml").write_text(FILE, encoding="utf-8")
    return tmp_path


def communique(*args: str) -> Result:
    return CliRunner().invoke(app, [*args], env={"OPENAI_API_KEY": "", "OPENAI_BASE_URL": "", "COLUMNS": "200"})


def run(url: str, *more: str) -> Result:
    return communique("run", "pact.txt", "--base-url", url, "--model", "m", "--workers", "0", "--out", "out", *more)


@pytest.fixture
def finished(folder: Path) -> Path:
    """A run by the codebook."""
    with stubbed(Stub(rule=lambda question, number: said(REPLY))) as stub:
        done = run(stub.url, "--codebook", "mine.yaml")
        assert done.exit_code == ExitCode.DONE, done.output
        assert all("- pact: on mutual defence" in body["messages"][0]["content"] for body in stub.bodies)
    return folder / "out"


def test_a_label_of_ones_own_is_in_the_record_and_in_the_tables(finished: Path) -> None:
    [(_, deal)] = load_run(finished).agreements()
    assert (deal.instrument, deal.label) == ("alliance", "pact")
    assert communique("export", "out", "--to", "csv", "-o", "tables").exit_code == ExitCode.DONE
    with Path("tables/agreements.csv").open(encoding="utf-8", newline="") as file:
        [row] = csv.DictReader(file)
    assert (row["instrument"], row["label"], row["status_label"]) == ("alliance", "pact", "")
    assert "pact" in communique("show", "out").output


def test_the_manifest_names_the_codebook_with_its_hash(finished: Path) -> None:
    manifest = load_run(finished).manifest
    assert manifest.settings["codebook"] == "mine.yaml"
    assert manifest.prompts[-1].sha256 == hashlib.sha256(FILE.encode()).hexdigest()


def test_a_record_is_explained_by_its_codebook(finished: Path) -> None:
    explained = communique("explain", "out", "pact/g1", "--json")
    assert explained.exit_code == ExitCode.DONE, explained.output
    assert json.loads(explained.stdout)["record"]["label"] == "pact"


def test_another_codebook_is_another_method(finished: Path) -> None:
    before = load_run(finished).manifest.method
    Path("mine.yaml").write_text(FILE.replace("alliance", "treaty"), encoding="utf-8")
    with stubbed(Stub(rule=lambda question, number: said(REPLY))) as stub:
        assert run(stub.url, "--codebook", "mine.yaml", "--replace").exit_code == ExitCode.DONE
        assert stub.calls == 0, "the prompt is the same, so its answer is not asked for again"
    assert load_run(finished).manifest.method != before
    [(_, deal)] = load_run(finished).agreements()
    assert (deal.instrument, deal.label) == ("treaty", "pact")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["--model", "none", "--codebook", "mine.yaml"], "--codebook is for the plan document"),
        (
            ["--model", "m", "--base-url", "http://localhost:9/v1", "--codebook", "none.yaml"],
            "there is no codebook none.yaml",
        ),
        (["--model", "m", "--base-url", "http://localhost:9/v1", "--codebook", "pact.txt"], "the codebook pact.txt: "),
    ],
)
def test_a_codebook_that_cannot_be_used_stops_the_command_before_any_call(
    folder: Path, args: list[str], message: str
) -> None:
    done = communique("run", "pact.txt", "--out", "out", *args)
    assert done.exit_code == ExitCode.USAGE
    assert message in " ".join(done.stderr.split())
