"""Load the codebook: the definitions and rulings by which articles are coded.

The file is TOML. Its tables map each value that a record may hold to its definition, in the order in which a model sees
them; an empty definition means that the value speaks for itself.
"""

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

RECORDS = ("actor", "agreement", "statement")
LISTS = ("kinds", "instruments", "statuses", "roles", "date_roles", "acts")
LABEL = re.compile(r"[a-z][a-z0-9_]*")
_TOP = frozenset({"name", "version", "records", "rulings", *LISTS})


class CodebookError(ValueError):
    """A codebook that does not have its form; the message names the entry."""


@dataclass(frozen=True)
class Ruling:
    """Rules on one subject."""

    on: str
    rules: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """Definitions by label, and the rulings on hard cases."""

    name: str
    version: int
    records: Mapping[str, str]
    """What an actor, an agreement and a statement are."""
    kinds: Mapping[str, str]
    instruments: Mapping[str, str]
    statuses: Mapping[str, str]
    roles: Mapping[str, str]
    date_roles: Mapping[str, str]
    acts: Mapping[str, str]
    rulings: tuple[Ruling, ...]
    sha256: str
    """Hash of the file."""
    kinds_of: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By list: for each label of the codebook's own, the label of the default codebook that it is a kind of."""
    examples: tuple[dict[str, Any], ...] = ()
    """Worked examples that follow those of the prompt."""
    leaves_out_examples: bool = False
    """Whether the examples of the prompt are left out."""
    default: bool = True
    """Whether it is the codebook that ships with the project."""

    def usual_label(self, name: str, label: str) -> str:
        """Return the label of the default codebook that a label of a list is a kind of; mostly the label itself."""
        return self.kinds_of.get(name, {}).get(label, label)

    def own_label(self, name: str, label: str) -> str | None:
        """Return a label of a list if it is one of the codebook's own; None for a label of the default codebook."""
        return label if label in self.kinds_of.get(name, {}) else None

    def labels_for(self, name: str, usual: str) -> tuple[str, ...]:
        """Return the labels of a list that are a kind of a label of the default codebook, or that label itself."""
        return tuple(label for label in getattr(self, name) if self.usual_label(name, label) == usual)


@cache
def codebook() -> Codebook:
    """The codebook that ships with the project."""
    return read_codebook((files(__package__) / "codebook.toml").read_text(encoding="utf-8"))


def read_codebook(text: str) -> Codebook:
    """The codebook in this text. Raises CodebookError if it is no TOML, or lacks or adds an entry."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CodebookError(f"the codebook is not valid TOML: {error}") from error
    _same_names("the codebook", raw, _TOP)
    _same_names("[records]", _table(raw, "records"), frozenset(RECORDS))
    kinds, instruments, statuses, roles, date_roles, acts = (_definitions(raw, name) for name in LISTS)
    return Codebook(
        name=_string("name", raw["name"]),
        version=_whole("version", raw["version"]),
        records=_definitions(raw, "records"),
        kinds=kinds,
        instruments=instruments,
        statuses=statuses,
        roles=roles,
        date_roles=date_roles,
        acts=acts,
        rulings=tuple(_ruling(entry) for entry in _list("rulings", raw["rulings"])),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )


def _definitions(raw: Mapping[str, Any], name: str) -> dict[str, str]:
    table = _table(raw, name)
    if not table:
        raise CodebookError(f"[{name}] is empty; define at least one label")
    for label in table:
        if not LABEL.fullmatch(label):
            raise CodebookError(f"[{name}] {label!r} is no label; use lower-case letters, digits and underscores")
    return {label: _string(f"{name}.{label}", value) for label, value in table.items()}


def _ruling(entry: Any) -> Ruling:
    if not isinstance(entry, dict):
        raise CodebookError("an entry of [[rulings]] is no table")
    _same_names("an entry of [[rulings]]", entry, frozenset({"on", "rules"}))
    on = _string("rulings.on", entry["on"])
    return Ruling(on, tuple(_string(f"rulings on {on}", rule) for rule in _list(f"rulings on {on}", entry["rules"])))


def _same_names(what: str, table: Mapping[str, Any], names: frozenset[str]) -> None:
    missing, unknown = sorted(names - table.keys()), sorted(table.keys() - names)
    if missing:
        raise CodebookError(f"{what} lacks {', '.join(missing)}")
    if unknown:
        raise CodebookError(f"{what} has the unknown entry {', '.join(unknown)}; known are: {', '.join(sorted(names))}")


def _table(raw: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = raw[name]
    if not isinstance(value, dict):
        raise CodebookError(f"{name} is no table")
    return value


def _list(name: str, value: Any) -> list[Any]:
    if not isinstance(value, list) or not value:
        raise CodebookError(f"{name} is no list with entries")
    return value


def _string(name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise CodebookError(f"{name} is no text")
    return value


def _whole(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise CodebookError(f"{name} is no whole number")
    return value
