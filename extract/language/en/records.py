"""The records of triggers and frames, read from YAML files in `data/`. `data/acts.yaml` and `data/frames.yaml` describe
their fields.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from extract.language.analysis import CueKind, Factuality

_PARTS = ("verb", "noun", "predicate", "auxiliary", "noun_stage")
_FRAME_PARTS = ("verb", "noun", "adjective", "auxiliary", "adverb", "mark", "preposition", "setting")
_FILES = {CueKind.ACT: "acts.yaml", CueKind.STAGE: "stages.yaml", CueKind.INSTRUMENT: "instruments.yaml"}


@dataclass(frozen=True)
class Condition:
    """Words that stand in one of some relations."""

    relations: tuple[str, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class Trigger:
    """A record of `acts.yaml`, `stages.yaml` or `instruments.yaml`."""

    id: str
    kind: CueKind
    label: str
    forms: Mapping[str, frozenset[str]]
    """Lemmas by part."""
    source: str
    example: str
    counter: str
    needs: tuple[Condition, ...] = ()
    without: tuple[Condition, ...] = ()
    to: tuple[str, ...] = ()
    speech: str | None = None
    modal: frozenset[str] = frozenset()
    negated: bool = False
    complement: Factuality | None = None
    of: str | None = None
    instrument: str | None = None
    agents_are: str = "party"
    others_are: str = "party"
    weak: bool = False
    active: bool = False
    verb_of_noun: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FrameRecord:
    """A record of `frames.yaml`."""

    id: str
    forms: Mapping[str, frozenset[str]]
    needs: tuple[Condition, ...] = ()
    implies: tuple[str, str] | None = None
    makes: str | None = None


@cache
def words(name: str) -> frozenset[str]:
    """Return a list of `words.yaml`."""
    return frozenset(_load("words.yaml")[name])


@cache
def load_triggers() -> tuple[Trigger, ...]:
    """Return all triggers, in the order of the files."""
    return tuple(_trigger(kind, row) for kind, name in _FILES.items() for row in _load(name))


@cache
def instrument_nouns() -> frozenset[str]:
    """Return the nouns that name an instrument, in the singular and in lower case."""
    instruments = (one for one in load_triggers() if one.kind is CueKind.INSTRUMENT)
    return frozenset(noun for one in instruments for noun in one.forms.get("noun", ()))


@cache
def load_frames() -> tuple[FrameRecord, ...]:
    """Return all frames, in the order of the file."""
    return tuple(_frame(row) for row in _load("frames.yaml"))


def _load(name: str) -> Any:
    text = files("extract.language.en").joinpath("data", name).read_text(encoding="utf-8")
    return yaml.load(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # "on" and "no" are words here


def _trigger(kind: CueKind, row: dict[str, Any]) -> Trigger:
    forms = {part: _expanded(row.pop(part)) for part in _PARTS if part in row}
    for name in ("needs", "without"):
        row[name] = _conditions(row.get(name, {}))
    for name in ("modal", "verb_of_noun"):
        row[name] = frozenset(row.get(name, ()))
    for name in ("negated", "weak"):
        row[name] = row.get(name) == "true"
    if "complement" in row:
        row["complement"] = Factuality(row["complement"])
    row["to"] = tuple(row.get("to", ()))
    return Trigger(kind=kind, forms=forms, **row)


def _frame(row: dict[str, Any]) -> FrameRecord:
    forms = {part: _expanded(row.pop(part)) for part in _FRAME_PARTS if part in row}
    row["needs"] = _conditions(row.get("needs", {}))
    if "implies" in row:
        row["implies"] = tuple(row["implies"])
    return FrameRecord(forms=forms, **row)


def _conditions(rows: Mapping[str, Iterable[str]]) -> tuple[Condition, ...]:
    return tuple(Condition(tuple(relations.split()), _expanded(lemmas)) for relations, lemmas in rows.items())


def _expanded(lemmas: Iterable[str]) -> frozenset[str]:
    lists = _load_lists()
    return frozenset(word for lemma in lemmas for word in lists.get(lemma, (lemma,)))


@cache
def _load_lists() -> dict[str, tuple[str, ...]]:
    return {name: tuple(rows) for name, rows in _load("words.yaml").items()}
