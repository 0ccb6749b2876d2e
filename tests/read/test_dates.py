"""Publication dates are read in the notations of programs, and what is not read has an issue."""

import asyncio
import json
from pathlib import Path

import pytest

from extract.read import read
from extract.read.dates import DateOrder, find_order, read_publication_date
from extract.run import engine
from extract.store import read_extractions
from extract.telemetry.progress import SilentReporter
from schemas import Article, ReadIssue
from tests.support.documents import PAGE
from tests.support.runs import settings
from tests.support.stub import Stub, stubbed

TEXT = "Norway and Peru signed a memorandum on fishing in Lima on Tuesday, the ministry said."


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("1772533800", "2026-03-03"),
        ("1772533800.5", "2026-03-03"),
        ("1.7725338e9", "2026-03-03"),
        ("1772533800000", "2026-03-03"),
        ("1772533800000000", "2026-03-03"),
        ("/Date(1772533800000)/", "2026-03-03"),
        ("46084", "2026-03-03"),
        ("20260303T101500Z", "2026-03-03"),
        ("20260303101500", "2026-03-03"),
        ("202603031015", "2026-03-03"),
        ("3-Mar-26", "2026-03-03"),
        ("3 Mar 98", "1998-03-03"),
        ("March 3, 2026 Tuesday", "2026-03-03"),
        ("March 3, 2026 Tuesday 9:20 AM GMT", "2026-03-03"),
        ("Tue, 03 Mar 2026 10:15:00 +0100", "2026-03-03"),
        ("Tue Mar 03 10:15:00 +0000 2026", "2026-03-03"),
        ("2026-03-03 10:15:00.123+00:00", "2026-03-03"),
        ("13/4/26 10:15", "2026-04-13"),
        ("3.4.2026", "2026-04-03"),
        ("4/13/2026", "2026-04-13"),
        ("3/3/2026", "2026-03-03"),
        ("March 2026", "2026-03"),
        ("2026", "2026"),
    ],
)
def test_a_date_is_read_in_the_notations_of_programs(written: str, edtf: str) -> None:
    assert read_publication_date(written, "en") == read_publication_date(edtf)
    assert read_publication_date(edtf).edtf == edtf


@pytest.mark.parametrize(
    ("written", "language", "edtf"),
    [
        ("3. März 2026, 10:15 Uhr", "de", "2026-03-03"),
        ("le mardi 3 mars 2026 à 10h15", "fr", "2026-03-03"),
        ("3 de marzo de 2026", "es", "2026-03-03"),
        ("3 марта 2026 г.", "ru", "2026-03-03"),
        ("2026年3月3日", "ja", "2026-03-03"),
        ("٣ مارس ٢٠٢٦", "ar", "2026-03-03"),
        ("3 listopada 2026", "pl", "2026-11-03"),
        ("3. listopada 2026", "hr", "2026-10-03"),
        ("29-févr.-24", "fr", "2024-02-29"),
        ("03/04/2026", "fr", "2026-04-03"),
        ("3 mars 2026", "en", "2026-03-03"),
        ("2026年3月3日 10:15", "en", "2026-03-03"),
        ("2026년 3월 3일", "ko", "2026-03-03"),
    ],
)
def test_a_date_is_read_in_the_language_of_the_article(written: str, language: str, edtf: str) -> None:
    assert read_publication_date(written, language).edtf == edtf


@pytest.mark.parametrize(
    "written",
    [
        "15/Mar/2026:10:15:00 +0000",
        "15-MAR-26 10.15.00.000000 AM",
        "20260315-101500",
        "2026-074",
        "2026-W11-7",
        "Mar-15-2026",
        "2026 March 15",
        "2026. március 15.",
        "15. 3. 2026",
        "15 / 03 / 2026",
        "ngày 15 tháng 3 năm 2026",
        "15 Mar 2026 | 10:15 IST",
        "Sun 15 Mar 2026 10.15 GMT",
        "datetime.datetime(2026, 3, 15, 10, 15)",
    ],
)
def test_a_date_is_read_in_the_notations_of_servers_databases_and_other_countries(written: str) -> None:
    assert read_publication_date(written).edtf == "2026-03-15"


@pytest.mark.parametrize("written", ["2026-400", "2026-W60-1", "15/Xyz/2026"])
def test_a_day_that_is_not_in_the_calendar_is_not_read(written: str) -> None:
    assert read_publication_date(written).edtf is None and read_publication_date(written).problem


@pytest.mark.parametrize("written", ["yesterday", "2 hours ago", "soon", "2026-02-30", "32/13/2026", "0", "x" * 1_000])
def test_what_is_no_date_has_a_problem(written: str) -> None:
    found = read_publication_date(written, "en")
    assert found.edtf is None and "is not read" in (found.problem or "")


def test_a_month_that_two_languages_name_differently_is_not_guessed() -> None:
    assert read_publication_date("3 listopada 2026", "en").edtf is None


@pytest.mark.parametrize("written", ["", " ", "nan", "NaT", "null", "N/A", "-", "\\N", "0000-00-00 00:00:00"])
def test_a_missing_date_is_no_problem(written: str) -> None:
    assert read_publication_date(written) == read_publication_date("")


def test_an_ambiguous_date_gives_its_year_and_a_problem() -> None:
    found = read_publication_date("3/4/2026", "en")
    assert found.edtf == "2026" and "which number is the month" in (found.problem or "")


def test_a_column_shows_its_order_by_any_row_unless_rows_disagree() -> None:
    assert find_order(["3/4/2026", "13/4/2026", ""]) is DateOrder.DAY_FIRST
    assert find_order(["3/4/2026", "4/13/26 10:15"]) is DateOrder.MONTH_FIRST
    assert find_order(["3/4/2026", "3.14.2026", "2026-03-14"]) is None
    assert find_order(["13/4/2026", "4/13/2026"]) is None


def articles(path: Path, *dates: object) -> list[Article]:
    """The articles of a JSONL or CSV with these dates."""
    if path.suffix == ".jsonl":
        path.write_text("".join(json.dumps({"text": TEXT, "date": date}) + "\n" for date in dates))
    else:
        path.write_text("date,text\n" + "".join(f'"{date}","{TEXT}"\n' for date in dates))
    return [item for item in read(path) if isinstance(item, Article)]


@pytest.mark.parametrize("name", ["rows.csv", "rows.jsonl"])
def test_the_dates_of_rows_are_read_in_the_order_of_their_column(name: str, tmp_path: Path) -> None:
    found = articles(tmp_path / name, "3/4/2026", "13/4/2026", "5/4/2026 08:00")
    assert [item.published for item in found] == ["2026-04-03", "2026-04-13", "2026-04-05"]
    assert not any(item.issues for item in found)


def test_a_date_that_is_not_read_is_an_issue_of_the_article(tmp_path: Path) -> None:
    good, bad, missing = articles(tmp_path / "rows.csv", "2026-03-03", "the day before", "")
    assert (good.issues, bad.published, missing.issues) == ((), None, ())
    (issue,) = bad.issues
    assert issue.code == ReadIssue.DATE_NOT_READ and "'the day before'" in issue.message


def test_dates_of_databases_are_read(tmp_path: Path) -> None:
    mongo, seconds = articles(tmp_path / "rows.jsonl", {"$date": {"$numberLong": "1772533800000"}}, 1772533800.25)
    assert (mongo.published, seconds.published) == ("2026-03-03", "2026-03-03")


def test_a_page_that_declares_its_date_in_another_notation_is_dated(tmp_path: Path) -> None:
    (tmp_path / "pact.html").write_text(PAGE.replace("2025-09-09T10:00:00Z", "9-Sep-25"))
    (tmp_path / "undated.html").write_text(PAGE.replace("2025-09-09T10:00:00Z", "last week"))
    dated, undated = (item for item in read(tmp_path) if isinstance(item, Article))
    assert (dated.published, dated.issues) == ("2025-09-09", ())
    assert [issue.code for issue in undated.issues] == [ReadIssue.DATE_NOT_READ]


def test_issues_of_reading_are_not_written_with_the_article(tmp_path: Path) -> None:
    (item,) = articles(tmp_path / "rows.csv", "soon")
    assert item.issues and "issues" not in item.model_dump()


def test_a_run_lists_and_counts_dates_that_are_not_read(tmp_path: Path) -> None:
    articles(tmp_path / "rows.csv", "soon", "2026-03-03")
    with stubbed(Stub()) as stub:
        inputs = [tmp_path / "rows.csv"]
        finished = asyncio.run(
            engine.extract_inputs(inputs, tmp_path / "out", settings(stub, duplicates="code"), SilentReporter())
        )
    undated, dated = read_extractions(finished.path)
    assert [issue.code for issue in undated.issues] == [ReadIssue.DATE_NOT_READ] and not dated.issues
    assert finished.manifest.counts.date_not_read == 1
