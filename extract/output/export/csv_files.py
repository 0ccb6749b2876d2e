"""A run as a folder of CSV files, with a `datapackage.json` that tells types and keys (Frictionless Table Schema).

Safe for spreadsheets: text that a spreadsheet would run as a formula has an apostrophe before it. So has text that
begins with one, so that taking one leading apostrophe away always gives the text back (`restored`).
"""

import csv
import json
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from extract.output.export.batches import batches, no_rows
from extract.output.load import Run
from extract.output.tables import TABLES, Column, Type, columns, references

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")
"""First characters of cells that spreadsheets take for formulas, and our own mark. See: https://owasp.org/www-community/attacks/CSV_Injection."""

_TYPES = {Type.TEXT: "string", Type.INTEGER: "integer", Type.NUMBER: "number", Type.FLAG: "boolean"}


def write(run: Run, path: Path) -> Mapping[str, int]:
    """The rows written, by table."""
    counts = no_rows()
    path.mkdir()
    with ExitStack() as files:
        writers = {}
        for table, kind in TABLES.items():
            # with a byte order mark, without which Excel reads UTF-8 as something else
            file = (path / f"{table}.csv").open("w", encoding="utf-8-sig", newline="")
            writers[table] = csv.writer(files.enter_context(file), lineterminator="\n")
            writers[table].writerow([column.name for column in columns(kind)])
        for batch in batches(run):
            for table, rows in batch.items():
                writers[table].writerows([_cell(value) for value in row] for row in rows)
                counts[table] += len(rows)
    package = json.dumps(_package(), indent=2, ensure_ascii=False)
    (path / "datapackage.json").write_text(f"{package}\n", encoding="utf-8")
    return counts


def safe(text: str) -> str:
    """The text with an apostrophe before it if a spreadsheet would run it, or if it begins with one."""
    return f"'{text}" if text.startswith(_RISKY) else text


def restored(cell: str) -> str:
    """The text that `safe` was given."""
    return cell.removeprefix("'")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    return safe(value) if isinstance(value, str) else value


def _package() -> dict[str, Any]:
    resources = [
        {
            "name": table,
            "path": f"{table}.csv",
            "description": (kind.__doc__ or "").strip(),
            "encoding": "utf-8",
            "schema": _schema(table),
        }
        for table, kind in TABLES.items()
    ]
    return {"name": "communique-run", "profile": "tabular-data-package", "resources": resources}


def _schema(table: str) -> dict[str, Any]:
    kind = TABLES[table]
    found = columns(kind)
    keys = {"primaryKey": "id"} if any(column.name == "id" for column in found) else {}
    foreign = [
        {"fields": name, "reference": {"resource": target, "fields": "id"}} for name, target in references(kind).items()
    ]
    return {"fields": [_field(column) for column in found], "missingValues": [""], **keys, "foreignKeys": foreign}


def _field(column: Column) -> dict[str, Any]:
    told = {"name": column.name, "type": _TYPES[column.type]}
    return told if column.nullable else told | {"constraints": {"required": True}}
