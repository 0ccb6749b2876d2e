"""Print the answers of a collection: as a table, as JSON, or as CSV. In: rows as a query gives them."""

import csv
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from extract.output.export.csv_files import escape_cell
from extract.output.show import terminal_safe

Row = dict[str, Any]


class Form(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    title: str
    value: Callable[[Row], object]
    wraps: bool = False


def _day_of(row: Row) -> str | None:
    """The day of the last stage, else that of the last report."""
    told: str | None = row["timeline"][-1]["date"] if row["timeline"] else None
    return told or row["last_report"]


def _words(code: str | None) -> str:
    return (code or "").replace("_", " ")


def _sources(row: Row) -> str:
    """Reports and independent sources: `5 (3)`."""
    return f"{row['reports']:,} ({row['independent_sources']:,})"


DEALS = (
    Column("day", lambda row: _day_of(row) or "-"),
    Column("status", lambda row: _words(row["current_status"])),
    Column("parties", lambda row: ", ".join(row["party_names"]), wraps=True),
    Column("what", lambda row: f"{row['label']} · {_words(row['instrument'])}", wraps=True),
    Column("reports (sources)", _sources),
    Column("contradictions", lambda row: len(row["contradictions"]) or ""),
    Column("id", lambda row: row["id"]),
)
STATEMENTS = (
    Column("first report", lambda row: row["first_report"] or "-"),
    Column("speakers", lambda row: ", ".join(row["speakers"]), wraps=True),
    Column("act", lambda row: _words(row["act"])),
    Column("to", lambda row: ", ".join(row["recipient_names"]), wraps=True),
    Column("what", lambda row: row["label"].partition(", ")[2] or row["label"], wraps=True),
    Column("reports (sources)", _sources),
    Column("id", lambda row: row["id"]),
)
ACTORS = (
    Column("name", lambda row: row["name"], wraps=True),
    Column("kind", lambda row: _words(row["kind"])),
    Column("state", lambda row: row["country"] or ""),
    Column("last office", lambda row: row["offices"][-1]["office"] if row["offices"] else "", wraps=True),
    Column("reports", lambda row: f"{row['reports']:,}"),
    Column("from", lambda row: row["first_report"] or "-"),
    Column("to", lambda row: row["last_report"] or "-"),
    Column("wikidata", lambda row: row["wikidata"] or ""),
    Column("id", lambda row: row["id"]),
)
TIMELINE = (
    Column("day", lambda row: row["date"] or row["first_day"] or "-"),
    Column("what", lambda row: _words(row["what"]) + (" (disputed)" if row["disputed"] else "")),
    Column("of", lambda row: row["label"], wraps=True),
    Column("reports", lambda row: f"{row['reports']:,}"),
    Column("id", lambda row: row["id"]),
)
NEWS = (
    Column("new", lambda row: ", ".join(map(_words, row["news"])), wraps=True),
    Column("what", lambda row: row["label"], wraps=True),
    Column("now", lambda row: _words(row.get("current_status") or row.get("act"))),
    Column("new reports", lambda row: f"{len(row['new_reports']):,}"),
    Column("reports (sources)", _sources),
    Column("id", lambda row: row["id"]),
)
DYAD = (
    Column("month", lambda row: row["month"] or "-"),
    Column("deals", lambda row: f"{row['deals']:,}"),
    Column("said", lambda row: f"{row['said']:,}"),
    Column("answered", lambda row: f"{row['answered']:,}"),
    Column("reports", lambda row: f"{row['reports']:,}"),
    Column("sources", lambda row: f"{row['independent_sources']:,}"),
    Column("articles", lambda row: f"{row['articles']:,}"),
    Column("per 100 articles", lambda row: "-" if row["per_100_articles"] is None else f"{row['per_100_articles']:g}"),
)


def print_rows(rows: Sequence[Row], columns: Sequence[Column], form: Form, console: Console) -> None:
    """Print rows on stdout; a table goes to the console, with the quote of each row below it."""
    if form is Form.JSON:
        sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    elif form is Form.CSV:
        _write_csv(rows)
    else:
        console.print(_table(rows, columns))


def _table(rows: Sequence[Row], columns: Sequence[Column]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.title, no_wrap=not column.wraps, overflow="fold")
    for row in rows:
        table.add_row(*(Text(terminal_safe(str(column.value(row)))) for column in columns))
        if quote := row.get("quote"):
            wide = next(at for at, column in enumerate(columns) if column.wraps and column.title in ("what", "of"))
            cells = [Text()] * len(columns)
            cells[wide] = Text(f"“{terminal_safe(quote)}”", style="dim")
            table.add_row(*cells)
    return table


def _write_csv(rows: Sequence[Row]) -> None:
    """Write all values of the rows; lists are joined by semicolons, and objects stay JSON."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([escape_cell(_cell(row.get(name))) for name in names])


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return "; ".join(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else str(value)
