"""The README tells the truth: its code runs, and its commands, settings and exit codes are those that there are."""

import os
import re
import subprocess
import sys
from pathlib import Path

from extract.cli.exit_codes import MEANINGS
from extract.settings import settings as config
from tests.support.results import extraction

HOME = Path(__file__).parents[2]
README = (HOME / "README.md").read_text(encoding="utf-8")
RUNNING = (HOME / "docs" / "running.md").read_text(encoding="utf-8")
MAKEFILE = (HOME / "Makefile").read_text(encoding="utf-8")


def test_its_code_reads_what_a_run_wrote(tmp_path: Path) -> None:
    before, code = re.findall(r"## Using the records(.*?)```python\n(.*?)```", README, re.S)[0]
    (out,) = re.findall(r"OUT=(\S+?)[`\s]", before)
    lines = tmp_path / out / "extractions.jsonl"
    lines.parent.mkdir(parents=True)
    lines.write_text(extraction().model_dump_json() + "\n", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(HOME)!r})\n{code}"
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.endswith("1500000 USD\n")


def without_what_varies(shown: str) -> list[str]:
    """The lines shown, but for the run's id, which its directory is named after too, and its seconds."""
    without_id = re.sub(r"\b[0-9a-f]{16}\b|(?<=runs/arms-deal-)[0-9a-f]{8}", "ID", shown)
    return re.sub(r"\d[\d.]* s\b", "SECONDS", without_id).rstrip().splitlines()


def test_its_output_is_what_the_first_command_shows_of_the_recorded_answers(tmp_path: Path) -> None:
    (told,) = re.findall(r"```text\n(.*?)```", README, re.S)
    unset = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "EXTRACT_"))}
    fixtures = HOME / "fixtures"
    flags = ("--plan", "sentence", "--replay", fixtures / "cassettes")
    run = subprocess.run(
        [sys.executable, "-m", "extract", "run", fixtures / "articles" / "arms-deal.txt", *flags],
        cwd=tmp_path,
        env=unset | {"COLUMNS": "80", "PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert without_what_varies(told) == without_what_varies(run.stdout), "paste what is shown now into the README"


def test_its_make_commands_exist_and_its_input_too() -> None:
    for goal in set(re.findall(r"`make ([a-z]+)|^make ([a-z]+)", README, re.M)):
        assert re.search(rf"^{''.join(goal)}:", MAKEFILE, re.M), goal
    for path in re.findall(r"(?:INPUT|GOLD)=(fixtures/\S+?)[`\s]", README):
        assert (HOME / path).is_file(), path


def test_its_table_of_settings_is_complete_with_those_of_the_page_on_running() -> None:
    rows = re.findall(r"^\| (.*?) ?\| `((?:EXTRACT|OPENAI|RAY)_\w+)` \| `?(\w+)`? \|", README + RUNNING, re.M)
    told = {(variable, name) for _, variable, name in rows if variable != "OPENAI_API_KEY"}
    assert told == {(option.variable, option.name) for option in config._OPTIONS}
    for flags, _, name in rows:
        if flags.strip():
            assert flags == f"`--{name.replace('_', '-')}`, `{name.upper()}`"


def test_its_exit_codes_mean_what_the_help_says() -> None:
    rows = re.findall(r"^\| (\d+) \| (.*?) \|$", README, re.M)
    meant = {int(code): told.lower() for code, told in MEANINGS.items()}
    assert rows and {int(code): told.replace("`", "").lower() for code, told in rows}.items() <= meant.items()


def test_its_way_of_the_data_names_modules_that_exist() -> None:
    table = README.partition("## How it works")[2].partition("\n## ")[0]
    for path in re.findall(r"`((?:extract|prompts)/[\w/.]*)`", table):
        assert (HOME / path).exists(), path
