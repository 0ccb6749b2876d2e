"""Exports, read by the programs that they are for. All exports of a run agree with each other and with the run."""

import csv
import json
import re
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from extract.errors import StoreError
from extract.output.export import Target, csv_files, export
from extract.output.load import Run, load_run
from extract.output.tables import TABLES, Type, columns, references
from tests.support.fixture_run import fixture_run
from tests.support.linked_runs import linked_run
from tests.support.made_runs import ATTACKS, mixed
from tests.support.results import TEXT

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return load_run(mixed(tmp_path / "run"))


def expected(run: Run) -> Rows:
    """The rows of a run by table."""
    tables: Rows = {name: [] for name in TABLES}
    for table, row in run.rows():
        tables[table].append(tuple(row))
    return tables


def sorted_rows(tables: Rows) -> Rows:
    return {name: sorted(rows, key=repr) for name, rows in tables.items()}


def from_sqlite(path: Path) -> Rows:
    with closing(sqlite3.connect(path)) as database:
        found = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in TABLES}
    read: dict[Type, Callable[[Any], object]] = {
        Type.FLAG: bool,
        Type.DATE: date.fromisoformat,
        Type.TIME: datetime.fromisoformat,
    }

    def keep(value: object) -> object:
        return value

    kept = {name: [read.get(column.type, keep) for column in columns(TABLES[name])] for name in TABLES}
    return {
        name: [tuple(v if v is None else of(v) for v, of in zip(row, kept[name], strict=True)) for row in rows]
        for name, rows in found.items()
    }


def from_duckdb(path: Path) -> Rows:
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    with duckdb.connect(str(path), read_only=True) as database:
        return {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in TABLES}


def from_parquet(path: Path) -> Rows:
    parquet: Any = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    tables = {name: parquet.read_table(path / f"{name}.parquet").to_pylist() for name in TABLES}
    return {name: [tuple(row.values()) for row in rows] for name, rows in tables.items()}


def from_csv(path: Path) -> Rows:
    """The rows, read with the types and the missing value given in `datapackage.json`."""
    package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    read: dict[str, Callable[[str], object]] = {
        "string": csv_files.unescape_cell,
        "integer": int,
        "number": float,
        "boolean": {"true": True, "false": False}.__getitem__,
        "date": date.fromisoformat,
        "datetime": lambda cell: datetime.strptime(cell, "%Y-%m-%dT%H:%M:%SZ"),
    }
    tables: Rows = {}
    for resource in package["resources"]:
        with (path / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(file))[1:]
        fields = resource["schema"]["fields"]
        tables[resource["name"]] = [
            tuple(
                None if cell == "" and "constraints" not in field else read[field["type"]](cell)
                for cell, field in zip(row, fields, strict=True)
            )
            for row in rows
        ]
    return tables


READERS = {
    Target.SQLITE: from_sqlite,
    Target.DUCKDB: from_duckdb,
    Target.PARQUET: from_parquet,
    Target.CSV: from_csv,
}


@pytest.mark.parametrize("make", [mixed, linked_run], ids=["run", "collection"])
@pytest.mark.parametrize("target", READERS)
def test_every_table_format_holds_the_same_rows(make: Callable[[Path], Path], target: Target, tmp_path: Path) -> None:
    if target in (Target.DUCKDB, Target.PARQUET):
        pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    run = load_run(make(tmp_path / "made"))
    exported = export(run, target)
    want = expected(run)
    assert sorted_rows(READERS[target](exported.path)) == sorted_rows(want)
    assert {name: exported.counts[name] for name in TABLES} == {name: len(rows) for name, rows in want.items()}


def test_the_tables_have_a_row_for_each_part_of_the_extractions(run: Run) -> None:
    want, found = expected(run), list(run)
    assert len(want["articles"]) == len(found)
    assert len(want["agreements"]) == sum(len(one.agreements) for one in found)
    assert len(want["parties"]) == sum(len(deal.parties) for _, deal in run.agreements())
    assert len(want["statements"]) == sum(len(one.statements) for one in found)
    assert len(want["speakers"]) == sum(len(said.speakers) for _, said in run.statements())
    assert len(want["recipients"]) == sum(len(said.recipients) for _, said in run.statements())
    assert len(want["mentions"]) == sum(len(actor.mentions) for one in found for actor in one.actors)


@pytest.mark.parametrize("make", [mixed, linked_run], ids=["run", "collection"])
def test_the_foreign_keys_of_sqlite_find_their_rows(make: Callable[[Path], Path], tmp_path: Path) -> None:
    with closing(sqlite3.connect(export(load_run(make(tmp_path / "made")), Target.SQLITE).path)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_sqlite_has_full_text_search(run: Run) -> None:
    path = export(run, Target.SQLITE).path
    with closing(sqlite3.connect(path)) as database:
        query = """
            SELECT actors.name, parties.role FROM agreements
            JOIN parties ON parties.agreement_id = agreements.id JOIN actors ON actors.id = parties.actor_id
            WHERE agreements.rowid IN (SELECT rowid FROM agreements_fts WHERE agreements_fts MATCH 'ferry')
            ORDER BY parties.agreement_id, parties.position"""
        sides = [("Norland", "party"), ("Sudland", "party")]
        assert database.execute(query).fetchall() == sides * 2


def test_datasette_serves_the_tables_with_search(run: Run) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    path = export(run, Target.SQLITE).path
    query = "/records/article_texts.json?_search=ferry&_shape=array"
    got = subprocess.run(
        [sys.executable, "-m", "datasette", str(path), "--get", query], capture_output=True, text=True, check=True
    )
    assert [row["text"] for row in json.loads(got.stdout)] == [TEXT, TEXT]


def test_sqlite_utils_detects_keys_and_search(run: Run) -> None:
    utils: Any = pytest.importorskip("sqlite_utils", reason="sqlite-utils is not installed")
    database = utils.Database(export(run, Target.SQLITE).path)
    for name, kind in TABLES.items():
        keys = {key.column: key.other_table for key in database[name].foreign_keys}
        assert keys == references(kind)
    assert database["articles"].detect_fts() == "articles_fts"
    assert [row["text"] for row in database["article_texts"].search("ferry")] == [TEXT, TEXT]
    database.close()


def test_csv_keeps_its_values_in_pandas_and_contains_no_formula(run: Run) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    path = export(run, Target.CSV).path
    for name in TABLES:
        frame = pandas.read_csv(path / f"{name}.csv", dtype=str, keep_default_na=False)
        for value in frame.to_numpy().ravel():
            assert not value.startswith(("=", "+", "@", "\t", "\r")), (name, value)
    actors = pandas.read_csv(path / "actors.csv", dtype=str, keep_default_na=False)
    assert "NAM" in set(actors["country"])
    deals = pandas.read_csv(path / "agreements.csv", dtype=str, keep_default_na=False)
    assert set(deals["cameo"]) == {"030", "057"}


@pytest.mark.parametrize("text", [*ATTACKS, "'quoted'", "''", "-1", "plain", "", "\nline", "＝1"])
def test_an_escaped_cell_can_be_unescaped(text: str) -> None:
    assert csv_files.unescape_cell(csv_files.escape_cell(text)) == text


def test_an_export_never_overwrites_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    with pytest.raises(StoreError, match="exists already"):
        export(run, Target.CSV, tmp_path / "mine")
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"


def test_a_failed_export_leaves_no_file_behind(run: Run, tmp_path: Path) -> None:
    with (run.path / "extractions.jsonl").open("a", encoding="utf-8") as file:
        file.write("no extraction\n")
    for target in (Target.SQLITE, Target.CSV, Target.FTM):
        with pytest.raises(StoreError, match="line 5"):
            export(run, target, tmp_path / "out" / target.value)
    assert list((tmp_path / "out").iterdir()) == []


TYPES = {
    "sqlite": {
        "TEXT": "text",
        "INTEGER": "integer",
        "REAL": "number",
        "BOOLEAN": "flag",
        "DATE": "date",
        "DATETIME": "time",
    },
    "duckdb": {
        "VARCHAR": "text",
        "BIGINT": "integer",
        "DOUBLE": "number",
        "BOOLEAN": "flag",
        "DATE": "date",
        "TIMESTAMP": "time",
    },
    "parquet": {
        "string": "text",
        "int64": "integer",
        "double": "number",
        "bool": "flag",
        "date32[day]": "date",
        "timestamp[us]": "time",
    },
    "csv": {
        "string": "text",
        "integer": "integer",
        "number": "number",
        "boolean": "flag",
        "date": "date",
        "datetime": "time",
    },
    "xlsx": {
        "s General": "text",
        "b General": "flag",
        "d yyyy\\-mm\\-dd": "date",
        "d yyyy-mm-dd": "date",
        "d yyyy-mm-dd hh:mm:ss": "time",
    },
    "pandas": {
        "string": "text",
        "Int64": "integer",
        "Float64": "number",
        "boolean": "flag",
        "datetime64[s]": "date",
        "datetime64[us]": "time",
    },
}


def sqlite_types(path: Path) -> dict[tuple[str, str], str]:
    with closing(sqlite3.connect(path)) as database:
        return {
            (name, column): kind
            for name in TABLES
            for _, column, kind, *_ in database.execute(f'PRAGMA table_info("{name}")')
        }


def duckdb_types(path: Path) -> dict[tuple[str, str], str]:
    duckdb: Any = pytest.importorskip("duckdb", reason="duckdb is not installed")
    query = "SELECT table_name, column_name, data_type FROM information_schema.columns"
    with duckdb.connect(str(path), read_only=True) as database:
        return {(table, column): kind for table, column, kind in database.execute(query).fetchall()}


def parquet_types(path: Path) -> dict[tuple[str, str], str]:
    parquet: Any = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    schemas = {name: parquet.read_schema(path / f"{name}.parquet") for name in TABLES}
    return {(name, field.name): str(field.type) for name, schema in schemas.items() for field in schema}


def csv_types(path: Path) -> dict[tuple[str, str], str]:
    package = json.loads((path / "datapackage.json").read_text(encoding="utf-8"))
    return {
        (resource["name"], field["name"]): field["type"]
        for resource in package["resources"]
        for field in resource["schema"]["fields"]
    }


def xlsx_types(path: Path) -> dict[tuple[str, str], str]:
    """The types of the columns that have a value in some row, by the cells of their sheets."""
    openpyxl: Any = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    workbook = openpyxl.load_workbook(path)
    found: dict[tuple[str, str], set[str]] = {}
    for name in workbook.sheetnames[:-1]:
        heading, *rows = workbook[name].iter_rows()
        for row in rows:
            for title, cell in zip(heading, row, strict=True):
                if cell.value is not None:
                    kind = f"{cell.data_type} {cell.number_format}"
                    found.setdefault((name, title.value), set()).add(kind)
    assert all(len(kinds) == 1 for kinds in found.values())
    return {column: kinds.pop() for column, kinds in found.items()}


def stored_types(path: Path) -> dict[tuple[str, str], set[str]]:
    """The types in which SQLite, which does not hold a column to its type, stores the values of each column."""
    with closing(sqlite3.connect(path)) as database:
        return {
            (name, column.name): {
                kind
                for (kind,) in database.execute(
                    f'SELECT DISTINCT typeof("{column.name}") FROM "{name}" WHERE "{column.name}" IS NOT NULL'
                )
            }
            for name in TABLES
            for column in columns(TABLES[name])
        }


STORED = {
    Type.TEXT: "text",
    Type.INTEGER: "integer",
    Type.NUMBER: "real",
    Type.FLAG: "integer",
    Type.DATE: "text",
    Type.TIME: "text",
}


@pytest.mark.parametrize("make", [mixed, fixture_run, linked_run], ids=["mixed", "fixtures", "collection"])
def test_every_value_in_sqlite_and_xlsx_has_the_type_of_its_column(
    make: Callable[[Path], Path], tmp_path: Path
) -> None:
    pytest.importorskip("rustpy_xlsxwriter", reason="rustpy-xlsxwriter is not installed")
    run = load_run(make(tmp_path / "made"))
    want = {(name, column.name): column.type for name, kind in TABLES.items() for column in columns(kind)}
    stored = stored_types(export(run, Target.SQLITE).path)
    assert {column: kinds for column, kinds in stored.items() if kinds - {STORED[want[column]]}} == {}
    cells = xlsx_types(export(run, Target.XLSX).path)
    assert len(cells) > 100
    for column, kind in cells.items():
        # a sheet has one kind of numbers
        allowed = {Type.INTEGER, Type.NUMBER} if kind == "n General" else {Type(TYPES["xlsx"][kind])}
        assert want[column] in allowed, (column, kind)


def test_a_column_has_the_same_type_in_every_form(run: Run) -> None:
    pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    pytest.importorskip("pandas", reason="pandas is not installed")
    want = {(name, column.name): column.type.value for name, kind in TABLES.items() for column in columns(kind)}
    found = {
        "sqlite": sqlite_types(export(run, Target.SQLITE).path),
        "duckdb": duckdb_types(export(run, Target.DUCKDB).path),
        "parquet": parquet_types(export(run, Target.PARQUET).path),
        "csv": csv_types(export(run, Target.CSV).path),
        "pandas": {
            (name, str(column)): str(kind)
            for name, frame in run.to_pandas().items()
            for column, kind in frame.dtypes.items()
        },
    }
    for form, types in found.items():
        assert {column: TYPES[form].get(kind, kind) for column, kind in types.items()} == want, form


def test_the_queries_about_deals_in_the_documentation_have_an_answer(tmp_path: Path) -> None:
    page = (Path(__file__).parents[3] / "docs" / "exports.md").read_text(encoding="utf-8")
    queries = re.findall(r"\n\n((?:    .*\n)+)", page.partition("## Deals")[2].partition("## Datasette")[0])
    path = export(load_run(linked_run(tmp_path / "collection")), Target.SQLITE).path
    with closing(sqlite3.connect(path)) as database:
        found = [database.execute(query).fetchall() for query in queries]
    stages = [("12 patrol boats (Norway, Sudan)", "signed"), ("a ferry treaty (Norway, Sudan)", "pledged")]
    assert found[0] == [("Norway", "Sudan", 2)]
    assert {row[:2] for row in found[1]} == {*stages, ("a ferry treaty (Norway, Sudan)", "signed")}
