"""The command line: what goes to stdout and stderr, the exit codes, and that users never see a traceback."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace

import pytest
import typer
from pydantic import BaseModel
from typer.testing import CliRunner, Result

import extract.run
from extract.cli.app import app
from extract.cli.exit_codes import MEANINGS, ExitCode
from extract.errors import (
    CommuniqueError,
    ConfigError,
    InputError,
    ModelError,
    ServerCrashed,
    StoreError,
    WeightsUnavailable,
)
from extract.model.embedded.catalog import DEFAULT
from extract.settings.settings import OPENAI_MODEL, Settings
from extract.telemetry.progress import ProgressReporter
from tests.support.results import extraction, failure, manifest, rejected

Cli = Callable[..., Result]
Run = Callable[..., SimpleNamespace]


@pytest.fixture
def cli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cli:
    """Call the command in an empty folder and a clean environment."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("EXTRACT_", "OPENAI_")):
            monkeypatch.delenv(name)
    return lambda *args, **env: CliRunner().invoke(app, list(args), env={"COLUMNS": "100", **env})


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Callable[[Run], None]:
    """Replace the engine by a function of the test."""

    def place(run: Run) -> None:
        async def wait(
            inputs: Sequence[Path], out: Path | None, settings: Settings, reporter: ProgressReporter, **_: bool
        ) -> SimpleNamespace:
            return run(inputs, out, settings, reporter)

        fake = SimpleNamespace(extract_inputs=wait)
        monkeypatch.setitem(sys.modules, "extract.run.engine", fake)
        monkeypatch.setattr(extract.run, "engine", fake, raising=False)

    return place


def write(folder: Path, extracted: Sequence[str] = ("ferry",), failed: Sequence[str] = (), **counts: int) -> Path:
    """A run directory as the engine leaves it."""
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, Sequence[BaseModel]] = {
        "extractions.jsonl": [extraction(name) for name in extracted],
        "rejected.jsonl": [rejected(source_id=name) for name in extracted],
        "failures.jsonl": [failure(name) for name in failed],
    }
    for name, lines in rows.items():
        (folder / name).write_text("".join(line.model_dump_json() + "\n" for line in lines), encoding="utf-8")
    sums = {"articles": len(extracted) + len(failed), "extracted": len(extracted), "failed": len(failed)} | counts
    (folder / "run.json").write_text(manifest(**sums).model_dump_json(), encoding="utf-8")
    return folder


def finished(folder: Path) -> SimpleNamespace:
    from extract.store import read_manifest

    return SimpleNamespace(path=folder, manifest=read_manifest(folder))


@pytest.fixture
def runs(tmp_path: Path, engine: Callable[[Run], None]) -> Callable[..., list[tuple[object, ...]]]:
    """Make runs end with these articles; return the arguments that the engine is called with."""

    def arrange(
        extracted: Sequence[str] = ("ferry",), failed: Sequence[str] = (), **counts: int
    ) -> list[tuple[object, ...]]:
        calls: list[tuple[object, ...]] = []

        def run(
            inputs: Sequence[Path], out: Path | None, settings: Settings, reporter: ProgressReporter
        ) -> SimpleNamespace:
            calls.append((list(inputs), out, settings))
            reporter.begin(len(extracted) + len(failed))
            for name in extracted:
                reporter.extracted(extraction(name), ())
            for name in failed:
                reporter.failed(failure(name))
            return finished(write(out or tmp_path / "runs" / "x", extracted, failed, **counts))

        engine(run)
        return calls

    return arrange


def test_one_article_is_shown_in_full_on_stdout_and_progress_goes_to_stderr(
    cli: Cli, runs: Callable[..., object]
) -> None:
    runs()
    got = cli("run", "a.txt")
    assert got.exit_code == ExitCode.DONE
    assert "Agreements  2" in got.stdout and "saved in" in got.stdout
    assert got.stderr == "[1/1] ferry: 2 agreements, 1 statement, 3 actors, 0 rejected, 1 issue\n"


def test_several_articles_get_a_line_each_and_a_summary(cli: Cli, runs: Callable[..., object]) -> None:
    runs(("one", "two"))
    got = cli("run", "a.txt", "b.txt")
    assert got.stderr.startswith("[1/2] one: 2 agreements") and "\n[2/2] two: " in got.stderr
    assert "articles  2 = 2 with records" in got.stdout and "Agreements" not in got.stdout


def test_json_prints_the_bytes_of_the_extractions_only(cli: Cli, runs: Callable[..., object], tmp_path: Path) -> None:
    runs(("one", "two"))
    got = cli("run", "a.txt", "--json", "--out", "here")
    assert got.stdout_bytes == (tmp_path / "here" / "extractions.jsonl").read_bytes()
    assert [json.loads(line)["article"]["source_id"] for line in got.stdout.splitlines()] == ["one", "two"]
    assert "[1/2] one" in got.stderr


def test_quiet_prints_only_errors(cli: Cli, runs: Callable[..., object]) -> None:
    runs(("one",), ("two",))
    got = cli("run", "a.txt", "--quiet", OPENAI_API_KEY="sk-secret")
    assert (got.stdout, got.stderr) == ("", "two: failed at read (empty): the file holds no text\n")


def test_failed_articles_have_their_own_exit_code(cli: Cli, runs: Callable[..., object]) -> None:
    runs(("one",), ("two",))
    got = cli("run", "a.txt")
    assert got.exit_code == ExitCode.SOME_FAILED
    assert "1 failed" in got.stdout


def test_a_ledger_that_does_not_balance_is_an_error(cli: Cli, runs: Callable[..., object]) -> None:
    runs(drafts=9)
    got = cli("run", "a.txt")
    assert got.exit_code == ExitCode.NO_STORE
    assert "does not balance" in got.stderr


def test_empty_values_count_as_not_given(cli: Cli, runs: Callable[..., list[tuple[object, ...]]]) -> None:
    calls = runs()
    flags = [
        f
        for flag in ("out", "model", "base-url", "plan", "replay", "record", "timeout", "config")
        for f in (f"--{flag}", "")
    ]
    assert cli("run", "a.txt", "", *flags).exit_code == ExitCode.DONE
    [(inputs, out, settings)] = calls
    assert (inputs, out) == ([Path("a.txt")], None)
    assert isinstance(settings, Settings) and settings.model == DEFAULT


def test_flags_reach_the_settings(cli: Cli, runs: Callable[..., list[tuple[object, ...]]]) -> None:
    calls = runs()
    cli("run", "a.txt", "--base-url", "http://host/v1", "--model", "m", "--max-tokens", "99", "--concurrency", "2")
    settings = calls[0][2]
    assert isinstance(settings, Settings)
    assert (settings.model, settings.base_url, settings.max_tokens, settings.concurrency) == (
        "m",
        "http://host/v1",
        99,
        2,
    )


def test_the_default_of_a_key_is_announced_without_the_key(cli: Cli, runs: Callable[..., object]) -> None:
    runs()
    got = cli("run", "a.txt", OPENAI_API_KEY="sk-secret")
    assert f"asking {OPENAI_MODEL} at OpenAI (OPENAI_API_KEY is set, and no model is named)" in got.stderr
    assert "sk-secret" not in got.output


@pytest.fixture
def scored(monkeypatch: pytest.MonkeyPatch) -> None:
    """An evaluation of two gold articles, one of which failed."""

    async def evaluate(
        gold: Path, settings: Settings, reporter: ProgressReporter, out: Path | None
    ) -> list[SimpleNamespace]:
        return [SimpleNamespace(extraction=extraction(), seconds=12.3)]

    measure = SimpleNamespace(
        read_gold=lambda path: [path, path],
        score=lambda gold, found, seconds: {"gold": len(gold), "found": len(found)},
        score_raw=lambda gold, outcomes: None,
        measure_reliability=lambda gold, found: {},
        as_json=lambda scores, raw, reliability: scores,
        render_scores=lambda scores: "[figures]",
        render_misses=lambda scores, outcomes: "[misses]",
        render_confusions=lambda scores: "[confusions]",
        render_ungrounded=lambda scores: "[ungrounded]",
    )
    monkeypatch.setattr("extract.run.evaluation.extract_gold", evaluate)
    monkeypatch.setitem(sys.modules, "extract.evaluate", measure)
    monkeypatch.setattr(extract, "evaluate", measure, raising=False)


@pytest.mark.usefixtures("scored")
@pytest.mark.parametrize(
    ("flags", "printed"),
    [
        ([], "[figures]\n"),
        (["--details"], "[figures]\n[misses]\n[confusions]\n[ungrounded]\n"),
        (["--json"], '{\n  "gold": 2,\n  "found": 1\n}\n'),
    ],
    ids=["figures", "details", "json"],
)
def test_an_evaluation_prints_its_figures_and_exits_as_some_failed(cli: Cli, flags: list[str], printed: str) -> None:
    got = cli("eval", "gold.jsonl", *flags)
    assert (got.stdout, got.exit_code) == (printed, ExitCode.SOME_FAILED)


@pytest.mark.parametrize("out", [".", "file/found.jsonl"], ids=["a folder", "a file as its folder"])
def test_an_evaluation_with_an_unwritable_output_does_not_begin(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, out: str
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setattr("extract.run.evaluation.extract_gold", lambda *_: pytest.fail("it began"))
    got = cli("eval", "gold.jsonl", "--out", out)
    assert got.exit_code == ExitCode.NO_STORE
    assert f"{out} cannot be written (" in got.stderr and "--out takes a file" in got.stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (ConfigError("no such plan"), ExitCode.USAGE),
        (InputError("no such file"), ExitCode.NO_INPUT),
        (ModelError("no answer"), ExitCode.NO_MODEL),
        (WeightsUnavailable("no weights"), ExitCode.NO_MODEL),
        (ServerCrashed("it ended"), ExitCode.NO_MODEL),
        (StoreError("disk full"), ExitCode.NO_STORE),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED),
    ],
    ids=lambda one: type(one).__name__ if isinstance(one, BaseException) else "",
)
def test_each_error_has_its_exit_code_and_no_traceback(
    cli: Cli, engine: Callable[[Run], None], error: BaseException, code: ExitCode
) -> None:
    def run(*_: object) -> SimpleNamespace:
        raise error

    engine(run)
    got = cli("run", "a.txt")
    assert got.exit_code == code
    assert got.stdout == ""
    assert str(error) in got.stderr and "Traceback" not in got.stderr


def test_a_bug_is_a_short_message_with_the_details_in_a_file(
    cli: Cli, engine: Callable[[Run], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def run(*_: object) -> SimpleNamespace:
        raise KeyError("oh")

    engine(run)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    got = cli("run", "a.txt")
    [details] = tmp_path.glob("communique-*.txt")
    assert got.exit_code == ExitCode.BUG
    assert "KeyError: 'oh'" in got.stderr and str(details) in got.stderr and "Traceback" not in got.stderr
    assert "Traceback" in details.read_text(encoding="utf-8")


def test_an_error_message_is_printed_without_markup_and_escapes(cli: Cli, engine: Callable[[Run], None]) -> None:
    def run(*_: object) -> SimpleNamespace:
        raise InputError("cannot read [red]x\x1b]0;title\x07[/]\nsecond line")

    engine(run)
    assert cli("run", "a.txt").stderr == "error: cannot read [red]x␛]0;title␇[/]\nsecond line\n"


@pytest.mark.parametrize(
    "args",
    [
        ["run"],
        ["run", ""],
        ["run", "a.txt", "--plan", "novel"],
        ["run", "a.txt", "--timeout", "soon"],
        ["run", "a.txt", "--api-key", "sk-1"],
        ["eval", ""],
        ["schema", "novel"],
        ["fetch", "no-such-model"],
        ["fetch", "mine.gguf"],
        ["no-such-command"],
    ],
    ids=" ".join,
)
def test_wrong_usage_has_one_exit_code(cli: Cli, args: list[str]) -> None:
    got = cli(*args)
    assert got.exit_code == ExitCode.USAGE
    assert got.stdout == "" and got.stderr


@pytest.mark.parametrize("name", ["extraction", "agreement", "actor", "statement", "manifest"])
def test_schemas_are_printed_as_json(cli: Cli, name: str) -> None:
    schema = json.loads(cli("schema", name).stdout)
    assert schema["$schema"].startswith("https://json-schema.org/")
    assert schema["additionalProperties"] is False


def test_the_schema_of_an_extraction_is_the_default(cli: Cli) -> None:
    assert json.loads(cli("schema").stdout)["title"] == "ArticleExtraction"


def test_fetch_prints_the_path_of_the_weights(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.weights.obtain.obtain", lambda model, sources, progress: Path("/cache") / model.file)
    got = cli("fetch")
    assert got.exit_code == ExitCode.DONE
    assert got.stdout.startswith("/cache/") and got.stdout.endswith("/en_core_web_sm-3.8.0.tar\n")
    assert cli("fetch", "en_core_web_sm").stdout == "/cache/en_core_web_sm-3.8.0.tar\n"


def test_show_prints_a_run_or_one_of_its_articles(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "r", ("one", "two"), ("three",))
    whole = cli("show", "r").stdout
    assert "one: 2 agreements" in whole and "three: failed at read" in whole and "articles  3" in whole
    one = cli("show", "r", "--source-id", "two").stdout
    assert "Agreements  2" in one and "Rejected  1" in one and "one: " not in one


def test_showing_a_missing_article_or_run_is_an_error(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "r")
    assert cli("show", "r", "--source-id", "nobody").exit_code == ExitCode.USAGE
    assert cli("show", "nowhere").exit_code == ExitCode.NO_STORE


def test_the_version_is_printed(cli: Cli) -> None:
    assert cli("--version").stdout == f"communique {extract.__version__}\n"


@pytest.mark.parametrize("command", [["--help"], ["run", "--help"], ["eval", "--help"]], ids=" ".join)
def test_help_lists_every_exit_code(cli: Cli, command: list[str]) -> None:
    text = cli(*command).stdout
    assert [what for code, what in MEANINGS.items() if what not in text] == []


def test_without_arguments_it_lists_commands_that_exist(cli: Cli) -> None:
    got = cli()
    assert got.exit_code == ExitCode.DONE
    named = {line.split()[1] for line in got.stdout.splitlines() if line.startswith("  communique ")}
    assert {"run", "report", "export", "doctor"} <= named
    assert named <= set(typer.main.get_command(app).commands)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("args", "out"),
    [
        (["report", "r"], "r/report.html"),
        (["report", "r", "-o", "seen.html"], "seen.html"),
        (["export", "r", "--to", "sqlite"], "r/records.sqlite"),
        (["export", "r", "--to", "csv", "-o", "tables"], "tables"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else "",
)
def test_report_and_export_print_the_path_of_their_output(cli: Cli, tmp_path: Path, args: list[str], out: str) -> None:
    write(tmp_path / "r")
    got = cli(*args)
    assert (got.exit_code, got.stdout) == (ExitCode.DONE, f"{out}\n")
    assert (tmp_path / out).exists()
    assert got.stderr


@pytest.mark.parametrize("args", [["report", "r", "-o", "made"], ["export", "r", "--to", "sqlite", "-o", "made"]])
def test_report_and_export_replace_a_file_only_if_forced(cli: Cli, tmp_path: Path, args: list[str]) -> None:
    write(tmp_path / "r")
    (tmp_path / "made").write_text("mine", encoding="utf-8")
    got = cli(*args)
    assert got.exit_code == ExitCode.NO_STORE
    assert "made exists already" in got.stderr and "--force" in got.stderr
    assert (tmp_path / "made").read_text(encoding="utf-8") == "mine"
    assert cli(*args, "--force").exit_code == ExitCode.DONE
    assert (tmp_path / "made").read_bytes() != b"mine"


def test_a_report_that_is_older_than_its_run_says_so(cli: Cli, tmp_path: Path) -> None:
    write(tmp_path / "r")
    assert cli("report", "r").exit_code == ExitCode.DONE
    manifest = json.loads((tmp_path / "r" / "report.html.manifest.json").read_text(encoding="utf-8"))
    assert (manifest["format"], manifest["runs"][0]["name"]) == ("report", "r")
    assert "is older" not in cli("report", "r").stderr
    with (tmp_path / "r" / "extractions.jsonl").open("a", encoding="utf-8") as file:
        file.write(extraction("another").model_dump_json() + "\n")
    assert "is older than its run" in " ".join(cli("report", "r").stderr.split())
    assert "report.html is older than its run" in " ".join(cli("export", "r", "--to", "csv").stderr.split())


def test_the_forms_of_the_help_match_the_exporters() -> None:
    from extract.cli.records import TargetName
    from extract.output.export import Target

    assert [name.value for name in TargetName] == [target.value for target in Target]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_works_for_each_shell(shell: str) -> None:
    ended = subprocess.run(
        [sys.executable, "-c", "from extract.cli.app import main; main()"],
        env={**os.environ, "_COMMUNIQUE_COMPLETE": f"source_{shell}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "_COMMUNIQUE_COMPLETE" in ended.stdout


def test_no_flag_takes_a_key() -> None:
    command = typer.main.get_command(app)
    flags = {flag for sub in command.commands.values() for param in sub.params for flag in param.opts}  # type: ignore[attr-defined]
    assert "--base-url" in flags
    assert not [flag for flag in flags if "key" in flag or "secret" in flag]


def test_help_works_without_the_heavy_imports() -> None:
    heavy = ["openai", "instructor", "vcr", "extract.run.engine", "extract.settings.settings", "extract.assemble"]
    block = f"import sys; sys.modules.update(dict.fromkeys({heavy})); sys.argv[1:] = ['run', '--help']; "
    command = [sys.executable, "-c", block + "from extract.cli.app import main; main()"]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_closed_stdout_is_no_error(tmp_path: Path) -> None:
    write(tmp_path / "r", [f"article-{n}" for n in range(2_000)])
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, "-m", "extract", "show", str(tmp_path / "r")],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (ended.returncode, ended.stderr) == (ExitCode.BROKEN_PIPE, b"")


def test_every_error_for_users_has_an_exit_code() -> None:
    from extract.cli.exit_codes import exit_code_for

    kinds: list[type[CommuniqueError]] = [CommuniqueError, *CommuniqueError.__subclasses__()]
    assert {kind.__name__ for kind in kinds if exit_code_for(kind.__new__(kind)) is ExitCode.BUG} == {"CommuniqueError"}
