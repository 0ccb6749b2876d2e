"""Statements as linking compares them, and where to look for their like."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from extract.document.quotes import find_quotes
from extract.link.credits import find_record_credits, read_passages
from extract.link.days import Days, read_days
from extract.link.matter import Matter, most_shared, read_matter, weigh
from extract.link.names import PersonName, read_name
from extract.link.offices import Office, read_office
from extract.link.sides import find_named_side, find_side
from extract.link.views import ActorView, ArticleView, StatementView
from extract.normalize.dates import find_dates
from schemas import ACT_FAMILY, Act, ActorKind

WINDOW_DAYS = 2
"""Days before its publication in which a statement is taken to be made, if the article does not tell the day."""
DAYS_APART = 1
"""Days that two reports of one statement may lie apart: evening here is morning there."""
QUOTE_DAYS = 10
"""Days within which the same quotation is the same statement."""
MIN_QUOTE = 5
"""Words from which on a quotation identifies a statement."""
SAME_CONTEXT = 0.5
"""Share of the stems of the shorter evidence from which on two statements are of one matter."""
_MAKING = re.compile(
    r"\b(?:sign|initial|conclu|agree|reach|seal|ratif|adopt|made a deal|strik|struck)\w*|\bno (?:such )?"
    r"(?:deal|agreement|accord|pact|treaty|contract|truce|ceasefire)\b",
    re.I,
)
_MAY_TELL_DAY = re.compile(r"\d|day|tonight|this\s(?:morning|afternoon|evening)", re.I)
"""Words of which each date of one day has one: to look for dates takes longer."""
_TOLD_DAYS = 8
"""Days before the publication of which a weekday may still be the day of the statement."""
_SHINGLE = 3
_SHINGLES = 4


@dataclass(frozen=True)
class Speaker:
    """A speaker, or a recipient, of a statement."""

    side: str | None
    person: PersonName | None
    country: str | None
    office: Office
    name: str


@dataclass(frozen=True)
class EventRecord:
    """A statement of one article."""

    source_id: str
    record: str
    about: str
    published: Days | None
    days: Days | None
    """The days on which it may have been made."""
    told: Days | None
    """The earliest day near the publication that its evidence tells."""
    speakers: tuple[Speaker, ...]
    recipients: tuple[str, ...]
    """Sides, or names of persons without one."""
    names: tuple[str, ...]
    """Name of each of the recipients in the article."""
    act: Act
    negated: bool
    matter: Matter
    context: Matter
    words: str
    """Matter and evidence of a denial, as they are written."""
    quotes: tuple[str, ...]
    """Quotations of its evidence, in lower-case words."""
    credits: frozenset[str]
    """Outlets that the article names as the source of it."""

    @cached_property
    def ref(self) -> tuple[str, str]:
        """Return the article and the id of the record in it."""
        return self.source_id, self.record

    @cached_property
    def order(self) -> tuple[int | str, ...]:
        """Return the place among all records: by publication, then by name."""
        return self.published.first if self.published else 0, self.source_id, self.record


def read_events(article: ArticleView) -> tuple[EventRecord, ...]:
    """Return the statements of an article in the form in which they are compared."""
    actors = {actor.id: actor for actor in article.actors}
    return tuple(_read_event(statement, article, actors) for statement in article.statements)


def _read_event(statement: StatementView, article: ArticleView, actors: Mapping[str, ActorView]) -> EventRecord:
    published = read_days(article.published)
    evidence = "\n\n".join(statement.evidence)
    told = _read_told_day(evidence, article.published, published)
    around = told or _read_told_day(_read_before(statement, article), article.published, published)
    recipients = dict(find_named_side(actors[one], actors) for one in reversed(statement.recipients) if one in actors)
    return EventRecord(
        source_id=article.source_id,
        record=statement.id,
        about=statement.about,
        published=published,
        days=_possible_days(published, around),
        told=told,
        speakers=tuple(_speaker(actors[actor], actors) for actor in statement.speakers if actor in actors),
        recipients=tuple(sorted(recipients)),
        names=tuple(recipients[side] for side in sorted(recipients)),
        act=statement.act,
        negated=statement.negated,
        matter=read_matter(statement.about, article.language, of_statement=True),
        context=read_matter(evidence, article.language, of_statement=True),
        words=f"{statement.about}\n{evidence}" if statement.act is Act.DENY else "",
        quotes=tuple(_quotes(evidence)),
        credits=find_record_credits(statement.evidence, article.text),
    )


def _read_before(statement: StatementView, article: ArticleView) -> str:
    """What the paragraphs of the evidence say before it."""
    passages = zip(read_passages(statement.evidence, article.text), statement.evidence, strict=True)
    return " ".join(passage.removesuffix(evidence) for passage, evidence in passages)


def _speaker(actor: ActorView, actors: Mapping[str, ActorView]) -> Speaker:
    person = read_name(actor.name) if actor.kind is ActorKind.PERSON else None
    return Speaker(find_side(actor, actors), person, actor.country, read_office(actor.office), actor.name)


def _read_told_day(evidence: str, told_from: str | None, published: Days | None) -> Days | None:
    if published is None or published.length > 1 or not _MAY_TELL_DAY.search(evidence):
        return None
    dates = (read_days(found.edtf) for found in find_dates(evidence, told_from))
    days = [one for one in dates if one and one.length == 1 and 0 <= published.first - one.first <= _TOLD_DAYS]
    return min(days, default=None)


def _possible_days(published: Days | None, told: Days | None) -> Days | None:
    """The days before the publication, back to the day that the evidence tells, which may be one of the matter."""
    if published is None or published.length > 1:
        return published
    earliest = published.first - WINDOW_DAYS
    return Days(min(told.first, earliest) if told else earliest, published.last)


def _quotes(evidence: str) -> Iterator[str]:
    for start, end in find_quotes(evidence):
        words = re.findall(r"[^\W_]+", evidence[start:end].casefold())
        if len(words) >= MIN_QUOTE:
            yield " ".join(words)


def keys(event: EventRecord) -> frozenset[str]:
    """Return the keys under which a statement is found: a speaker, the family of its act and a day; or a quotation."""
    days = range(event.days.first, event.days.last + 1) if event.days else ()
    return frozenset({*_occasions(event, days), *_quotations(event), *_denials(event)})


def probes(event: EventRecord) -> frozenset[str]:
    """Return the keys of statements that may be this one: also of the days before and after it."""
    days = range(event.days.first - DAYS_APART, event.days.last + DAYS_APART + 1) if event.days else ()
    return frozenset({*_occasions(event, days), *_quotations(event)})


def place(event: EventRecord) -> str:
    """Return the first day, which reports of one statement have in common or nearly so."""
    return f"{event.days.first if event.days else 0:07}"


def differ(one: EventRecord, other: EventRecord) -> bool:
    """Return whether two records are of two statements at first sight.

    Those of one article are, those of far apart days, and those that have neither a matter nor a quotation in common.
    """
    if one.source_id == other.source_id:
        return True
    is_quoted = bool(one.quotes and other.quotes)
    if one.days and other.days and one.days.distance(other.days) > (QUOTE_DAYS if is_quoted else DAYS_APART):
        return True
    return not is_quoted and not _may_share_matter(one, other)


def _may_share_matter(one: EventRecord, other: EventRecord) -> bool:
    """Whether the matters may have a stem in common, or the evidence half of its stems."""
    if not one.matter or not other.matter:
        return False
    if most_shared(one.matter, other.matter):
        return True
    least = min(weigh(one.context), weigh(other.context))
    return most_shared(one.context, other.context) >= SAME_CONTEXT * max(1.0, least)


def is_denial(event: EventRecord) -> bool:
    """Return whether a statement denies that something was made."""
    return event.act is Act.DENY and bool(_MAKING.search(event.words))


def denial_keys(sides: Iterable[str], matter: Matter) -> frozenset[str]:
    """Return the keys of denials by one of these sides, about this matter."""
    return frozenset(f"denies {side}|{stem}" for side in sides for stem in matter)


def _denials(event: EventRecord) -> frozenset[str]:
    sides = (speaker.side for speaker in event.speakers if speaker.side)
    return denial_keys(sides, (*event.context, *event.matter)) if is_denial(event) else frozenset()


def _occasions(event: EventRecord, days: Iterable[int]) -> Iterator[str]:
    names = {name for speaker in event.speakers for name in _names(speaker)}
    yield from (f"{name}|{ACT_FAMILY[event.act]}|{day}" for name in names for day in days)


def _names(speaker: Speaker) -> tuple[str, ...]:
    """The side, and the parts of a person's name: not every article tells the side."""
    named = speaker.person.parts if speaker.person else (speaker.name.casefold(),)
    return (speaker.side, *named) if speaker.side else named


def _quotations(event: EventRecord) -> Iterator[str]:
    """The least hashes of the word triples of a quotation, of which a near-identical quotation shares one."""
    for quote in event.quotes:
        words = quote.split()
        triples = {" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
        hashes = sorted(blake2b(triple.encode(), digest_size=8).hexdigest() for triple in triples)
        yield from (f"quote {one}" for one in hashes[:_SHINGLES])
