"""The example programs and the notebook do what they say, without a model and without a connection."""

import csv
import io
import json
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from extract import Extractor
from tests.support.english import pipeline

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
STORIES = [
    {
        "id": "a1",
        "date": "2021-05-04",
        "text": "Malian Foreign Minister Awa Diop and her counterpart from Togo signed a border treaty on 3 May 2021.",
    },
    {"id": "a2", "date": "2021-05-09", "text": "The government of Mali condemned the raid by Chad on Monday."},
    {"id": "a3", "date": "2021-06-02", "text": "The government of Mali condemned the attack by Chad on Tuesday."},
]
Run = Callable[..., str]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs an example as a program, without a model, and returns what it prints."""
    monkeypatch.setenv("EXTRACT_MODEL", "none")
    monkeypatch.setenv("EXTRACT_ANALYZER", str(pipeline()))

    def run_example(name: str, *arguments: object) -> str:
        monkeypatch.setattr("sys.argv", [name, *map(str, arguments)])
        runpy.run_path(str(EXAMPLES / name), run_name="__main__")
        return capsys.readouterr().out

    return run_example


@pytest.fixture
def press(tmp_path: Path) -> Path:
    """Return a file of articles, written by the caller's needs."""
    path = tmp_path / "press.jsonl"
    path.write_text("".join(json.dumps(story) + "\n" for story in STORIES), encoding="utf-8")
    return path


@pytest.fixture
def folder(press: Path, tmp_path: Path) -> Path:
    """Return a run of these articles."""
    with Extractor(model="none", analyzer=pipeline(), out=tmp_path / "run") as extractor:
        list(extractor.pipe(press))
    return tmp_path / "run"


def rows(printed: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(printed)))


def test_an_alert_names_new_agreements_once(run: Run, press: Path, tmp_path: Path) -> None:
    alert = ("new_agreements.py", press, "Togo", "MLI", "--seen", tmp_path / "seen")

    assert run(*alert) == f"2021-05-04  treaty, signed: {STORIES[0]['text']}\n"
    assert run(*alert) == ""
    with press.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": "a4", "text": "Togo and Mali signed a defence pact on Friday."}) + "\n")
    assert run(*alert).endswith("Togo and Mali signed a defence pact on Friday.\n")
    assert run("new_agreements.py", press, "Togo", "Chad", "--seen", tmp_path / "other") == ""


def test_condemnations_are_counted_by_month_and_pair(run: Run, folder: Path) -> None:
    found = rows(run("monthly_condemnations.py", folder))

    assert [list(row.values()) for row in found] == [
        ["2021-05", "Mali", "Chad", "1", "1"],
        ["2021-06", "Mali", "Chad", "1", "1"],
    ]


def test_agreements_are_joined_by_codes_of_correlates_of_war(run: Run, folder: Path, tmp_path: Path) -> None:
    data = tmp_path / "pairs.csv"
    data.write_text("ccode1,ccode2,rivals\n432,461,1\n461,432,1\n", encoding="utf-8")

    [row] = rows(run("cow_join.py", folder, data))

    assert (row["year"], row["instrument"], row["status"], row["rivals"]) == ("2021", "treaty", "signed", "1")
    assert {row["name_1"], row["name_2"]} == {"Mali", "Togo"}


def test_two_models_are_compared_article_by_article(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.delenv("EXTRACT_MODEL", raising=False)
    settings = EXAMPLES / "settings"

    printed = run("compare_models.py", "fixtures/articles", settings / "rules.toml", settings / "recorded.toml")

    compared = re.findall(r"^([\w-]+): (\d+) in common$", printed, re.M)
    assert [name for name, _ in compared] == sorted(path.stem for path in (ROOT / "fixtures/articles").glob("*.txt"))
    assert sum(int(common) for _, common in compared) > 0
    assert "  < " in printed and "  > " in printed


def cells() -> list[str]:
    notebook: dict[str, Any] = json.loads((EXAMPLES / "chart.ipynb").read_text(encoding="utf-8"))
    return ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]


@pytest.mark.slow
def test_the_notebook_runs_in_a_kernel_whose_loop_is_running(monkeypatch: pytest.MonkeyPatch) -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    monkeypatch.setenv("EXTRACT_MODEL", "none")
    monkeypatch.setenv("EXTRACT_ANALYZER", str(pipeline()))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    notebook = nbformat.read(EXAMPLES / "chart.ipynb", as_version=4)

    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(EXAMPLES)}}).execute()

    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any('class="communique"' in output.get("data", {}).get("text/html", "") for output in outputs)
    assert any("image/png" in output.get("data", {}) for output in outputs)
    assert not any(output.output_type == "stream" and output.name == "stderr" for output in outputs)


def test_the_notebook_holds_no_output_of_an_earlier_run() -> None:
    notebook = json.loads((EXAMPLES / "chart.ipynb").read_text(encoding="utf-8"))

    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook["cells"])
    assert len(cells()) == 5


def test_the_page_of_the_examples_names_each_of_them() -> None:
    page = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    programs = [path.name for path in EXAMPLES.iterdir() if path.suffix in (".py", ".ipynb")]

    assert [name for name in programs if f"[{name}]({name})" not in page] == []


def test_the_examples_use_public_names_only() -> None:
    for path in EXAMPLES.rglob("*.py"):
        modules = re.findall(
            r"^(?:from|import) (extract[.\w]*|schemas[.\w]*|prompts[.\w]*)", path.read_text("utf-8"), re.M
        )
        assert set(modules) <= {"extract", "schemas"}, path
