"""The queries of the documentation give what the extractions say, in DuckDB, SQLite and pandas."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from extract.output.export import Target, export
from extract.output.load import Run, load_run
from extract.output.tables.days import agreement_days, published_days
from extract.output.tables.dyads import ArticleDyads
from schemas import Act, Status
from tests.support.fixture_run import fixture_run

PAGE = Path(__file__).parents[3] / "docs" / "exports.md"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    for library in ("duckdb", "pandas", "pyarrow"):
        pytest.importorskip(library, reason=f"{library} is not installed")
    monkeypatch.chdir(tmp_path)
    run = load_run(fixture_run(Path("runs/march")))
    export(run, Target.SQLITE)
    export(run, Target.DUCKDB)
    return run


def answers(question: str, capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the three code blocks after a question print: DuckDB, SQLite, pandas."""
    section = PAGE.read_text(encoding="utf-8").partition(question)[2]
    blocks = re.findall(r"```python\n(.*?)```", section, re.S)[:3]
    printed = []
    for block in blocks:
        exec(compile(block, "page", "exec"), {})
        printed.append(capsys.readouterr().out.strip())
    return printed


def test_who_signed_what_with_whom_by_year(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    want: Counter[tuple[object, ...]] = Counter()
    for found, deal in run.agreements():
        if deal.status is Status.SIGNED:
            first = agreement_days(deal, found.article.published).earliest
            for one, other in ArticleDyads(found, "").agreement_pairs(deal):
                names = (one.side.name, other.side.name)
                want[first.year if first else None, *names, deal.instrument.value, deal.subject] += 1
    duckdb, sqlite, pandas = answers("Who signed what with whom, by year", capsys)
    assert want and Counter(ast.literal_eval(duckdb.strip())) == want
    in_sqlite = Counter((int(year) if year else None, *rest) for year, *rest in ast.literal_eval(sqlite.strip()))
    assert in_sqlite == want
    assert all(str(names[1]) in pandas for names in want)


def test_who_condemned_whom_by_month(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    want: Counter[tuple[object, ...]] = Counter()
    for found, said in run.statements():
        if said.act is Act.CONDEMN and not said.negated:
            first = published_days(found.article.published).earliest
            for one, other in ArticleDyads(found, "").statement_pairs(said):
                want[f"{first:%Y-%m}" if first else None, one.side.name, other.side.name] += 1
    duckdb, sqlite, pandas = answers("Who condemned whom, by month", capsys)
    rows = [ast.literal_eval(text.strip()) for text in (duckdb, sqlite)]
    assert want and [{tuple(row[:3]): row[3] for row in found} for found in rows] == [want, want]
    assert all(str(names[1]) in pandas for names in want)
