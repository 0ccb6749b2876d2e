"""The README is true: its code runs, its pictures are what the recorded answers give, and it fits on two screens."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
README = (HOME / "README.md").read_text(encoding="utf-8")
LINES = 100
"""Two screens."""


def python(*arguments: str | Path, cwd: Path) -> str:
    unset = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "EXTRACT_"))}
    command = [sys.executable, *map(str, arguments)]
    done = subprocess.run(
        command, cwd=cwd, env=unset | {"PYTHONPATH": str(HOME)}, capture_output=True, text=True, check=True
    )
    return done.stdout


def test_it_fits_on_two_screens() -> None:
    assert README.count("\n") <= LINES


EXAMPLES = re.findall(r"```python\n(.*?)```", README, re.S)


def test_its_code_extracts_the_records_of_its_text(tmp_path: Path) -> None:
    (tmp_path / "example.py").write_text(EXAMPLES[0], encoding="utf-8")
    agreement, statement = python("example.py", cwd=tmp_path).splitlines()
    assert agreement.startswith("signed ") and agreement.endswith("['France', 'Chad'] ['2025-09-08']")
    assert statement == "Chad condemn Chad condemned the raid on Birao."


def test_its_code_gives_a_data_frame(tmp_path: Path) -> None:
    pytest.importorskip("pandas", reason="pandas is not installed")
    (tmp_path / "frame.py").write_text(EXAMPLES[1], encoding="utf-8")
    assert re.search(r"a defence pact +signed +SUPPORT", python("frame.py", cwd=tmp_path))


def without_method(svg: str) -> str:
    """The picture without the hash of the method, which changes with every version."""
    return re.sub(r"[0-9a-f]{16}(?=<)", "ID", svg)


def test_the_picture_of_the_terminal_is_what_the_recorded_answers_give(tmp_path: Path) -> None:
    code = f"import runpy; print(runpy.run_path({str(HOME / 'tools' / 'pictures.py')!r})['terminal']())"
    made, kept = python("-c", code, cwd=tmp_path), (HOME / "docs" / "images" / "terminal.svg").read_text("utf-8")
    assert without_method(made.strip()) == without_method(kept.strip()), "run tools/pictures.py terminal"


def test_its_pictures_and_input_files_exist() -> None:
    pictures = re.findall(r"!\[[^\]]+\]\((\S+)\)", README)
    assert "docs/images/terminal.svg" in pictures and len(pictures) > 1
    for path in [*pictures, *re.findall(r"(?:INPUT|GOLD)=(fixtures/\S+?)[`\s]", README)]:
        assert (HOME / path).is_file(), path


def test_the_pictures_load_nothing_from_another_server() -> None:
    svg = (HOME / "docs" / "images" / "terminal.svg").read_text(encoding="utf-8")
    assert set(re.findall(r"https?://[\w.]+", svg)) <= {"http://www.w3.org", "https://www.textualize.io"}
