"""What a row type says of its table: columns with their types, keys, and what they point at. Types go in, facts out."""

from dataclasses import dataclass
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
}


class Type(StrEnum):
    """What a column holds."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"


_TYPES = {str: Type.TEXT, int: Type.INTEGER, float: Type.NUMBER, bool: Type.FLAG}


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    name: str
    type: Type
    nullable: bool


def columns(row: type[tuple[object, ...]]) -> tuple[Column, ...]:
    """The columns of a row type, in order."""
    return tuple(_column(name, hint) for name, hint in get_type_hints(row).items())


def references(row: type[tuple[object, ...]]) -> dict[str, str]:
    """The tables that columns of a row type point at; each points at the `id` there."""
    return {name: _TARGETS[name] for name in get_type_hints(row) if name in _TARGETS}


def _column(name: str, hint: Any) -> Column:
    choices = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    (kind,) = (one for one in choices if one is not type(None))
    return Column(name, _TYPES[kind], nullable=len(choices) > 1)
