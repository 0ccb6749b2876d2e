"""Messages and help name the command as it was called: by a path, by its name, or as a module."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.made_runs import mixed

HOME = Path(__file__).parents[2]
SCRIPT = f"#!{sys.executable}\nfrom extract.cli.app import main\nmain()\n"


@pytest.fixture
def script(tmp_path: Path) -> Path:
    """The command in an environment below the working folder, as pip installs it."""
    path = tmp_path / ".venv" / "bin" / "communique"
    path.parent.mkdir(parents=True)
    path.write_text(SCRIPT, encoding="utf-8")
    path.chmod(0o755)
    return path


def printed(command: list[str | Path], folder: Path, **env: str) -> str:
    environment = os.environ | {"PYTHONPATH": str(HOME), "COLUMNS": "120", "PYTHON_COLORS": "0"} | env
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def test_a_command_that_was_called_by_its_path_is_printed_with_it(script: Path, tmp_path: Path) -> None:
    mixed(tmp_path / "march")
    assert ".venv/bin/communique show march --source-id ID" in printed([script, "show", "march"], tmp_path)


def test_the_first_page_the_help_and_the_usage_name_the_path(script: Path, tmp_path: Path) -> None:
    assert "  .venv/bin/communique run article.txt   " in printed([script], tmp_path)
    page = printed([script, "run", "--help"], tmp_path)
    assert "Usage: .venv/bin/communique run " in page
    assert "  .venv/bin/communique run rows.csv --map" in page
    assert " communique run" not in page


def test_a_command_that_the_shell_finds_is_printed_by_its_name(script: Path, tmp_path: Path) -> None:
    found = {"PATH": f"{script.parent}:{os.environ['PATH']}"}
    assert "\ncommunique --help names all" in printed([script], tmp_path, **found)
    assert "  communique run article.txt" in printed([script, "--help"], tmp_path, **found)


def test_a_module_is_printed_with_its_python(tmp_path: Path) -> None:
    assert f"{sys.executable} -m extract run article.txt" in printed([sys.executable, "-m", "extract"], tmp_path)


def test_the_shell_completes_the_command_however_it_was_called(script: Path, tmp_path: Path) -> None:
    written = printed([script, "--show-completion", "bash"], tmp_path, _TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION="1")
    assert "_COMMUNIQUE_COMPLETE=complete_bash $1" in written
    assert written.rstrip().endswith(" communique")
    half = {"COMP_WORDS": f"{script} sho", "COMP_CWORD": "1"}
    assert printed([script], tmp_path, _COMMUNIQUE_COMPLETE="complete_bash", **half) == "show\n"
