"""`inspect` shows what a run would read; `--limit` and `--stubs` decide how much of it a run takes."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from extract.cli.app import app
from extract.errors import StoreError
from extract.run import engine
from extract.settings.settings import Settings
from extract.store import read_extractions
from extract.telemetry.progress import SilentReporter
from tests.support.documents import FIRST, SECOND, word
from tests.support.runs import settings
from tests.support.stub import Stub, stubbed

STUB = f"{SECOND} [+2145 chars]"
NEXIS = f"""Oslo and Lima sign
The Fjord Times
September 9, 2025 Tuesday
Length: 9 words
Body
{FIRST}
End of Document
Santiago protests
The Wave
September 10, 2025 Wednesday
Length: 9 words
Body
{SECOND}
End of Document""".split("\n")


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    folder = tmp_path / "downloads"
    folder.mkdir()
    (folder / "nexis.docx").write_bytes(word(*NEXIS))
    (folder / "rows.csv").write_text(f'id,date,text\n1,soon,"{FIRST} One."\n2,2024-01-05,"{FIRST}"\n3,,"{STUB}"\n')
    (folder / "scan.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "copy.txt").write_text(f"Oslo and Lima sign\n\n{FIRST}", encoding="utf-8")
    return folder


def invoke(*args: object, folder: Path) -> Result:
    names = ("OPENAI_API_KEY", "OPENAI_BASE_URL", "EXTRACT_MODEL")
    env = dict.fromkeys(names, "") | {"COLUMNS": "300", "EXTRACT_CONFIG": str(folder / "none.toml")}
    (folder / "none.toml").write_text("", encoding="utf-8")
    return CliRunner().invoke(app, ["inspect", *map(str, args)], env=env)


def inspected(*args: object, folder: Path) -> dict[str, Any]:
    result = invoke(*args, "--json", folder=folder)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def test_files_forms_dates_and_problems_are_summed_up(inputs: Path, tmp_path: Path) -> None:
    found = inspected(inputs, "--plan", "document", folder=tmp_path)
    assert found["kinds"] == {
        ".csv": {"files": 1, "articles": 3, "unreadable": 0},
        ".docx": {"files": 1, "articles": 2, "unreadable": 0},
        ".pdf": {"files": 1, "articles": 0, "unreadable": 1},
        ".txt": {"files": 1, "articles": 1, "unreadable": 0},
    }
    assert found["forms"]["Nexis Uni export"]["articles"] == 2
    assert found["forms"]["Nexis Uni export"]["first_words"].startswith("Oslo and Lima sign LIMA, 9 September 2025")
    assert (found["articles"], found["copies"]) == (6, 1)
    assert found["dates"] == {"from": "2024-01-05", "to": "2025-09-10", "undated": 3}
    assert found["languages"] == {"en": 6} and found["sources"]["The Wave"] == 1
    assert {name: one["articles"] for name, one in found["issues"].items()} == {
        "date_not_read": 1,
        "cut_off_at_source": 1,
    }
    assert "scan: this .pdf file is broken" in found["unreadable"]["unreadable"]["example"]
    assert found["estimate"]["articles"] == 5 and found["estimate"]["tokens_in"] > 0


def test_the_table_names_each_form_in_a_line(inputs: Path, tmp_path: Path) -> None:
    text = invoke(inputs, folder=tmp_path).stdout
    assert "Nexis Uni export: 2 articles, the first: Oslo and Lima sign" in text
    assert "2024-01-05 to 2025-09-10, 3 without a date" in text
    assert "unreadable: 1, like scan: this .pdf file is broken" in text


def test_stubs_and_the_limit_are_those_of_a_run(inputs: Path, tmp_path: Path) -> None:
    skipped = inspected(inputs, "--stubs", "skip", folder=tmp_path)
    assert (skipped["articles"], skipped["left_out"]) == (5, 1)
    assert inspected(inputs, "--limit", "2", folder=tmp_path)["articles"] == 2


def test_an_input_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    result = invoke(tmp_path / "nothing", folder=tmp_path)
    assert result.exit_code != 0 and "does not exist" in result.output


class Heard(SilentReporter):
    """Keeps what a run says."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def info(self, message: str) -> None:
        self.said.append(message)


def run(inputs: Path, out: Path, given: Settings, reporter: SilentReporter | None = None) -> engine.FinishedRun:
    return asyncio.run(engine.extract_inputs([inputs], out, given, reporter or SilentReporter()))


def test_a_run_names_each_recognised_form_in_a_line(inputs: Path, tmp_path: Path) -> None:
    heard = Heard()
    with stubbed(Stub()) as stub:
        run(inputs, tmp_path / "out", settings(stub), heard)
    assert "Nexis Uni export: 2 articles" in heard.said


def test_a_run_with_a_limit_takes_the_first_articles_and_the_next_run_the_rest(inputs: Path, tmp_path: Path) -> None:
    with stubbed(Stub()) as stub:
        given = settings(stub, duplicates="code")
        first = run(inputs, tmp_path / "out", replace(given, limit=2))
        assert [one.article.source_id for one in read_extractions(first.path)] == ["copy", "nexis:1"]
        whole = run(inputs, tmp_path / "out", given)
        assert whole.manifest.counts.articles == 7
        with pytest.raises(StoreError, match="holds the results of 4 articles that this input lacks"):
            run(inputs, tmp_path / "out", replace(given, limit=2))


def test_stubs_that_are_left_out_are_counted_in_the_manifest(inputs: Path, tmp_path: Path) -> None:
    with stubbed(Stub()) as stub:
        given = settings(stub, duplicates="code")
        kept = run(inputs, tmp_path / "kept", given).manifest.counts
        intake = replace(given.intake, stubs="skip")
        left = run(inputs, tmp_path / "left", replace(given, intake=intake)).manifest.counts
    assert (kept.articles, kept.cut_off_at_source, kept.left_out) == (7, 1, 0)
    assert (left.articles, left.cut_off_at_source, left.left_out) == (6, 0, 1)
    assert left.balance
