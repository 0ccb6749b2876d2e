"""Decisions about records, and the JSON Lines file in which they are kept.

A decision names its article and its record by content. It names actors, so that it does not depend on their ids.
"""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from extract.atomic_write import replace_file
from extract.errors import InputError
from extract.output.review.corrections import Corrections
from extract.output.review.values import Values
from schemas.base import Frozen


class State(StrEnum):
    """What a reviewer decided about a record."""

    ACCEPTED = "accepted"
    FIXED = "fixed"
    REJECTED = "rejected"
    UNSURE = "unsure"
    ADDED = "added"
    """The run missed the record; the reviewer wrote it."""
    UNDECIDED = "undecided"
    """An earlier decision was taken back."""


class Decision(Frozen):
    """A decision about a record: a line of the file."""

    article: str
    """Key of the article: its content hash."""
    key: str
    """Key of the record's content. That of a record or an actor that was added begins with `+`."""
    record: str
    """Id of the record in the run in which it was reviewed."""
    state: State
    values: Values | None = None
    """The values that were corrected, or all values of an added record."""
    note: str = ""
    at: str = Field(default="", max_length=40)
    """Time of the decision in ISO 8601. Of two decisions about one record the later one holds."""


def parse_decisions(text: str, name: str) -> list[Decision]:
    """Return the decisions of a file. Raises InputError that names the line of a row that is none."""
    decisions = []
    for number, line in enumerate(text.split("\n"), start=1):  # not splitlines: JSON may contain other line breaks
        if line.strip():
            try:
                decisions.append(Decision.model_validate_json(line))
            except ValidationError as error:
                problem = error.errors()[0]
                where = ".".join(str(part) for part in problem["loc"])
                message = f"{name} line {number} is no decision of a review ({where}: {problem['msg']})"
                raise InputError(f"{message}; give the corrections that a report exported") from error
    return decisions


def read_corrections(path: Path) -> Corrections:
    """Read a file of decisions. Raises InputError if it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read ({error}); give the corrections that a report exported") from error
    return Corrections(group(merge(parse_decisions(text, str(path)))))


def merge(decisions: Iterable[Decision]) -> list[Decision]:
    """Keep the latest decision about each record."""
    latest: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        place = (decision.article, decision.key)
        if place not in latest or decision.at >= latest[place].at:
            latest[place] = decision
    return list(latest.values())


def group(decisions: Iterable[Decision]) -> Mapping[str, Mapping[str, Decision]]:
    """Return the decisions by the key of the article, then by the key of the record."""
    groups: dict[str, dict[str, Decision]] = {}
    for decision in decisions:
        groups.setdefault(decision.article, {})[decision.key] = decision
    return groups


def write_decisions(decisions: Iterable[Decision], path: Path) -> None:
    """Write a file of decisions. Raises StoreError if it cannot be written."""
    replace_file(path, "".join(f"{_line(decision)}\n" for decision in decisions).encode())


def _line(decision: Decision) -> str:
    row: dict[str, Any] = decision.model_dump(mode="json", exclude_unset=True)
    return json.dumps(row, ensure_ascii=True)
