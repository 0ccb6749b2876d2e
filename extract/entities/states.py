"""Finds the states that a text names, by name, demonym, seat of government or abbreviation.

What the text means by it (the people, the government, the place) is not decided here. Words that only the rest of the
article makes clear ("Korea", "Congo") are not found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from extract.entities.ambiguous_names import is_followed, is_preceded, neighbours
from extract.entities.gazetteer import Gazetteer, NameMatch, read_rows
from extract.normalize.tables import split_forms


class StateForm(StrEnum):
    """How a text names a state; in the order of the columns of the table."""

    NAME = "name"
    DEMONYM = "demonym"
    SEAT = "seat"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True)
class State:
    """A state or territory."""

    iso3: str
    """Code of ISO 3166-1 alpha-3; of ISO 3166-3 for former states; XKX for Kosovo."""
    name: str
    """Usual English name in news."""


@dataclass(frozen=True)
class StateMention:
    """A place where a text names a state, without article and possessive ending."""

    start: int
    end: int
    iso3: str
    form: StateForm


@dataclass(frozen=True)
class _Entry:
    iso3: str
    form: StateForm
    ambiguous: bool
    """True if persons and things share the form ("Jordan")."""


def lookup_state(words: str) -> str | None:
    """Return the ISO code of the state that exactly these words name, a leading "the" ignored; None if none does."""
    entry = _gazetteer().lookup(words)
    return entry.iso3 if entry else None


def is_seat(words: str) -> bool:
    """Return whether these words are exactly a seat of government ("Moscow")."""
    entry = _gazetteer().lookup(words)
    return entry is not None and entry.form is StateForm.SEAT


def find_states(text: str) -> list[StateMention]:
    """Return all mentions of states in order, the longest at each place, none overlapping another."""
    found = _gazetteer().find(text)
    return [
        StateMention(match.start, match.end, match.value.iso3, match.value.form)
        for match in found
        if _is_state(match, text)
    ]


def name_of(iso3: str) -> str:
    """Return the usual English name of a state in news ("South Korea"). Raises KeyError for an unknown code."""
    return _states()[iso3].name


def is_state(iso3: str) -> bool:
    """True of the ISO code of a state, former state or territory of the table."""
    return iso3 in _states()


def _is_state(match: NameMatch[_Entry], text: str) -> bool:
    """False where the words around give it another meaning: "US dollars", "Minsk accords", "Chad Smith"."""
    after, entry = match.after.casefold(), match.value
    seat = entry.form is StateForm.SEAT
    if after in neighbours("currency") or (seat and after in neighbours("instrument")):
        return False
    if entry.ambiguous and is_preceded(match, text, _is_form):
        return False
    return not ((entry.ambiguous or seat) and is_followed(match, text, _is_form))


def _is_form(word: str) -> bool:
    return lookup_state(word) is not None


@cache
def _states() -> dict[str, State]:
    return {iso3: State(iso3, split_forms(names)[0].lstrip("*")) for iso3, names, *_ in _rows()}


@cache
def _gazetteer() -> Gazetteer[_Entry]:
    forms: dict[str, _Entry] = {}
    for iso3, *columns in _rows():
        for form, words in zip(StateForm, columns, strict=True):
            for word in split_forms(words):
                forms[word.lstrip("*")] = _Entry(iso3, form, word.startswith("*"))
    return Gazetteer(forms, _stoppers())


def _rows() -> list[list[str]]:
    return [row for row in read_rows("states.tsv", 5) if row[0] != "stopper"]


def _stoppers() -> Iterator[str]:
    """Yield phrases that contain a form but name no state, among them names of organisations ("Washington Post").

    Public bodies are not among them: the "US" of "US State Department" does name the state.
    """
    for row in read_rows("states.tsv", 5):
        if row[0] == "stopper":
            yield from split_forms(row[1])
    for name, kind, _country, aliases in read_rows("organisations.tsv", 4):
        if kind not in ("public_body", "stopper"):
            yield from (form.lstrip("*~") for form in [name, *split_forms(aliases)])
