"""The cast of an article: every actor that it names, once, with all the places where it is named.

States come from exact tables, organisations likewise, persons and public bodies from the words around their names. Only
identical or contained names are ever joined; nothing is merged because it merely looks alike.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from extract.resolve import bodies, organisations, persons, states
from extract.segment import Sentence
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

    def within(self, start: int, end: int) -> list[Sighting]:
        """The sightings inside these offsets; a demonym that only qualifies the next actor is left out."""
        inside = [s for s in self.sightings if start <= s.start and s.end <= end]
        return [s for i, s in enumerate(inside) if not self._qualifies(s, inside[i + 1 : i + 2])]

    def rest(self, start: int, end: int) -> str:
        """The words inside these offsets that are no actor's name, articles and possessives left out."""
        words, at = "", start
        for sighting in (s for s in self.sightings if start <= s.start and s.end <= end):
            words += self.text[at : sighting.start] + " "
            at = sighting.end
        return _EMPTY.sub(" ", words + self.text[at:end]).strip()

    def represented(self, key: str) -> str | None:
        """The key of the state for which a person or public body acts, if the article tells."""
        figure = self.figures[key]
        if figure.kind in (ActorKind.PERSON, ActorKind.PUBLIC_BODY) and figure.country:
            return self.state(figure.country)
        return None

    def state(self, iso3: str) -> str:
        """The key of a state; it joins the cast if the article names it only through a demonym or not at all."""
        key = f"state:{iso3}"
        if key not in self.figures:
            self.figures[key] = Figure(key, states.name_of(iso3), ActorKind.STATE, iso3)
        return key

    def _qualifies(self, sighting: Sighting, following: Iterable[Sighting]) -> bool:
        for other in following:
            gap = self.text[sighting.end : other.start]
            person = self.figures[other.key].kind in (ActorKind.PERSON, ActorKind.PUBLIC_BODY)
            same = self.figures[sighting.key].country == self.figures[other.key].country
            return person and same and sighting.key.startswith("state:") and bool(re.fullmatch(r"[^,.;]{0,50}", gap))
        return False


_EMPTY = re.compile(
    r"\b(?:the|a|an|and|of|s|two|both|leaders?|countries|country|nations?|sides?|parties|presidents?|(?:prime )?ministers?|"
    r"governments?|states?|they|them|it|he|she|we|today|yesterday|\w+day)\b|[^\w\s]",
    re.I,
)
_FORMS = {
    states.Form.NAME: MentionForm.NAME,
    states.Form.ABBREVIATION: MentionForm.SHORT_NAME,
    states.Form.DEMONYM: MentionForm.DEMONYM,
    states.Form.SEAT: MentionForm.CAPITAL,
}


def assemble(text: str, sentences: tuple[Sentence, ...]) -> Cast:
    """The cast of an article."""
    cast = Cast(text, sentences)
    taken: list[Sighting] = []
    _add_persons(cast, taken)
    _add_bodies(cast, taken)
    for organisation in organisations.find(text):
        known = organisation.organisation
        key = f"{known.kind}:{known.name}"
        if _free(taken, organisation.start, organisation.end):
            words = text[organisation.start : organisation.end]
            figure = cast.figures.setdefault(key, Figure(key, words, ActorKind(known.kind), known.country))
            figure.name = max(figure.name, words, key=len)
            taken.append(Sighting(organisation.start, organisation.end, key, MentionForm.NAME))
    for mention in states.find(text):
        if _free(taken, mention.start, mention.end):
            key = cast.state(mention.iso3)
            if mention.form is states.Form.NAME:
                cast.figures[key].name = text[mention.start : mention.end]
            taken.append(Sighting(mention.start, mention.end, key, _FORMS[mention.form]))
    cast.sightings = sorted(taken)
    return cast


def _add_persons(cast: Cast, taken: list[Sighting]) -> None:
    found = persons.find(cast.text)
    full = {mention.name: mention.name for mention in found}
    for short in sorted(full, key=len):
        longer = [name for name in full if name != short and set(short.split()) < set(name.split())]
        if longer:
            full[short] = max(longer, key=len)
    for name in full:
        while full[full[name]] != full[name]:
            full[name] = full[full[name]]
    for mention in found:
        name = full[mention.name]
        key = f"person:{name}"
        figure = cast.figures.setdefault(key, Figure(key, name, ActorKind.PERSON))
        figure.country = figure.country or mention.country
        figure.office = figure.office or mention.office
        form = MentionForm.NAME if mention.name == name else MentionForm.SHORT_NAME
        taken.append(Sighting(mention.start, mention.end, key, form))
    _add_short_names(cast, taken)


def _add_short_names(cast: Cast, taken: list[Sighting]) -> None:
    """A part of a known name that stands alone ("Yoon", "Anwar") is a mention if only one person has it."""
    owners: dict[str, set[str]] = {}
    for key, figure in cast.figures.items():
        words = figure.name.split()
        for word in {figure.name, words[0], words[-1]}:
            if len(word) > 2 and not word.endswith("."):
                owners.setdefault(word, set()).add(key)
    for word, keys in owners.items():
        if len(keys) != 1 or states.lookup(word):
            continue
        for match in re.finditer(rf"(?<![\w-]){re.escape(word)}(?![\w-])", cast.text):
            if _free(taken, *match.span()):
                taken.append(Sighting(*match.span(), next(iter(keys)), MentionForm.SHORT_NAME))


def _add_bodies(cast: Cast, taken: list[Sighting]) -> None:
    for mention in bodies.find(cast.text):
        if not _free(taken, mention.start, mention.end):
            continue
        core = re.sub(r"^.*?(?:’s|'s|’) ", "", mention.name).casefold()
        same = [
            key
            for key, figure in cast.figures.items()
            if key.startswith("body:")
            and core in figure.name.casefold()
            and (mention.country in (None, figure.country))
        ]
        key = same[0] if same else f"body:{mention.name}"
        figure = cast.figures.setdefault(key, Figure(key, mention.name, ActorKind.PUBLIC_BODY, mention.country))
        form = MentionForm.NAME if mention.name == figure.name else MentionForm.SHORT_NAME
        taken.append(Sighting(mention.start, mention.end, key, form))


def _free(taken: list[Sighting], start: int, end: int) -> bool:
    return all(end <= other.start or other.end <= start for other in taken)
