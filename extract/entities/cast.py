"""The cast of an article: every actor that it names, once, with all the places where it is named.

States and organisations come from exact tables, persons and public bodies from the words around their names. Only
identical or contained names are ever joined; nothing is merged because it merely looks alike.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from extract.document.quotes import quotes
from extract.document.segment import Sentence
from extract.entities import bodies, designated, organisations, persons, states
from extract.entities.names import as_in_the_body, bare, full_names
from schemas import ActorKind, MentionForm


@dataclass(frozen=True, order=True)
class Sighting:
    """One place where an actor is named."""

    start: int
    end: int
    key: str
    form: MentionForm


@dataclass
class Figure:
    """An actor in the making."""

    key: str
    name: str
    kind: ActorKind
    country: str | None = None
    office: str | None = None


@dataclass
class Cast:
    """All actors of an article by key, and all sightings in order of appearance, none overlapping."""

    text: str
    sentences: tuple[Sentence, ...]
    figures: dict[str, Figure] = field(default_factory=dict)
    sightings: list[Sighting] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    quotes: tuple[tuple[int, int], ...] = ()
    home: str | None = None
    """ISO3 of the state whose own office published the article."""

    def within(self, start: int, end: int) -> list[Sighting]:
        """The sightings inside these offsets; a demonym that only qualifies the next actor is left out."""
        inside = self._inside(start, end)
        following = dict(pairwise(inside))
        return [s for s in inside if not self._qualifies(s, following.get(s))]

    def around(self, start: int, end: int) -> tuple[str, ...]:
        """The key of the actor whose longer name holds these offsets, in a tuple; empty if there is none."""
        at = bisect_left(self.starts, start + 1)
        holder = self.sightings[at - 1] if at else None
        return (holder.key,) if holder and holder.start <= start and end <= holder.end else ()

    def quote(self, position: int) -> tuple[int, int] | None:
        """The offsets of the quote that the word at this place stands in; None outside quotes."""
        at = bisect_left(self.quotes, (position + 1,)) - 1
        return self.quotes[at] if at >= 0 and position < self.quotes[at][1] else None

    def before(self, position: int) -> Iterator[Sighting]:
        """The sightings that end before this place, the nearest first."""
        at = bisect_left(self.starts, position)
        return (s for s in reversed(self.sightings[max(0, at - _LOOK_BACK) : at]) if s.end <= position)

    def rest(self, start: int, end: int) -> str:
        """The words inside these offsets that are no actor's name, articles and words for leaders left out."""
        words, at = "", start
        for sighting in self._inside(max(0, start - 60), end + 60):
            if sighting.start < end and start < sighting.end:
                words += self.text[at : sighting.start] + " "
                at = sighting.end
        return _EMPTY.sub(" ", words + self.text[at:end]).strip()

    def represented(self, key: str) -> str | None:
        """The key of the state for which a person or public body acts, if the article tells."""
        figure = self.figures[key]
        if figure.kind in _OFFICIAL and figure.country:
            return self.state(figure.country)
        return None

    def country(self, key: str) -> str | None:
        """ISO3 of the state that an actor is, or acts for; None if it is none of a state's."""
        figure = self.figures[key]
        return figure.country if figure.kind in (ActorKind.STATE, *_OFFICIAL) else None

    def state(self, iso3: str) -> str:
        """The key of a state; it joins the cast if the article names it only through a demonym or not at all."""
        key = f"state:{iso3}"
        if key not in self.figures:
            self.figures[key] = Figure(key, states.name_of(iso3), ActorKind.STATE, iso3)
        return key

    def _inside(self, start: int, end: int) -> list[Sighting]:
        found = []
        for sighting in self.sightings[bisect_left(self.starts, start) :]:
            if sighting.start >= end:
                break
            if sighting.end <= end:
                found.append(sighting)
        return found

    def _qualifies(self, sighting: Sighting, following: Sighting | None) -> bool:
        """True of "Malaysian" in "Malaysian Prime Minister Anwar Ibrahim", "Iraq" in "Iraq, led by Haider al-Abadi"."""
        if following is None or not sighting.key.startswith("state:"):
            return False
        official = self.figures[following.key].kind in _OF_A_STATE
        same = self.figures[sighting.key].country == self.figures[following.key].country
        gap = self.text[sighting.end : following.start]
        return official and same and bool(_TITLE_GAP.fullmatch(gap))


_CROWD = re.compile(
    r"\s(?:\w+\s)?(?:protest(?:er)?s|demonstrators|residents|citizens|civilians|voters|workers|students|farmers|fishermen|"
    r"traders|shopkeepers|analysts|experts|activists|journalists|reporters|scholars|businessm[ae]n|families|villagers|"
    r"migrants|refugees|crowds?)\b"
)
"""After a demonym: people of a state, who do not act for it."""
_OFFICIAL = (ActorKind.PERSON, ActorKind.PUBLIC_BODY)
_OF_A_STATE = (*_OFFICIAL, ActorKind.COMPANY)
_LOOK_BACK = 400
"""Sightings that a pronoun is looked up in: far more than any text asks its reader to remember."""
_TITLE_GAP = re.compile(r"(?!\s(?:and|with)\b)[^,.;]{0,60}|(?:’s|'s)?\s[^,.;]{0,40},\s")
_EMPTY = re.compile(
    r"\b(?:the|a|an|and|of|s|two|both|leaders?|countries|country|nations?|sides?|parties|presidents?|"
    r"(?:prime )?ministers?|"
    r"governments?|states?|they|them|it|he|she|we|today|yesterday|\w+day)\b|[^\w\s]",
    re.I,
)
_FORMS = {
    states.Form.NAME: MentionForm.NAME,
    states.Form.ABBREVIATION: MentionForm.SHORT_NAME,
    states.Form.DEMONYM: MentionForm.DEMONYM,
    states.Form.SEAT: MentionForm.CAPITAL,
}


def latest(position: int, cast: Cast, wanted: Callable[[Sighting], bool]) -> tuple[str, ...]:
    """The actor of the nearest such sighting before this place, in a tuple; empty if there is none."""
    return next(((sighting.key,) for sighting in cast.before(position) if wanted(sighting)), ())


def assemble(text: str, sentences: tuple[Sentence, ...]) -> Cast:
    """The cast of an article."""
    cast = Cast(text, sentences, quotes=quotes(text))
    page = _Page()
    _add_designated(cast, page)
    _add_persons(cast, page)
    _add_organisations(cast, page)
    _add_bodies(cast, page)
    _add_states(cast, page)
    cast.sightings = page.sightings
    cast.starts = page.starts
    return cast


class _Page:
    """The places that are taken already, in order; the first to claim a place has it."""

    def __init__(self) -> None:
        self.sightings: list[Sighting] = []
        self.starts: list[int] = []

    def take(self, sighting: Sighting) -> bool:
        """Adds a sighting; False if its place is taken."""
        at = bisect_left(self.starts, sighting.start)
        if at and self.sightings[at - 1].end > sighting.start:
            return False
        if at < len(self.starts) and self.starts[at] < sighting.end:
            return False
        self.sightings.insert(at, sighting)
        self.starts.insert(at, sighting.start)
        return True


def _add_states(cast: Cast, page: _Page) -> None:
    for mention in states.find(cast.text):
        if mention.form is states.Form.DEMONYM and _CROWD.match(cast.text, mention.end):
            continue
        known = f"state:{mention.iso3}" in cast.figures
        key = cast.state(mention.iso3)
        if not page.take(Sighting(mention.start, mention.end, key, _FORMS[mention.form])):
            if not known:
                del cast.figures[key]
        elif mention.form is states.Form.NAME:
            cast.figures[key].name = cast.text[mention.start : mention.end]


def _add_designated(cast: Cast, page: _Page) -> None:
    in_tables = {cast.text[m.start : m.end] for m in organisations.find(cast.text)}
    for mention in designated.find(cast.text):
        key = f"{mention.kind}:{mention.name}"
        if mention.name not in in_tables and page.take(Sighting(mention.start, mention.end, key, MentionForm.NAME)):
            cast.figures.setdefault(key, Figure(key, mention.name, mention.kind, mention.country))


def _add_organisations(cast: Cast, page: _Page) -> None:
    for mention in organisations.find(cast.text):
        known = mention.organisation
        key = f"{known.kind}:{known.name}"
        words = cast.text[mention.start : mention.end]
        if page.take(Sighting(mention.start, mention.end, key, MentionForm.NAME)):
            figure = cast.figures.setdefault(key, Figure(key, words, ActorKind(known.kind), known.country))
            figure.name = max(figure.name, words, key=len)


def _add_persons(cast: Cast, page: _Page) -> None:
    found = as_in_the_body(persons.find(cast.text), cast.sentences)
    full = full_names({mention.name for mention in found})
    for mention in found:
        name = full[mention.name]
        key = f"person:{name}"
        form = MentionForm.NAME if mention.name == name else MentionForm.SHORT_NAME
        if page.take(Sighting(mention.start, mention.end, key, form)):
            figure = cast.figures.setdefault(key, Figure(key, name, ActorKind.PERSON))
            figure.country = figure.country or mention.country
            figure.office = figure.office or mention.office
    _add_short_names(cast, page)


def _add_short_names(cast: Cast, page: _Page) -> None:
    """A part of a known name that stands alone ("Yoon", "Anwar") is a mention if only one person has it."""
    owners: dict[str, set[str]] = {}
    for key, figure in cast.figures.items():
        words = figure.name.split()
        for word in {figure.name, words[0], words[-1], bare(words[-1]), words[-1].title()}:
            if len(word) > 2 and not word.endswith("."):
                owners.setdefault(word, set()).add(key)
    short = {word: next(iter(keys)) for word, keys in owners.items() if len(keys) == 1 and not states.lookup(word)}
    if not short:
        return
    pattern = "|".join(re.escape(word) for word in sorted(short, key=len, reverse=True))
    for match in re.finditer(rf"(?<![\w-])(?:{pattern})(?![\w-])", cast.text):
        page.take(Sighting(*match.span(), short[match.group()], MentionForm.SHORT_NAME))


def _add_bodies(cast: Cast, page: _Page) -> None:
    known: dict[tuple[str, str | None], str] = {}
    for mention in bodies.find(cast.text):
        core = mention.core.casefold()
        key = known.get((core, mention.country)) or known.get((core, None)) or f"body:{mention.name}"
        if mention.country is None:
            key = next((k for (c, _), k in known.items() if c == core), key)
        if not page.take(Sighting(mention.start, mention.end, key, MentionForm.NAME)):
            continue
        known.setdefault((core, mention.country), key)
        figure = cast.figures.setdefault(key, Figure(key, mention.name, ActorKind.PUBLIC_BODY, mention.country))
        figure.country = figure.country or mention.country
