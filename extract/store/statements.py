"""The SQL statements that change a ledger, and the readers of its columns. Pure: no database is opened here."""

import json
import sqlite3
from collections.abc import Sequence
from decimal import Decimal

from extract.store.commits import Statement
from extract.store.values import ArticleResult, Spending, StoredAnswer
from schemas import Usage

_SPENDING = "calls = ?, tokens_in = ?, tokens_out = ?, tokens_cached = ?, unknown = ?, cost = ?"


def insert_answer(answer: StoredAnswer) -> Statement:
    """Store an answer, in place of an earlier one to the same request."""
    row = (
        answer.request,
        answer.reply,
        *_usage_columns(answer.usage),
        answer.seconds,
        answer.created,
        _cost_column(answer.cost),
    )
    return "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row


def insert_attempt(number: int, request: str) -> Statement:
    """Add an attempt that is about to be sent."""
    return "INSERT INTO attempts (id, request, state) VALUES (?, ?, 'sent')", (number, request)


def insert_free_attempt(number: int, request: str, texts: Sequence[str]) -> Statement:
    """Add an answered attempt whose cost another attempt carries."""
    sql = "INSERT INTO attempts (id, request, state, said) VALUES (?, ?, 'answered', ?)"
    return sql, (number, request, json.dumps(texts))


def update_attempt(number: int, state: str, spending: Spending, texts: Sequence[str] = ()) -> Statement:
    """Store the end of an attempt: its state, what it took, and the texts of the model."""
    said = json.dumps(texts) if texts else None  # escaped, since a text column cannot hold half a surrogate pair
    values = (state, spending.http, *_usage_columns(spending.usage), _cost_column(spending.cost), said, number)
    return f"UPDATE attempts SET state = ?, http = ?, {_SPENDING}, said = ? WHERE id = ?", values


def insert_entry(position: int, key: str, source_id: str) -> Statement:
    """Link a position of the input to the result of its article."""
    return "INSERT OR REPLACE INTO entries VALUES (?, ?, ?)", (position, key, source_id)


def insert_result(key: str, result: ArticleResult) -> Statement:
    """Store the result of an article."""
    row = (
        key,
        "failed" if result.failure else "done",
        result.counts.model_dump_json(),
        result.usage.model_dump_json(),
        result.cost,
        result.extraction.model_dump_json() if result.extraction else None,
        "".join(rejected.model_dump_json() + "\n" for rejected in result.rejected),
        result.failure.model_dump_json() if result.failure else None,
        result.duplicate.model_dump_json() if result.duplicate else None,
    )
    return "INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row


def read_answer(row: sqlite3.Row) -> StoredAnswer:
    """Read a row of `answers`."""
    usage = Usage(**{name: row[name] for name in Usage.model_fields})
    cost = None if row["cost"] is None else Decimal(row["cost"])
    return StoredAnswer(row["request"], row["reply"], usage, row["seconds"], row["created"], cost)


def _usage_columns(usage: Usage) -> tuple[int, ...]:
    return usage.calls, usage.tokens_in, usage.tokens_out, usage.tokens_cached, usage.unknown


def _cost_column(cost: Decimal | None) -> str | None:
    return None if cost is None else str(cost)
