"""Finds the organisations that a text names: international bodies, companies, armed groups, parties, media.

Only the names in the table are found; an organisation that is not in it is never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.entities.ambiguous_names import is_followed, is_preceded
from extract.entities.gazetteer import Gazetteer, NameMatch, read_rows
from extract.entities.states import lookup_state
from extract.normalize.tables import split_forms


@dataclass(frozen=True)
class Organisation:
    """An organisation of the table."""

    name: str
    """Full name."""
    kind: str
    """A value of `ActorKind`."""
    country: str | None
    """ISO 3166-1 alpha-3 code; None if it belongs to no state."""


@dataclass(frozen=True)
class OrganisationMention:
    """A place where a text names an organisation, without article and possessive ending."""

    start: int
    end: int
    organisation: Organisation


@dataclass(frozen=True)
class _Entry:
    """A form in the table."""

    owners: tuple[Organisation, ...]
    """The organisations that have it."""
    weak: bool
    """True of an abbreviation that several organisations share ("RSF")."""
    ambiguous: bool
    """True if persons and things share the form ("Jordan")."""


def lookup_organisation(words: str) -> Organisation | None:
    """Return the only organisation that exactly these words name; None if none or several do."""
    entry = _gazetteer().lookup(words)
    return entry.owners[0] if entry and not entry.weak else None


def find_organisations(text: str) -> list[OrganisationMention]:
    """Return all mentions of organisations in order, the longest at each place, none overlapping another.

    A shared abbreviation ("RSF") counts only if the text has another name of exactly one of the organisations.
    """
    matches = [match for match in _gazetteer().find(text) if not _is_other_name(match, text)]
    sure = {match.value.owners[0] for match in matches if not match.value.weak}
    found = []
    for match in matches:
        owners = [owner for owner in match.value.owners if owner in sure]
        if len(owners) == 1:
            found.append(OrganisationMention(match.start, match.end, owners[0]))
    return found


def _is_other_name(match: NameMatch[_Entry], text: str) -> bool:
    """True if the form is part of a longer name that is not the organisation's."""
    if not match.value.ambiguous:
        return False
    return is_preceded(match, text, _is_state) or is_followed(match, text, _is_state)


def _is_state(word: str) -> bool:
    return lookup_state(word) is not None


@cache
def _gazetteer() -> Gazetteer[_Entry]:
    forms: dict[str, _Entry] = {}
    for organisation, words in _rows():
        form = words.lstrip("*~")
        others = forms[form].owners if form in forms else ()
        forms[form] = _Entry((*others, organisation), words.startswith("~"), words.startswith("*"))
    return Gazetteer(forms, _stoppers())


def _rows() -> Iterator[tuple[Organisation, str]]:
    """Yield each organisation with each of its forms, marks included."""
    for name, kind, country, aliases in read_rows("organisations.tsv", 4):
        if kind != "stopper":
            organisation = Organisation(name, kind, country or None)
            for words in [name, *split_forms(aliases)]:
                yield organisation, words


def _stoppers() -> Iterator[str]:
    for _name, kind, _country, phrases in read_rows("organisations.tsv", 4):
        if kind == "stopper":
            yield from split_forms(phrases)
