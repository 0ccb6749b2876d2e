"""Organisations named in a text: international bodies, companies, armed groups, parties, media, at their exact places.

Only names of the table are found, with what the table says of them; an organisation that it lacks is never guessed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.entities import ambiguous_names, states
from extract.entities.gazetteer import Gazetteer, NameMatch, read_rows, split_forms


@dataclass(frozen=True)
class Organisation:
    """An organisation under its full name; `kind` is a value of `ActorKind`, `country` an ISO3 code, None for none."""

    name: str
    kind: str
    country: str | None


@dataclass(frozen=True)
class OrganisationMention:
    """A name or alias of an organisation in a text, without article and without possessive ending."""

    start: int
    end: int
    organisation: Organisation


@dataclass(frozen=True)
class _Entry:
    """The owners of a form: several share an ambiguous one ("RSF"), which then is `weak`."""

    owners: tuple[Organisation, ...]
    weak: bool
    namesake: bool


def lookup_organisation(words: str) -> Organisation | None:
    """The organisation of which these words are a name or alias, or None if there is none, or no one. Case counts."""
    entry = _gazetteer().lookup(words)
    return entry.owners[0] if entry and not entry.weak else None


def find_organisations(text: str) -> list[OrganisationMention]:
    """All mentions in order of appearance, the longest at each place, none overlapping.

    An ambiguous alias ("RSF", "SDF") counts only where the text also has another name of just one of its owners.
    """
    hits = [hit for hit in _gazetteer().find(text) if not _is_namesake(hit, text)]
    sure = {hit.value.owners[0] for hit in hits if not hit.value.weak}
    found = []
    for hit in hits:
        owners = [owner for owner in hit.value.owners if owner in sure]
        if len(owners) == 1:
            found.append(OrganisationMention(hit.start, hit.end, owners[0]))
    return found


def _is_namesake(hit: NameMatch[_Entry], text: str) -> bool:
    if not hit.value.namesake:
        return False
    return ambiguous_names.precedes(hit, text, _is_state) or ambiguous_names.follows(hit, text, _is_state)


def _is_state(word: str) -> bool:
    return states.lookup_state(word) is not None


@cache
def _gazetteer() -> Gazetteer[_Entry]:
    forms: dict[str, _Entry] = {}
    for organisation, words in _rows():
        form = words.lstrip("*~")
        others = forms[form].owners if form in forms else ()
        forms[form] = _Entry((*others, organisation), words.startswith("~"), words.startswith("*"))
    return Gazetteer(forms, _stoppers())


def _rows() -> Iterator[tuple[Organisation, str]]:
    """Each organisation with each of its forms, marks included."""
    for name, kind, country, aliases in read_rows("organisations.tsv", 4):
        if kind != "stopper":
            organisation = Organisation(name, kind, country or None)
            for words in [name, *split_forms(aliases)]:
                yield organisation, words


def _stoppers() -> Iterator[str]:
    for _name, kind, _country, phrases in read_rows("organisations.tsv", 4):
        if kind == "stopper":
            yield from split_forms(phrases)
