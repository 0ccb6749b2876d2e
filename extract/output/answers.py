"""Print the answers of a collection: for a terminal, as JSON, or as CSV. In: rows as a query gives them."""

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

    TERMINAL = "terminal"
    JSON = "json"
    CSV = "csv"


@dataclass(frozen=True)
class Entry:
    """A row as a terminal shows it: a day or a code, a heading, details below it, then its quote."""

    margin: str
    status: str
    heading: str
    details: tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """A column of figures."""

    title: str
    value: Callable[[Row], object]


Layout = Callable[[Row], Entry] | tuple[Column, ...]
"""How rows look in a terminal: as entries, or as a table of figures."""


def show_deal(row: Row) -> Entry:
    """Return a deal with the day of its last stage, else that of its last report."""
    day = row["timeline"][-1]["date"] if row["timeline"] else None
    details = (_words(row["instrument"]), *_reports(row), row["id"])
    return Entry(day or row["last_report"] or "-", _words(row["current_status"]), row["label"], details)


def show_statement(row: Row) -> Entry:
    """Return a statement with the day of its first report."""
    to = f"to {', '.join(row['recipient_names'])}" if row["recipient_names"] else ""
    heading = _without_act(row["label"], row["act"])
    return Entry(row["first_report"] or "-", _words(row["act"]), heading, (to, *_reports(row), row["id"]))


def show_actor(row: Row) -> Entry:
    """Return an actor with its state, its last office and the time of its reports."""
    office = row["offices"][-1]["office"] if row["offices"] else ""
    days = " to ".join(dict.fromkeys(day for day in (row["first_report"], row["last_report"]) if day))
    reports = f"{_count(row['reports'], 'report')} {days}".rstrip()
    return Entry(
        row["country"] or "-", "", row["name"], (_words(row["kind"]), office, reports, row["wikidata"], row["id"])
    )


def show_stage(row: Row) -> Entry:
    """Return a stage of a deal, or a statement."""
    what = _words(row["what"]) + (" (disputed)" if row["disputed"] else "")
    heading = row["label"] if row["kind"] == "deal" else _without_act(row["label"], row["what"])
    return Entry(row["date"] or row["first_day"] or "-", what, heading, (_count(row["reports"], "report"), row["id"]))


def show_news(row: Row) -> Entry:
    """Return a deal or a statement with what is new about it."""
    now = _words(row["current_status"]) if row.get("current_status") else ""
    details = (now, f"{len(row['new_reports']):,} of {_count(row['reports'], 'report')} new", row["id"])
    return Entry(row["last_report"] or "-", ", ".join(map(_words, row["news"])), row["label"], details)


MONTHS = (
    Column("month", lambda row: row["month"] or "-"),
    Column("deals", lambda row: f"{row['deals']:,}"),
    Column("said", lambda row: f"{row['said']:,}"),
    Column("answered", lambda row: f"{row['answered']:,}"),
    Column("reports", lambda row: f"{row['reports']:,}"),
    Column("sources", lambda row: f"{row['independent_sources']:,}"),
    Column("articles", lambda row: f"{row['articles']:,}"),
    Column("per 100 articles", lambda row: "-" if row["per_100_articles"] is None else f"{row['per_100_articles']:g}"),
)
"""Two states or organisations by month."""


def print_rows(rows: Sequence[Row], layout: Layout, form: Form, console: Console) -> None:
    """Print rows on stdout; for a terminal as the layout says, with the quote of each row and the record it is from."""
    if form is Form.JSON:
        sys.stdout.write(json.dumps(rows, indent=1, ensure_ascii=False) + "\n")
    elif form is Form.CSV:
        _write_csv(rows)
    elif not rows:
        console.print("nothing found", style="dim")
    elif isinstance(layout, tuple):
        console.print(_figures(rows, layout))
    else:
        console.print(_list(rows, layout))


def _list(rows: Sequence[Row], show: Callable[[Row], Entry]) -> Table:
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for row in rows:
        entry = show(row)
        table.add_row(entry.margin, _join(Text(entry.status, style="bold"), Text(terminal_safe(entry.heading))))
        table.add_row("", Text(terminal_safe(" · ".join(filter(None, entry.details))), style="dim"))
        if row.get("quote"):
            source = Text(terminal_safe("/".join(row["quoted_from"])), style="dim")
            table.add_row("", _join(_quoted(row["quote"]), source))
        table.add_row("", "")
    return table


def _join(one: Text, other: Text) -> Text:
    return Text("  ").join([one, other]) if one else other


def _figures(rows: Sequence[Row], columns: Sequence[Column]) -> Table:
    table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column.title)
    for row in rows:
        table.add_row(*(str(column.value(row)) for column in columns))
    return table


def _without_act(label: str, act: str) -> str:
    """The label of a statement without its act, which is printed before it."""
    return label.replace(f": {_words(act)}, ", ": ", 1)


def _quoted(quote: str) -> Text:
    """The quote in quotation marks, unless it begins with one."""
    safe = terminal_safe(quote)
    return Text(safe if safe.startswith(('"', "“")) else f"“{safe}”", style="italic")


def _words(code: str | None) -> str:
    return (code or "").replace("_", " ")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _reports(row: Row) -> tuple[str, str, str]:
    contradictions = len(row["contradictions"])
    return (
        _count(row["reports"], "report"),
        _count(row["independent_sources"], "independent source"),
        _count(contradictions, "contradiction") if contradictions else "",
    )


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
