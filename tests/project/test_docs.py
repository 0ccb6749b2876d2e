"""The documentation tells the truth: its commands and code run, and its tables are those that there are."""

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.cli.exit_codes import MEANINGS, ExitCode
from extract.limits import tolerance
from extract.model.embedded import supervisor as keeper
from extract.output.tables import TABLES
from extract.read import _ROWS, _TEXTS, MAX_BYTES
from extract.read.apart import MEMORY, SECONDS
from extract.read.documents import DOCUMENTS
from extract.read.fields import USUAL
from extract.read.files import MAX_DOCUMENT, MAX_RATIO, PACKED, SMALL
from extract.read.html_page import MOST_TAGS
from extract.read.zip_file import ARCHIVE, MAX_MEMBERS, MAX_TOTAL
from extract.settings import settings as config
from extract.telemetry.tracing import SpanKind
from tests.support.made_runs import mixed

HOME = Path(__file__).parents[2]
DOCS = HOME / "docs"
RECORDS = (DOCS / "records.md").read_text(encoding="utf-8")
RUNNING = (DOCS / "running.md").read_text(encoding="utf-8")

ASKING = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "EXTRACT_MODEL", "EXTRACT_CONFIG", "EXTRACT_REPLAY")
"""Variables that would have a model asked."""


def test_its_commands_and_code_run_one_after_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for library in ("pandas", "duckdb", "pyarrow"):
        pytest.importorskip(library, reason=f"{library} is not installed")
    monkeypatch.chdir(tmp_path)
    for name in ("march", "april"):
        mixed(Path("runs") / name)
    for language, block in re.findall(r"```(\w+)\n(.*?)```", RECORDS, re.S):
        if language == "python":
            exec(compile(block, "records.md", "exec"), {})
            assert capsys.readouterr().out.strip(), block
            continue
        for line in block.strip().splitlines():
            told = CliRunner().invoke(app, shlex.split(line)[1:], env=dict.fromkeys(ASKING, ""))
            assert told.exit_code == ExitCode.DONE, (line, told.output)


def test_its_table_of_tables_is_what_the_tables_say_of_themselves() -> None:
    told = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|$", RECORDS, re.M))
    meant = {name: " ".join((kind.__doc__ or "").split()).rstrip(".") for name, kind in TABLES.items()}
    assert {name: words[0].lower() + words[1:] for name, words in meant.items()} == {
        name: words.replace("; `amount`", ". `amount`") for name, words in told.items()
    }


def test_the_page_on_running_has_the_exit_codes_of_the_help() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*?) \|$", RUNNING, re.M)
    assert {(int(code), told.replace("`", "")) for code, told in rows} == {
        (int(code), told) for code, told in MEANINGS.items()
    }


def test_the_page_on_running_tells_settings_and_bounds_as_they_are() -> None:
    known = {(option.variable, option.name) for option in config._OPTIONS}
    rows = re.findall(r"^\| `--[\w-]+`, `\w+` \| `(EXTRACT_\w+)` \| `(\w+)` \|", RUNNING, re.M)
    assert len(rows) == 7 and set(rows) <= known
    assert f"{keeper.MOST} starts within ten minutes" in " ".join(RUNNING.split())
    assert keeper.INTERVAL == 600 and tolerance.LEAST == 100


def test_the_page_on_running_names_all_events_that_there_are_and_no_other() -> None:
    told = set(re.findall(r"`(\w+\.\w+)`", "".join(re.findall(r"^\| (`\w+\.(?:.*?)) \|", RUNNING, re.M))))
    code = "".join(path.read_text(encoding="utf-8") for path in (HOME / "extract").rglob("*.py"))
    events = set(re.findall(r'\bemit_event\(\s*"([\w.]+)"', code))
    spans = {f"{kind}.end" for kind in SpanKind} | {"run.start"}
    assert told == events | spans


def test_the_page_on_inputs_names_every_kind_and_every_usual_name_of_a_field() -> None:
    page = (DOCS / "inputs.md").read_text(encoding="utf-8")
    kinds, names = (part.partition("\n## ")[0] for part in (page, page.partition("## Which field is which")[2]))
    told = {ending for row in re.findall(r"^\| (`\..*?) \|", kinds, re.M) for ending in re.findall(r"`(\.\w+)`", row)}
    assert told == {*_TEXTS, *_ROWS, *DOCUMENTS, ARCHIVE, PACKED}
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|$", names, re.M)
    assert {ours: tuple(theirs.split(", ")) for ours, theirs in rows} == USUAL


def test_the_page_on_inputs_tells_the_bounds_that_hold() -> None:
    bounds = (DOCS / "inputs.md").read_text(encoding="utf-8").partition("## Bounds")[2]
    for value in (MAX_BYTES, MAX_DOCUMENT, MAX_MEMBERS, MAX_TOTAL, MAX_RATIO, SMALL, MOST_TAGS, int(SECONDS)):
        assert re.search(rf"\b{value:,}\b", bounds), value
    assert f"{MEMORY / 1e9:g} GB" in bounds
