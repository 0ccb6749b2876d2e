"""States named in a text: names, demonyms, seats of government and abbreviations, at their exact places.

What a text means by a form (the people, the government, the place) is not decided here. Ambiguous words that need the
rest of the article ("Korea", "Congo") are never found.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from extract.entities import ambiguous_names
from extract.entities.gazetteer import Gazetteer, NameMatch, read_rows, split_forms


class StateForm(StrEnum):
    """How a state is named; in the order of the columns of the table."""

    NAME = "name"
    DEMONYM = "demonym"
    SEAT = "seat"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True)
class State:
    """A state or territory: ISO 3166-1 alpha-3, 3166-3 for former states, XKX for Kosovo; its usual name in news."""

    iso3: str
    name: str


@dataclass(frozen=True)
class StateMention:
    """A form of a state in a text, without article and without possessive ending."""

    start: int
    end: int
    iso3: str
    form: StateForm


@dataclass(frozen=True)
class _Entry:
    iso3: str
    form: StateForm
    namesake: bool


def lookup_state(words: str) -> str | None:
    """The code of the state of which these words are exactly a form, or None. Case counts, a leading "the" does not."""
    entry = _gazetteer().lookup(words)
    return entry.iso3 if entry else None


def find_states(text: str) -> list[StateMention]:
    """All mentions in order of appearance, the longest at each place, none overlapping."""
    found = _gazetteer().find(text)
    return [StateMention(hit.start, hit.end, hit.value.iso3, hit.value.form) for hit in found if _is_state(hit, text)]


def name_of(iso3: str) -> str:
    """The usual English name of a state in news ("South Korea"). Raises KeyError if there is no such state."""
    return _states()[iso3].name


def is_state(iso3: str) -> bool:
    """Whether this is the code of a state, former state or territory of the table."""
    return iso3 in _states()


def _is_state(hit: NameMatch[_Entry], text: str) -> bool:
    """Whether the words around leave it a state: "US dollars" is money, "Minsk accords" and "Chad Smith" are names."""
    after, entry = hit.after.casefold(), hit.value
    seat = entry.form is StateForm.SEAT
    if after in ambiguous_names.neighbours("currency") or (seat and after in ambiguous_names.neighbours("instrument")):
        return False
    if entry.namesake and ambiguous_names.precedes(hit, text, _is_form):
        return False
    return not ((entry.namesake or seat) and ambiguous_names.follows(hit, text, _is_form))


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
    """Phrases with a state's word that name no state; names of organisations are such ("Washington Post").

    A public body's are not: the "US" of "US State Department" does tell the state.
    """
    for row in read_rows("states.tsv", 5):
        if row[0] == "stopper":
            yield from split_forms(row[1])
    for name, kind, _country, aliases in read_rows("organisations.tsv", 4):
        if kind not in ("public_body", "stopper"):
            yield from (form.lstrip("*~") for form in [name, *split_forms(aliases)])
