"""Runs over archives, patterns and folders, from the command line."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from extract.cli.app import app
from extract.cli.exit_codes import ExitCode
from extract.store import read_extractions, read_failures, read_manifest
from tests.support.documents import PAGE, zipped

HOME = Path(__file__).parents[2]
FIXTURES = HOME / "fixtures"
ARTICLE, OTHER = (FIXTURES / "articles" / name for name in ("arms-deal.txt", "signed-treaty.txt"))


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty folder to work in, and an environment that names no model."""
    monkeypatch.chdir(tmp_path)
    for name in os.environ:
        if name.startswith(("EXTRACT_", "OPENAI_")):
            monkeypatch.delenv(name)


def communique(*arguments: str, code: ExitCode = ExitCode.DONE) -> None:
    done = CliRunner().invoke(app, list(arguments))
    assert done.exit_code == code, done.output


REPLAY = ("--plan", "choices", "--replay", str(FIXTURES / "cassettes"), "--quiet")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """An archive with a text, a row whose text goes by a name of its own, and what is not to be read."""
    told = json.loads(OTHER.with_suffix(".meta.json").read_text(encoding="utf-8"))
    row = json.dumps(told | {"story": OTHER.read_text(encoding="utf-8"), "id": "signed-treaty"}).encode()
    members = {"in/arms-deal.txt": ARTICLE.read_bytes(), "in/rows.jsonl": row, "drafts/x.txt": b"", "in/page.bin": b"-"}
    path = tmp_path / "news.zip"
    path.write_bytes(zipped(members))
    return path


def test_a_folder_without_articles_is_an_error_and_leaves_no_run(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "photo.png").write_bytes(b"-")
    communique("run", "news", "--exclude", "*.png", "--out", "out", *REPLAY, code=ExitCode.NO_INPUT)
    assert not (tmp_path / "out").exists()


def test_an_article_in_an_archive_has_the_same_results_as_a_file(archive: Path, tmp_path: Path) -> None:
    communique("run", str(ARTICLE), str(OTHER), "--out", "alone", *REPLAY)
    chosen = ("--include", "*.txt", "--include", "*.jsonl", "--exclude", "drafts/*", "--map", "text=story")
    communique("run", "news.zip", "--out", "packed", *chosen, *REPLAY)
    alone, packed = (list(read_extractions(tmp_path / run)) for run in ("alone", "packed"))
    assert [one.article.source_id for one in packed] == ["arms-deal", "signed-treaty"]
    assert packed[0].article.path == "news.zip!/in/arms-deal.txt"
    assert all(one.agreements for one in alone)
    for one, same in zip(packed, alone, strict=True):
        assert (one.agreements, one.statements, one.actors) == (same.agreements, same.statements, same.actors)


def test_a_retry_reads_the_same_selection_of_files(archive: Path, tmp_path: Path) -> None:
    chosen = ("--include", "*.txt", "--map", "text=story")
    communique("run", "news.zip", "--out", "run", *chosen, *REPLAY, code=ExitCode.SOME_FAILED)
    communique("retry", "run", "--quiet", code=ExitCode.SOME_FAILED)
    assert read_manifest(tmp_path / "run").counts.articles == 2
    assert [failure.path for failure in read_failures(tmp_path / "run")] == [f"{archive}!/drafts/x.txt"]


def test_a_run_over_a_pattern_has_the_name_of_its_folder(tmp_path: Path) -> None:
    (tmp_path / "march").mkdir()
    (tmp_path / "march" / "arms-deal.txt").write_bytes(ARTICLE.read_bytes())
    communique("run", "march/**/arms-*", *REPLAY)
    (made,) = (tmp_path / "runs").iterdir()
    assert made.name.startswith("march-")
    assert read_manifest(made).counts.articles == 1


CODE = """
import sys
from pathlib import Path
from extract.read import read
for name in sys.argv[1:]:
    list(read(Path(name)))
heavy = {"feedparser", "lxml", "pypdfium2", "striprtf", "trafilatura"} & set(sys.modules)
import extract.read.subprocess_reader
print(sorted(heavy), extract.read.subprocess_reader._READER._idle is not None)
"""


def test_libraries_for_documents_are_not_imported_by_a_run(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Oslo signed.")
    (tmp_path / "b.html").write_text(PAGE)

    def told(*names: str) -> str:
        run = [sys.executable, "-c", CODE, *names]
        env = os.environ | {"PYTHONPATH": str(HOME)}
        return subprocess.run(run, cwd=tmp_path, env=env, capture_output=True, text=True, check=True).stdout.strip()

    assert told("a.txt") == "[] False"
    assert told("a.txt", "b.html") == "[] True"
