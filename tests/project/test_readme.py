"""The README is true: its code runs, its output is what the first command prints, and its commands exist."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.support.results import extraction

HOME = Path(__file__).parents[2]
README = (HOME / "README.md").read_text(encoding="utf-8")


def test_the_code_reads_the_extractions_of_a_run(tmp_path: Path) -> None:
    before, code = re.findall(r"## Using the records(.*?)```python\n(.*?)```", README, re.S)[0]
    (out,) = re.findall(r"OUT=(\S+?)[`\s]", before)
    lines = tmp_path / out / "extractions.jsonl"
    lines.parent.mkdir(parents=True)
    lines.write_text(extraction().model_dump_json() + "\n", encoding="utf-8")
    code = f"import sys; sys.path.insert(0, {str(HOME)!r})\n{code}"
    run = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.endswith("1500000 USD\n")


def without_run_id_and_seconds(output: str) -> list[str]:
    """The lines of an output, with the run id and the seconds replaced; the default directory contains the id too."""
    without_id = re.sub(r"\b[0-9a-f]{16}\b|(?<=runs/arms-deal-)[0-9a-f]{8}", "ID", output)
    return re.sub(r"\d[\d.]* s\b", "SECONDS", without_id).rstrip().splitlines()


def test_the_output_is_what_the_first_command_prints_for_the_recorded_answers(tmp_path: Path) -> None:
    (printed,) = re.findall(r"```text\n(.*?)```", README, re.S)
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
    assert without_run_id_and_seconds(printed) == without_run_id_and_seconds(run.stdout), "paste the output into README"


def test_input_files_exist() -> None:
    for path in re.findall(r"(?:INPUT|GOLD)=(fixtures/\S+?)[`\s]", README):
        assert (HOME / path).is_file(), path
