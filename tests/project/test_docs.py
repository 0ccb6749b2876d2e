"""The documentation is true: its commands and code run, and its tables match the code."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperGroup
from typer.main import get_command
from typer.testing import CliRunner

from extract import load_run
from extract.ask.codebook_file import read_codebook_file
from extract.cli.app import app
from extract.cli.exit_codes import MEANINGS, ExitCode
from extract.limits import tolerance
from extract.model.embedded import supervisor as keeper
from extract.output.tables import TABLES
from extract.read import _ROWS, _TEXTS, MAX_BYTES
from extract.read.documents import DOCUMENTS
from extract.read.feed_file import MAX_ENTRIES
from extract.read.fields import USUAL
from extract.read.files import MAX_DOCUMENT, MAX_RATIO, PACKED, SMALL
from extract.read.html_page import MAX_TAGS
from extract.read.json_rows import DEEPEST
from extract.read.pdf.words import MAX_CHARACTERS
from extract.read.rtf_file import MAX_RTF
from extract.read.subprocess_reader import MEMORY, SECONDS
from extract.read.zip_file import MAX_MEMBERS, MAX_TOTAL, ZIP_ENDING
from extract.settings import settings as config
from extract.telemetry.tracing import SpanKind
from prompts.own_codebook import ENTRIES
from tests.support.english import pipeline
from tests.support.fixture_run import fixture_run
from tests.support.made_runs import mixed

HOME = Path(__file__).parents[2]
DOCS = HOME / "docs"
RECORDS = (DOCS / "records.md").read_text(encoding="utf-8")
EXPORTS = (DOCS / "exports.md").read_text(encoding="utf-8")
RUNNING = (DOCS / "running.md").read_text(encoding="utf-8")

MODEL_VARIABLES = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "EXTRACT_MODEL", "EXTRACT_CONFIG", "EXTRACT_REPLAY")
"""Variables that would lead to a call of a model."""


@pytest.mark.parametrize("case", [(RECORDS, mixed), (EXPORTS, fixture_run)], ids=["records", "exports"])
def test_the_commands_and_code_of_a_page_run_in_order(
    case: tuple[str, Callable[[Path], Path]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for library in ("pandas", "duckdb", "pyarrow"):
        pytest.importorskip(library, reason=f"{library} is not installed")
    page, make = case
    monkeypatch.chdir(tmp_path)
    for name in ("march", "april"):
        make(Path("runs") / name)
    for language, block in re.findall(r"```(\w+)\n(.*?)```", page, re.S):
        if language == "python":
            exec(compile(block, "page", "exec"), {})
            assert capsys.readouterr().out.strip() not in ("", "[]"), block
            continue
        for line in block.strip().splitlines():
            result = CliRunner().invoke(app, shlex.split(line)[1:], env=dict.fromkeys(MODEL_VARIABLES, ""))
            assert result.exit_code == ExitCode.DONE, (line, result.output)


@pytest.mark.slow
def test_the_tutorial_gives_its_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "tutorial.md").read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    Path("fixtures").symlink_to(HOME / "fixtures")
    printed = ""
    for language, block in re.findall(r"```(\w+)\n(.*?)```", page, re.S):
        if language == "python":
            exec(compile(block, "page", "exec"), {})
            printed = capsys.readouterr().out
            assert printed, block
        elif language == "text":
            assert [line for line in block.splitlines() if line not in printed] == []
        for line in block.strip().splitlines() if language == "sh" and not block.startswith("make ") else ():
            result = CliRunner().invoke(app, shlex.split(line)[1:], env=dict.fromkeys(MODEL_VARIABLES, ""))
            assert result.exit_code == ExitCode.DONE, (line, result.output)


def test_the_code_of_the_page_on_the_python_api_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EXTRACT_ANALYZER", str(pipeline()))
    fixture_run(tmp_path / "runs" / "march")
    (tmp_path / "one.txt").write_text("South Korea and Malaysia signed a border treaty on Monday.", encoding="utf-8")
    added = CliRunner().invoke(app, ["add", "one.txt", "--to", "collections/asia", "--model", "none"])
    assert added.exit_code == ExitCode.DONE, added.output

    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "api.md").read_text(encoding="utf-8"), re.S)
    for block in blocks:
        exec(compile(block, "api.md", "exec"), {})
    assert len(blocks) == 5


def test_the_code_of_the_page_on_plugins_works(tmp_path: Path) -> None:
    names: dict[str, Any] = {}
    for block in re.findall(r"```python\n(.*?)```", (DOCS / "plugins.md").read_text(encoding="utf-8"), re.S):
        exec(compile(block, "plugins.md", "exec"), names)

    counts = names["write_lines"](load_run(fixture_run(tmp_path / "run")), tmp_path / "lines")

    assert list(names["read_transcripts"](b"Press office\n\nA text.")) == [
        {"text": "A text.", "source": "Press office"}
    ]
    assert (tmp_path / "lines").read_text(encoding="utf-8").count("\n") == counts["records"] - 1 > 0


PAGES = [HOME / "README.md", HOME / "CONTRIBUTING.md", *sorted(DOCS.rglob("*.md"))]
RUN = {"api.md", "records.md", "exports.md", "plugins.md", "tutorial.md", "README.md"}
"""Pages whose Python code tests run."""


def shell_lines(page: Path) -> list[str]:
    """The commands of a page, with what is continued on a next line."""
    blocks = re.findall(r"```(?:sh|bash)\n(.*?)```", page.read_text(encoding="utf-8"), re.S)
    return [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]


def test_all_python_code_of_the_documentation_is_on_pages_that_tests_run() -> None:
    assert {page.name for page in PAGES if "```python" in page.read_text(encoding="utf-8")} <= RUN


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(HOME)))
def test_every_option_and_variable_of_a_command_in_the_documentation_exists(page: Path) -> None:
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    makefile = (HOME / "Makefile").read_text(encoding="utf-8")
    for line in shell_lines(page):
        words = shlex.split(line.partition(" | ")[0], comments=True)
        while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
            words.pop(0)
        if words[:1] == ["make"]:
            unknown = [
                word for word in words[2:] if f"({word.partition('=')[0]})" not in makefile.replace("flag,", "(")
            ]
            known = set(re.findall(r"\b([A-Z_]+)\b", makefile))
            assert {word.partition("=")[0] for word in words[2:]} <= known, (line, unknown)
        elif words and words[0].endswith("communique") and len(words) > 1 and words[1] in group.commands:
            known = {
                name for option in group.commands[words[1]].params for name in (*option.opts, *option.secondary_opts)
            }
            given = {word.partition("=")[0] for word in words[2:] if re.match(r"--?[a-z]", word)}
            assert given <= known | {"--help"}, line


def test_the_page_on_records_describes_the_tables_as_their_docstrings_do() -> None:
    table = RECORDS.partition("| table | a row is |")[2].partition("\n\n")[0]
    listed = dict(re.findall(r"^\| `(\w+)` \| (.*?) \|$", table, re.M))
    described = {name: " ".join((kind.__doc__ or "").split()).rstrip(".") for name, kind in TABLES.items()}
    assert {name: words[0].lower() + words[1:] for name, words in described.items()} == {
        name: words.replace("; `amount`", ". `amount`") for name, words in listed.items()
    }


def test_the_codebook_of_its_page_can_be_used(tmp_path: Path) -> None:
    page = (DOCS / "codebooks.md").read_text(encoding="utf-8")
    (text,) = re.findall(r"```yaml\n(.*?)```", page, re.S)
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    book = read_codebook_file(tmp_path / "mine.yaml")
    assert book.kinds_of == {"acts": {"consult": "invite"}, "instruments": {"water_treaty": "treaty"}}
    listed = {name for row in re.findall(r"^\| (`.*?) \|", page, re.M) for name in re.findall(r"`(\w+)`", row)}
    assert listed == set(ENTRIES)


def test_the_page_on_running_lists_the_exit_codes() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*?) \|$", RUNNING, re.M)
    assert {(int(code), meaning.replace("`", "")) for code, meaning in rows} == {
        (int(code), meaning) for code, meaning in MEANINGS.items()
    }


def test_the_page_on_settings_is_complete() -> None:
    page = (DOCS / "settings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.*?) ?\| `((?:EXTRACT|OPENAI|RAY)_\w+)` \| `?(\w+)`? \|", page, re.M)
    listed = {(variable, name) for _, variable, name in rows if variable != "OPENAI_API_KEY"}
    assert listed == {(option.variable, option.name) for option in config._OPTIONS}
    for flags, _, name in rows:
        if flags.strip():
            assert flags == f"`--{name.replace('_', '-')}`, `{name.upper()}`"


@pytest.mark.parametrize("page", [HOME / "README.md", *sorted(DOCS.glob("*.md"))], ids=lambda page: page.name)
def test_every_command_in_the_documentation_exists(page: Path) -> None:
    named = set(re.findall(r"(?:bin/|`)communique ([a-z]+)\b", page.read_text(encoding="utf-8")))
    group = get_command(app)
    assert isinstance(group, TyperGroup)
    assert named <= set(group.commands)


def test_the_page_on_running_gives_the_settings_and_bounds_of_the_code() -> None:
    known = {(option.variable, option.name) for option in config._OPTIONS}
    rows = re.findall(r"^\| `--[\w-]+`, `\w+` \| `(EXTRACT_\w+)` \| `(\w+)` \|", RUNNING, re.M)
    assert len(rows) == 7 and set(rows) <= known
    assert f"{keeper.MOST} starts within ten minutes" in " ".join(RUNNING.split())
    assert keeper.INTERVAL == 600 and tolerance.LEAST == 100


def test_the_page_on_running_lists_exactly_the_events_of_the_log() -> None:
    listed = set(re.findall(r"`(\w+\.\w+)`", "".join(re.findall(r"^\| (`\w+\.(?:.*?)) \|", RUNNING, re.M))))
    code = "".join(path.read_text(encoding="utf-8") for path in (HOME / "extract").rglob("*.py"))
    events = set(re.findall(r'\bemit_event\(\s*"([\w.]+)"', code))
    spans = {f"{kind}.end" for kind in SpanKind} | {"run.start"}
    assert listed == events | spans


def test_the_page_on_inputs_lists_every_extension_and_every_name_of_a_field() -> None:
    page = (DOCS / "inputs.md").read_text(encoding="utf-8")
    kinds, names = (part.partition("\n## ")[0] for part in (page, page.partition("## Mapping fields")[2]))
    listed = {ending for row in re.findall(r"^\| (`\..*?) \|", kinds, re.M) for ending in re.findall(r"`(\.\w+)`", row)}
    assert listed == {*_TEXTS, *_ROWS, *DOCUMENTS, ZIP_ENDING, PACKED}
    rows = re.findall(r"^\| `(\w+)` \| (.*?) \|$", names, re.M)
    assert {ours: tuple(theirs.split(", ")) for ours, theirs in rows} == USUAL


def test_the_page_on_inputs_gives_the_bounds_of_the_code() -> None:
    bounds = (DOCS / "inputs.md").read_text(encoding="utf-8").partition("## Bounds")[2]
    files = (MAX_BYTES, MAX_DOCUMENT, MAX_MEMBERS, MAX_TOTAL, MAX_RATIO, SMALL, int(SECONDS))
    for value in (*files, MAX_TAGS, MAX_ENTRIES, DEEPEST, MAX_CHARACTERS, MAX_RTF):
        assert re.search(rf"\b{value:,}\b", bounds), value
    assert f"{MEMORY / 1e9:g} GB" in bounds
