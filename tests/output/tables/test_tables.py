"""The tidy tables: types, keys, references, spans, and the days that a date allows."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest

from extract.normalize.date_range import date_range
from extract.output.load import load_run
from extract.output.tables import TABLES, Type, columns, references
from schemas import ArticleExtraction
from tests.support.linked_runs import linked_run
from tests.support.made_runs import hostile, mixed

PYTHON = {
    Type.TEXT: str,
    Type.INTEGER: int,
    Type.NUMBER: float,
    Type.FLAG: bool,
    Type.DATE: date,
    Type.TIME: datetime,
}


def table_rows(path: Path) -> dict[str, list[dict[str, object]]]:
    """The rows of a run by table, as dictionaries."""
    tables: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for table, row in load_run(path).rows():
        names = [column.name for column in columns(TABLES[table])]
        tables[table].append(dict(zip(names, row, strict=True)))
    return tables


@pytest.mark.parametrize("make", [mixed, linked_run], ids=["run", "collection"])
def test_every_value_has_the_type_of_its_column(make: Callable[[Path], Path], tmp_path: Path) -> None:
    for table, rows in table_rows(make(tmp_path / "run")).items():
        for column in columns(TABLES[table]):
            for row in rows:
                value = row[column.name]
                assert (column.nullable and value is None) or type(value) is PYTHON[column.type], (table, column, value)


@pytest.mark.parametrize("make", [mixed, linked_run], ids=["run", "collection"])
def test_keys_are_unique_and_references_find_their_rows(make: Callable[[Path], Path], tmp_path: Path) -> None:
    tables = table_rows(make(tmp_path / "run"))
    for table, kind in TABLES.items():
        keys = [row["id"] for row in tables[table] if "id" in row]
        assert len(keys) == len(set(keys))
        for name, target in references(kind).items():
            there = {row["id"] for row in tables[target]}
            assert {row[name] for row in tables[table]} - {None} <= there, (table, name)


def test_every_id_column_is_a_foreign_key() -> None:
    for kind in TABLES.values():
        named = {column.name for column in columns(kind) if column.name.endswith("_id")} - {"source_id"}
        assert set(references(kind)) == named


def test_articles_with_the_same_text_get_different_keys(tmp_path: Path) -> None:
    tables = table_rows(mixed(tmp_path / "run"))
    keys = {row["source_id"]: row["id"] for row in tables["articles"]}
    assert keys["twin"] == f"{keys['ferry']}#2"
    refused = {row["source_id"]: row["article_id"] for row in tables["rejected"]}
    assert refused["twin"] == keys["twin"] and refused["ferry"] == keys["ferry"]


@pytest.mark.parametrize("table", ["evidence", "mentions"])
def test_the_text_of_a_span_stands_at_its_offsets(tmp_path: Path, table: str) -> None:
    tables = table_rows(mixed(tmp_path / "run"))
    texts = {row["article_id"]: str(row["text"]) for row in tables["article_texts"]}
    assert tables[table]
    for row in tables[table]:
        start, end = row["start_char"], row["end_char"]
        assert isinstance(start, int) and isinstance(end, int)
        assert texts[row["article_id"]][start:end] == row["text"]


def spans_of_records(found: ArticleExtraction) -> set[tuple[int, int]]:
    records = ArticleExtraction.model_copy(found, update={"actors": ()})
    return {(span.start, span.end) for span in records.spans()}


def test_every_span_of_a_record_is_in_the_tables(tmp_path: Path) -> None:
    path = mixed(tmp_path / "run")
    tables = table_rows(path)
    for found, article in zip(load_run(path), tables["articles"], strict=True):
        spans_in_tables = {
            (row["start_char"], row["end_char"]) for row in tables["evidence"] if row["article_id"] == article["id"]
        }
        spans_of_terms = {(date.span.start, date.span.end) for deal in found.agreements for date in deal.dates}
        spans_of_terms |= {(d.value.span.start, d.value.span.end) for d in found.agreements if d.value}
        spans_of_terms |= {(d.quantity.span.start, d.quantity.span.end) for d in found.agreements if d.quantity}
        assert spans_of_records(found) - spans_of_terms <= spans_in_tables


def test_hostile_text_is_kept_unchanged(tmp_path: Path) -> None:
    tables, key = table_rows(mixed(tmp_path / "run")), "sha256:00000000deadbeef"
    [row] = [row for row in tables["articles"] if row["id"] == key]
    [text] = [row["text"] for row in tables["article_texts"] if row["article_id"] == key]
    assert (text, row["url"]) == (hostile().article.text, hostile().article.url)


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2024-11-26", "2024-11-26", "2024-11-26"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("199X", "1990-01-01", "1999-12-31"),
        ("2024-22", "2024-01-01", "2024-12-31"),
        ("2024-24", "2024-01-01", "2025-02-28"),
        ("../2025", None, "2025-12-31"),
        ("2025-03/..", "2025-03-01", None),
        ("2026/2028-06", "2026-01-01", "2028-06-30"),
        ("XXXX-12-02", None, None),
        ("yesterday", None, None),
    ],
)
def test_a_date_has_a_first_and_a_last_day(edtf: str, first: str | None, last: str | None) -> None:
    assert date_range(edtf) == (first, last)
