"""Actors as linking compares them: the same by table, or by name, country and office at a time.

Likeness of names alone makes no two actors one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from extract.entities.organisations import lookup_organisation
from extract.link.days import Days, read_days
from extract.link.names import NameMatch, PersonName, compare_written, consonants, first_letters, read_name
from extract.link.offices import agree, read_office
from extract.link.organisations import is_same_organisation, is_shortened, read_body, read_organisation
from extract.link.sides import find_side
from extract.link.signals import Comparison, Signal
from extract.link.views import ActorView, ArticleView
from schemas import ActorKind

TERM_DAYS = 400
"""Days between two reports within which an office is held by one person, unless the name is another."""
CLEAR = 2.0
"""Strength from which on two actors are one even if others are like them."""
_ANY = "*"
"""Any country, in keys: a form without a country may be of an actor of each."""
_KINDS = {
    ActorKind.IGO: "body",
    ActorKind.NGO: "body",
    ActorKind.COMPANY: "firm",
    ActorKind.MEDIA: "firm",
    ActorKind.ARMED_GROUP: "group",
    ActorKind.PARTY: "group",
    ActorKind.GROUP: "group",
}
"""Kinds that readers take for one another."""


@dataclass(frozen=True, order=True)
class ActorForm:
    """A form in which articles present an actor. Articles that present it in the same way have the same form."""

    kind: str
    name: str
    country: str
    """ISO code, empty if none is known; likewise the other strings."""
    office: str
    side: str
    identity: str
    """The state's code or the name in our table of organisations, if it is one of them."""
    period: str
    """Year in which articles have the form, and month if the name is a surname alone."""

    apart: str = ""
    """Set where a person has decided on this actor of this article alone, so that no other has the form."""

    @cached_property
    def ref(self) -> tuple[str, ...]:
        """Return all that the form consists of."""
        return self.kind, self.name, self.country, self.office, self.side, self.identity, self.period, self.apart

    @cached_property
    def order(self) -> tuple[int | str, ...]:
        """Return the place among all forms: by period, then by name."""
        return self.period, *self.ref

    @cached_property
    def days(self) -> Days | None:
        """Return the days of the period."""
        return read_days(self.period or None)


def read_forms(article: ArticleView) -> tuple[tuple[str, ActorForm], ...]:
    """Return the actors of an article: the name there, and the form."""
    actors = {actor.id: actor for actor in article.actors}
    return tuple((actor.name, _form(actor, actors, article.published)) for actor in article.actors)


def _form(actor: ActorView, actors: Mapping[str, ActorView], published: str | None) -> ActorForm:
    identity, country = _identity(actor)
    if identity:
        return ActorForm(actor.kind, "", country, "", "", identity, "")
    is_person = actor.kind is ActorKind.PERSON
    single = is_person and read_name(actor.name).is_single
    return ActorForm(
        kind=actor.kind,
        name=actor.name,
        country=actor.country or "",
        office=" ".join(sorted(read_office(actor.office))),
        side=find_side(actor, actors) or "",
        identity="",
        period=(published or "")[: 7 if single else 4] if is_person else "",
    )


def _identity(actor: ActorView) -> tuple[str, str]:
    """The identity and the country of a state or listed organisation; one of several states has no country."""
    if actor.kind is ActorKind.STATE and actor.country:
        return actor.country, actor.country
    known = None if actor.kind in (ActorKind.PERSON, ActorKind.STATE) else lookup_organisation(actor.name)
    if known is None or (known.country and actor.country and known.country != actor.country):
        return "", ""
    return f"org:{known.name}", (actor.country or "") if known.country else ""


def keys(form: ActorForm) -> frozenset[str]:
    """Return the keys under which a form is found."""
    return frozenset(_keys(form))


def probes(form: ActorForm) -> frozenset[str]:
    """Return the keys of forms that may be of the same actor."""
    return frozenset(_person_probes(form) if form.kind == ActorKind.PERSON else _keys(form))


def _keys(form: ActorForm) -> Iterator[str]:
    if form.identity:
        yield f"identity {form.identity}"
    elif form.kind == ActorKind.PERSON:
        yield from _person_keys(form)
    elif form.kind == ActorKind.PUBLIC_BODY:
        yield f"body {form.country} {' '.join(sorted(read_body(form.name)))}"
    else:
        name = read_organisation(form.name)
        yield f"name {' '.join(sorted(name.words))}"
        if name.initials:
            yield f"initials {name.initials}"
        if form.kind == ActorKind.COMPANY:
            yield f"firm {form.country} {name.words[0]}"


def _person_keys(form: ActorForm) -> Iterator[str]:
    name = read_name(form.name)
    if name.is_single:
        yield f"single {form.country} {name.parts[0]}"
        return
    yield from (f"{whole} {country}" for whole in _whole_names(name) for country in (form.country, _ANY))
    yield from _spellings(form, name)
    yield from (f"full {form.country} {part}" for part in name.parts)


def _person_probes(form: ActorForm) -> Iterator[str]:
    name = read_name(form.name)
    yield from (f"single {form.country} {part}" for part in name.parts)
    if name.is_single:
        yield f"full {form.country} {name.parts[0]}"
        return
    countries = (form.country, "") if form.country else (_ANY,)
    yield from (f"{whole} {country}" for whole in _whole_names(name) for country in countries)
    yield from _spellings(form, name)


def _whole_names(name: PersonName) -> Iterator[str]:
    """Marks of which two names with two parts in common share one, also if they are written together."""
    yield f"joined {''.join(sorted(''.join(name.parts)))}"
    sounds = sorted({consonants(part) for part in name.parts})
    yield from (f"pair {one} {other}" for one, other in combinations(sounds, 2))


def _spellings(form: ActorForm, name: PersonName) -> Iterator[str]:
    yield from (f"sound {form.country} {part[:2]} {form.office}" for part in name.parts)
    yield from (f"initial {form.country} {letter} {name.parts[-1]}" for letter in first_letters(name.parts[0]))


def differ(one: ActorForm, other: ActorForm) -> bool:
    """Return whether two forms are of two actors at first sight: of two countries, or of other persons' names."""
    if one.country != other.country and one.country and other.country:
        return True
    if not one.kind == other.kind == ActorKind.PERSON or one.identity or other.identity:
        return False
    return compare_written(one.name, other.name) is NameMatch.DIFFERENT


def place(form: ActorForm) -> str:
    """Return the country, which most forms of an actor have in common."""
    return form.country


def compare_forms(one: ActorForm, other: ActorForm) -> Comparison:
    """Return the signals of two forms."""
    if one.identity or other.identity:
        same = one.identity == other.identity
        words = one.identity or one.name, other.identity or other.name
        return Comparison((Signal("name", 4.0 if same else -2.0, *words, bars=not same),), joins=same)
    person = ActorKind.PERSON
    if (one.kind == person) != (other.kind == person):
        return Comparison((Signal("kind", -2.0, one.kind, other.kind, bars=True),), joins=False)
    signals = _compare_persons(one, other) if one.kind == person else _compare_organisations(one, other)
    found = Comparison(tuple(signals), joins=False)
    named = any(signal.name == "name" and signal.weight > 0 for signal in found.signals)
    return Comparison(found.signals, joins=named and not found.barred)


def conflict(one: ActorForm, other: ActorForm) -> bool:
    """Return whether two forms cannot be of one actor, whatever joins them to others.

    Of persons the signals that bar are asked for directly: clusters of many forms compare all pairs.
    """
    if one.identity or other.identity or not one.kind == other.kind == ActorKind.PERSON:
        return compare_forms(one, other).barred
    if one.country and other.country and one.country != other.country:
        return True
    match = compare_written(one.name, other.name)
    if match is NameMatch.DIFFERENT:
        return not (read_name(one.name).is_single or read_name(other.name).is_single)
    return _are_namesakes(one, other, match)


def _compare_persons(one: ActorForm, other: ActorForm) -> Iterator[Signal]:
    country = _compare_values("country", one.country, other.country)
    if country.bars:
        yield country
        return
    match = compare_written(one.name, other.name)
    words = one.name, other.name
    if match is NameMatch.DIFFERENT:
        full = not (read_name(one.name).is_single or read_name(other.name).is_single)
        yield Signal("name", -2.0, *words, bars=full)
        return
    office = _agree(one, other)
    apart = _days_apart(one, other)
    if _are_namesakes(one, other, match):
        yield Signal("office", -4.0, one.office, other.office, bars=True)
    known = bool(country.weight) or bool(one.side and one.side == other.side) or office is True
    yield Signal("name", _weigh_name(match, office, known, apart), *words)


def _weigh_name(match: NameMatch, office: bool | None, known: bool, apart: int | None) -> float:
    """How much a match of names says, with the country or the side, the office and the time; 0 if not enough."""
    near = apart is not None and apart <= TERM_DAYS
    if match is NameMatch.SAME:
        return 4.0 if known else (2.5 if near and office is not False else 0.0)
    if match is NameMatch.CONTAINED:
        return 3.0 if known and (office is not False or not near) else 0.0
    if match is NameMatch.ALIKE:
        return CLEAR if known and office is True and near else 0.0
    if not known or office is False or apart is None:
        return 0.0
    return (1.0 if apart <= TERM_DAYS / 2 else 0.0) if office else (0.5 if apart <= 31 else 0.0)


def _are_namesakes(one: ActorForm, other: ActorForm, match: NameMatch) -> bool:
    """Whether two persons of one name act for others at the same time, in other offices."""
    if one.office == other.office or (match > NameMatch.ALIKE and one.side == other.side != ""):
        return False
    return _days_apart(one, other) == 0 and _agree(one, other) is False


def _agree(one: ActorForm, other: ActorForm) -> bool | None:
    return agree(frozenset(one.office.split()), frozenset(other.office.split()))


def _days_apart(one: ActorForm, other: ActorForm) -> int | None:
    return one.days.distance(other.days) if one.days and other.days else None


def _compare_values(name: str, one: str, other: str) -> Signal:
    if not one or not other:
        return Signal(name, 0.0, one or "?", other or "?")
    return Signal(name, 0.5 if one == other else -2.0, one, other, bars=one != other)


def _compare_organisations(one: ActorForm, other: ActorForm) -> Iterator[Signal]:
    yield _compare_values("country", one.country, other.country)
    words = one.name, other.name
    if ActorKind.PUBLIC_BODY in (one.kind, other.kind):
        same = one.country and one.country == other.country and read_body(one.name) == read_body(other.name)
        by_name = sorted(read_organisation(one.name).words) == sorted(read_organisation(other.name).words)
        same = same or (by_name and one.side == other.side)
        yield Signal("name", 3.0 if same else -2.0, *words, bars=not same)
        return
    names = read_organisation(one.name), read_organisation(other.name)
    alike = _KINDS.get(ActorKind(one.kind)) == _KINDS.get(ActorKind(other.kind))
    if names[0].words == names[1].words and (alike or len(names[0].words) > 1):
        yield Signal("name", 3.0, *words)
    elif alike and is_same_organisation(*names):
        yield Signal("name", CLEAR, *words)
    elif alike and one.kind == ActorKind.COMPANY and one.country and is_shortened(*names):
        yield Signal("name", 0.5, *words)
    else:
        yield Signal("name", -2.0, *words, bars=True)
