"""A run as a folder of CSV files, with types and keys in `datapackage.json` (Frictionless Table Schema).

The files are safe to open in a spreadsheet: text that would run as a formula gets a leading apostrophe. So does text
that begins with an apostrophe; removing one leading apostrophe (`unescape_cell`) therefore always restores the text.
"""

import csv
import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Any

from extract.errors import StoreError
from extract.output.export.row_batches import count_rows, row_batches, zero_counts
from extract.output.load import Run
from extract.output.tables import TABLES, Column, Type, columns, references

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""First characters that make a cell a formula, and the apostrophe.

See: https://owasp.org/www-community/attacks/CSV_Injection
"""

_PACKAGE = "datapackage.json"
_TYPES = {
    Type.TEXT: "string",
    Type.INTEGER: "integer",
    Type.NUMBER: "number",
    Type.FLAG: "boolean",
    Type.DATE: "date",
    Type.TIME: "datetime",
}


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the files, and return the number of rows by table."""
    path.mkdir()
    for table, row_type in TABLES.items():
        # Excel reads UTF-8 correctly only with a byte order mark
        with (path / f"{table}.csv").open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file, lineterminator="\n").writerow([column.name for column in columns(row_type)])
    package = json.dumps(_package(), indent=2, ensure_ascii=False)
    (path / _PACKAGE).write_text(f"{package}\n", encoding="utf-8")
    return _append(run, path)


def extend(run: Run, path: Path) -> Mapping[str, int]:
    """Add the rows of a run to the files. Raises StoreError if they have other columns than this version writes."""
    if json.loads((path / _PACKAGE).read_bytes()) != _package():
        raise StoreError(f"{path} has other columns than this version writes; export again with --force")
    return _append(run, path)


def article_ids(path: Path) -> Iterator[str]:
    """The keys of the articles in the files."""
    with (path / "articles.csv").open(encoding="utf-8-sig", newline="") as file:
        yield from (row["id"] for row in csv.DictReader(file))


def _append(run: Run, path: Path) -> Mapping[str, int]:
    counts = zero_counts()
    with ExitStack() as files:
        writers = {
            table: csv.writer(
                files.enter_context((path / f"{table}.csv").open("a", encoding="utf-8", newline="")),
                lineterminator="\n",
            )
            for table in TABLES
        }
        for batch in row_batches(run):
            for table, rows in batch.items():
                writers[table].writerows([_cell(value) for value in row] for row in rows)
                count_rows(counts, table, rows)
    return counts


def escape_cell(text: str) -> str:
    """The text, with a leading apostrophe if it begins with one or a spreadsheet would run it as a formula."""
    return f"'{text}" if text.startswith(_RISKY) else text


def unescape_cell(cell: str) -> str:
    """The text that `escape_cell` was given."""
    return cell.removeprefix("'")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value.isoformat()}Z"
    return escape_cell(value) if isinstance(value, str) else value


def _package() -> dict[str, Any]:
    resources = [
        {
            "name": table,
            "path": f"{table}.csv",
            "description": (row_type.__doc__ or "").strip(),
            "encoding": "utf-8",
            "schema": _schema(table),
        }
        for table, row_type in TABLES.items()
    ]
    return {"name": "communique-run", "profile": "tabular-data-package", "resources": resources}


def _schema(table: str) -> dict[str, Any]:
    row_type = TABLES[table]
    fields = [_field(column) for column in columns(row_type)]
    primary = {"primaryKey": "id"} if any(field["name"] == "id" for field in fields) else {}
    foreign = [
        {"fields": name, "reference": {"resource": target, "fields": "id"}}
        for name, target in references(row_type).items()
    ]
    return {"fields": fields, "missingValues": [""], **primary, "foreignKeys": foreign}


def _field(column: Column) -> dict[str, Any]:
    field = {"name": column.name, "type": _TYPES[column.type]}
    return field if column.nullable else field | {"constraints": {"required": True}}
