"""Columns, types and foreign keys of a table, derived from its row type."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import UnionType
from typing import Any, get_args, get_type_hints

_TARGETS = {
    "article_id": "articles",
    "actor_id": "actors",
    "represents_id": "actors",
    "source_actor_id": "actors",
    "agreement_id": "agreements",
    "statement_id": "statements",
    "deal_id": "deals",
    "event_id": "events",
    "entity_id": "entities",
    "original_id": "articles",
    **{f"{side}_{kind}_id": f"{kind}s" for side in ("left", "right") for kind in ("article", "agreement", "statement")},
}


class Type(StrEnum):
    """The type of a column's values."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    DATE = "date"
    TIME = "time"
    """Date and time in UTC, without a zone."""


_TYPES = {
    str: Type.TEXT,
    int: Type.INTEGER,
    float: Type.NUMBER,
    bool: Type.FLAG,
    date: Type.DATE,
    datetime: Type.TIME,
}


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: Type
    nullable: bool


def columns(row_type: type[tuple[object, ...]]) -> tuple[Column, ...]:
    """The columns of a row type, in order."""
    return tuple(_column(name, hint) for name, hint in get_type_hints(row_type).items())


def references(row_type: type[tuple[object, ...]]) -> dict[str, str]:
    """The foreign keys of a row type: column name to table name. Each refers to the `id` column of that table."""
    return {name: _TARGETS[name] for name in get_type_hints(row_type) if name in _TARGETS}


def _column(name: str, hint: Any) -> Column:
    choices = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    (python_type,) = (choice for choice in choices if choice is not type(None))
    return Column(name, _TYPES[python_type], nullable=len(choices) > 1)
