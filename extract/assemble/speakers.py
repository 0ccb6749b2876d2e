"""Who speaks, and to whom or about whom: the actors that a statement's words mean.

The outlet or office that relays words is their source, not their speaker; a body that is only invoked is no recipient.
"""

import re
from collections.abc import Iterable

from extract.assemble.subject import clause_subject, is_stranger, subject_before
from extract.entities import anaphora, voices
from extract.entities.annotate import Document
from extract.language.en.attribution import Ascription
from extract.language.en.phrasing import is_place
from extract.verify.check import CheckedStatement
from schemas import Act, ActorKind, Span

_INVOKED = re.compile(
    r"\b(?:abid\w+ by|compl\w+ with|in line with|under|accordance with|violat\w+|breach\w*|implement\w*|enforce\w*|"
    r"defy|defying|defied|within|according to|through|at)\s+(?:the\s+|all\s+|relevant\s+|its\s+)*$",
    re.I,
)
_INSTRUMENT_OF = re.compile(
    r"\s*+(?:(?:’s|'s)\s*+)?(?:(?!of\b|for\b|with\b|over\b|to\b|on\b|about\b|against\b)\w+\s+)?"
    r"(?:resolutions?|sanctions|charter|mandate|conventions?|treaty)\b",
    re.I,
)
_DIRECT = re.compile(
    r"^\W*(?:(?:on|upon|for|of|to|against|over|at|that|the|all|both|its|their|deep|grave|serious|strongly|with|cooperate|"
    r"work|help|assist|support|supporting|defend|commitments?|solidarity|alliance|steadfast|ironclad|unwavering|full|"
    r"continue|continued|continuing|resolve|security|defen[cs]e|people)\W+)*$",
    re.I,
)
_AGAINST = re.compile(
    r"\b(?:against|attacks? on|strikes? on|assault on|invasion of|threats? to|annexation of)\s+(?:the\s+)?$", re.I
)
_MUTE = (ActorKind.MEDIA,)
_JUDGES = frozenset(
    {
        Act.CONDEMN,
        Act.DEPLORE,
        Act.CRITICIZE,
        Act.ACCUSE,
        Act.PROTEST,
        Act.EXPRESS_CONCERN,
        Act.SUPPORT,
        Act.EXPRESS_SOLIDARITY,
    }
)
_CONCERNS = _JUDGES | {Act.AFFIRM, Act.REJECT, Act.DEMAND, Act.DECLARE}
"""Acts whose matter tells whom they are about where the draft does not."""
_TALKS_ABOUT = 200
_APPOSED = re.compile(r"(?:’s|'s)?(?:\s(?!and\b|with\b)[\w’'.-]+){0,6},?\s", re.I)
_DESCRIBED = re.compile(
    r"\W*(?:(?:on|upon|to|with|for|against)\s)?(?P<who>(?:both|the two) (?:\w+ )?(?:sides|countries|neighbou?rs|"
    r"parties|states|nations|governments|leaders)|the (?:council|government|assembly|commission|bloc|alliance|union|"
    r"regime|court|parliament|junta)|them|him|her|each other)\b",
    re.I,
)
"""A description right after the verb, of those it is directed at."""
_TOLD = re.compile(r"\btold\s(?:[\w.’'-]+\s){0,6}$", re.I)
_FIRST_PERSON = re.compile(r"(?:we|i)\b", re.I)
_WE_DO = re.compile(r"\b(?P<who>[Ww]e|I)(?:'ve|’ve|'re|’re|'m|’m)?\s(?:(?:have|do|are|am|also|again|\w+ly)\s)*$")
_AUXILIARIES = re.compile(r"\s(?:(?:have|has|had|do|does|did|will|also|again|then|\w+ly)\s)*")
"""All that may stand between a verb and a subject that the draft does not name."""


def speakers(found: CheckedStatement, sources: tuple[Ascription, ...], story: Document) -> tuple[tuple[str, Span], ...]:
    """The speakers by key, each with the words that name it; empty if the article does not tell who speaks."""
    if found.of_others:
        keys = voices.speaker_of(found.cue.start, found.sentence, story.entities)
        if keys:
            return tuple((key, found.cue) for key in keys)
    if found.active and is_stranger(found.cue.start, found.sentence, story):
        return ()
    own = [pair for span in _own_subject(found, story) for pair in _who(span, found, story)]
    subjects = [
        span for span in _subjects(found, sources, story) if not (own and anaphora.is_document(span, story.entities))
    ]
    told = [pair for span in subjects for pair in _who(span, found, story)]
    ourselves = [pair for span in _first_person(found, story) for pair in _who(span, found, story)]
    for pairs in (ourselves, told, own, _fallback(found, story)):
        kept = _once(pair for pair in pairs if story.entities.by_key[pair[0]].kind not in _MUTE)
        if kept:
            return _by_mouth(kept, found, sources, story)
    return ()


def _first_person(found: CheckedStatement, story: Document) -> list[Span]:
    """The "we" or "I" right before a verb outside quotes, which leaves no doubt who speaks, whatever the draft says."""
    if not found.active or story.entities.quote_at(found.cue.start):
        return []
    pronoun = _WE_DO.search(story.article.text, found.sentence.start, found.cue.start)
    return [story.article.span(*pronoun.span("who"))] if pronoun else []


def _own_subject(found: CheckedStatement, story: Document) -> list[Span]:
    """The cue's own grammatical subject, where the draft's words mean nobody; inside quotes only a first person."""
    first = _FIRST_PERSON.match(found.cue.text)
    if first:
        return [story.article.span(found.cue.start, found.cue.start + first.end())]
    subject = subject_before(found.cue.start, found.sentence, story) if found.active else None
    # "The document notes that Norway supports ...": Norway does.
    if subject and anaphora.is_document(subject, story.entities):
        subject = clause_subject(found.cue.start, found.sentence, story)
    if subject is None:
        return []
    return [] if story.entities.quote_at(subject.start) and not _FIRST_PERSON.fullmatch(subject.text) else [subject]


def _who(span: Span, found: CheckedStatement, story: Document) -> list[tuple[str, Span]]:
    """Whom the words mean; of a person named with office and employer ("UK ambassador to the UN, X"), the person."""
    keys = anaphora.resolve(span, found.sentence, story.entities)
    people = [key for key in keys if story.entities.by_key[key].kind is ActorKind.PERSON]
    alone = people and " and " not in span.text
    return [(key, span) for key in (people if alone else keys)]


def _by_mouth(
    speaking: tuple[tuple[str, Span], ...],
    found: CheckedStatement,
    sources: tuple[Ascription, ...],
    story: Document,
) -> tuple[tuple[str, Span], ...]:
    """The person who is said to have spoken for a state or an organisation ("Russia stands ready, Lavrov said") in its
    stead; an office that only told the words leaves them to its state."""
    cast = story.entities
    states = {key for key, _ in speaking}
    organised = all(cast.by_key[key].kind is ActorKind.IGO for key in states)
    for source in sources:
        if source.relays:
            continue
        for sighting in cast.within(source.source_start, source.source_end):
            person = cast.by_key[sighting.key].kind is ActorKind.PERSON
            if person and (organised or {cast.state_of(sighting.key)} == states):
                return ((sighting.key, story.article.span(sighting.start, sighting.end)),)
    sayer = voices.speaker_in(found.sentence, cast)
    if sayer and cast.by_key[sayer[0]].kind is ActorKind.PERSON and {cast.state_of(sayer[0])} == states:
        return ((sayer[0], found.cue),)
    told = {s.key for one in sources for s in cast.within(one.source_start, one.source_end)}
    offices = {key for key in told & states if cast.by_key[key].kind is ActorKind.PUBLIC_BODY}
    return tuple((key, span) for key, span in speaking if key not in offices) or speaking


def _subjects(found: CheckedStatement, sources: tuple[Ascription, ...], story: Document) -> list[Span]:
    """The words that may name the speakers; an object of an active verb cannot ("X criticized Y")."""
    named = [
        span
        for span in found.speakers
        if not (_is_source(span, sources) or _tells_after(span, found, sources, story) or _is_mute(span, story))
        and not _is_told(span, found)
    ]
    named = [span for span in named if not _is_in_title(span, named, story)]
    people = [span for span in named if not _FIRST_PERSON.fullmatch(span.text)]
    named = people if people and found.sentence.text.startswith("We, ") else named
    if story.entities.quote_at(found.cue.start):
        outside = [span for span in named if not story.entities.quote_at(span.start)]
        return outside or [span for span in named if span.end <= found.cue.start and not _FIRST_PERSON.match(span.text)]
    if not found.active:
        return named
    spoken = [span for span in named if not _is_object(span, found, sources)]
    if spoken:
        return spoken
    subject = subject_before(found.cue.start, found.sentence, story)
    if subject and (named or _AUXILIARIES.fullmatch(story.article.text[subject.end : found.cue.start])):
        return [subject]
    return []


def _is_told(span: Span, found: CheckedStatement) -> bool:
    """True of those whom somebody told it ("As I told Marsh and Okoro, we remain committed")."""
    at = span.start - found.sentence.start
    return found.cue.start >= span.end and at >= 0 and bool(_TOLD.search(found.sentence.text[:at]))


def _tells_after(span: Span, found: CheckedStatement, sources: tuple[Ascription, ...], story: Document) -> bool:
    """True of a body of state that is named after the words only as having told them ("..., the ministry said")."""
    if not any(found.cue.end <= one.start <= span.start < one.end for one in sources):
        return False
    named = story.entities.within(span.start, span.end)
    return bool(named) and all(story.entities.by_key[s.key].kind is ActorKind.PUBLIC_BODY for s in named)


def _is_in_title(span: Span, named: list[Span], story: Document) -> bool:
    """True of words that only tell whose office the next speaker holds ("the UK ambassador to the UN, Marsh")."""
    cast, text = story.entities, story.article.text
    if any(cast.by_key[s.key].kind is ActorKind.PERSON for s in cast.within(span.start, span.end)):
        return False
    people = [
        s for one in named for s in cast.within(one.start, one.end) if cast.by_key[s.key].kind is ActorKind.PERSON
    ]
    return any(_APPOSED.fullmatch(text[span.end : person.start]) for person in people if person.start >= span.end)


def _is_mute(span: Span, story: Document) -> bool:
    """True of the name of an outlet, which only tells what others say."""
    named = story.entities.within(span.start, span.end)
    return bool(named) and all(story.entities.by_key[s.key].kind in _MUTE for s in named)


def _is_object(span: Span, found: CheckedStatement, sources: tuple[Ascription, ...]) -> bool:
    """True if the words stand after the verb in its sentence, and not where a source is named (", Yoon said")."""
    if not found.cue.end <= span.start < found.sentence.end:
        return False
    return not any(source.start <= span.start < source.end for source in sources)


def recipients(found: CheckedStatement, speaking: Iterable[str], story: Document) -> tuple[tuple[str, Span], ...]:
    """The recipients by key, each with the words that name it."""
    silent = {who for key in speaking for who in (key, story.entities.state_of(key))}
    told = [
        (key, span)
        for span in (*found.recipients, *_objects(found, story), *_obliged(found, story), *_matter(found, story))
        if not is_invoked(span, story) and not _is_victim(span, found, story)
        for key in anaphora.resolve(span, found.sentence, story.entities)
    ]
    return _once(pair for pair in told if pair[0] not in silent)


def _is_victim(span: Span, found: CheckedStatement, story: Document) -> bool:
    """True of those against whom the judged conduct was directed ("Iran's attack on Israel")."""
    if found.act not in _JUDGES or span.start <= found.cue.end + 10:
        return False
    return bool(_AGAINST.search(story.article.text[max(0, span.start - 30) : span.start]))


def is_invoked(span: Span, story: Document) -> bool:
    """True if the words name a body or state only for its rules, or a place only as a place."""
    text = story.article.text
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 40]
    return is_place(before) or bool(_INVOKED.search(before)) or bool(_INSTRUMENT_OF.match(after))


def _objects(found: CheckedStatement, story: Document) -> list[Span]:
    """Actors that stand right after the cue, or own what stands there ("condemned North Korea's launches")."""
    text, cue = story.article.text, found.cue
    end = min(found.sentence.end, cue.end + _TALKS_ABOUT)
    spans = []
    for sighting in story.entities.within(cue.end, end):
        if _DIRECT.match(text[cue.end : sighting.start]):
            spans.append(story.article.span(sighting.start, sighting.end))
    described = _DESCRIBED.match(text, cue.end, end)
    return [*spans, story.article.span(*described.span("who"))] if described else spans


def _obliged(found: CheckedStatement, story: Document) -> list[Span]:
    """Of whom something is said ("Kyiv must withdraw its guns", "Iran's conduct is unacceptable")."""
    if not found.of_others:
        return []
    subject = clause_subject(found.cue.start, found.sentence, story)
    return [subject] if subject else []


def _matter(found: CheckedStatement, story: Document) -> list[Span]:
    """Those whose affair the matter is ("concern over cooperation between A and B", "commitment to A's security")."""
    if found.act not in _CONCERNS or found.recipients:
        return []
    sightings = story.entities.within(found.about.start, found.about.end)
    return [story.article.span(s.start, s.end) for s in sightings]


def _fallback(found: CheckedStatement, story: Document) -> tuple[tuple[str, Span], ...]:
    """Who is said to have said it, where the draft's words mean nobody."""
    keys = voices.speaker_of_quote(found.cue.start, found.sentence, story.entities)
    return tuple((key, found.cue) for key in keys)


def _is_source(span: Span, sources: tuple[Ascription, ...]) -> bool:
    """True if the words stand inside the naming of a source that is an office or outlet, not a person who speaks."""
    return any(s.source_start <= span.start and span.end <= s.source_end and s.relays for s in sources)


def _once(pairs: Iterable[tuple[str, Span]]) -> tuple[tuple[str, Span], ...]:
    first: dict[str, Span] = {}
    for key, span in pairs:
        first.setdefault(key, span)
    return tuple(first.items())
