"""Builds the actors of an article: those in its records, those they represent, and those that the article presents.

In: merged claims. Out: one record per actor with all its mentions, in order of first mention.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from extract.assemble.claims import AgreementClaim, StatementClaim
from extract.assemble.sectors import sector_of
from extract.document.segment import Role, Sentence
from extract.entities.annotate import Document
from extract.entities.entities import EntityMention
from extract.language.en.attribution import Ascription, find_ascriptions
from extract.language.en.contexts import security_share
from extract.language.en.grammar import is_governed, owns
from extract.language.en.phrasing import is_place
from schemas import Actor, ActorKind, Mention, MentionForm, Span

_PRONOUN = re.compile(r"(?:I|we|us|our|he|she|it|they|them|their|his|her|its|both)", re.I)
_ACTING = frozenset(
    {ActorKind.STATE, ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.ARMED_GROUP, ActorKind.NGO, ActorKind.COMPANY}
)
_POLITICAL = 0.25
"""Share of sentences on security from which on an article presents actors even if it has no record."""
_BEFORE = 20
"""Characters before a name in which a preposition of place is looked for."""
_BODIES = (ActorKind.IGO, ActorKind.PUBLIC_BODY)
_OF_BODY = re.compile(
    r"-\w|(?:’s|'s)?\s(?:[\w-]+\s)?(?:resolutions?|charter|summit|agenda|conference|sanctions|principles|membership|"
    r"reforms?|participation|inspectors?|seats?|member (?:states|countries)|relations|personnel|academics?|experts?|"
    r"agency|speaker|director|secretary|chairm[ae]n|deputy)\b",
    re.I,
)
_WITHIN = re.compile(
    r"\b(?:through|including|within|under|aegis of|accordance with|consistent with|join\w*|members(?:hip)? (?:in|of)|"
    r"member of|seat (?:on|in)|such (?:\w+ ){1,2}as)\s(?:the\s)?(?:\w+ed\s)?$",
    re.I,
)


def build_actors(
    agreements: Iterable[AgreementClaim], statements: Iterable[StatementClaim], document: Document
) -> dict[str, Actor]:
    """Return the actors of an article by the key of their entity, in order of first mention."""
    referring: dict[str, list[Span]] = {}
    for key, span in _in_claims(agreements, statements):
        referring.setdefault(key, []).extend([span] if span else [])
    keys = dict.fromkeys(referring)
    if keys or _is_political(document):
        keys |= dict.fromkeys(_presented(document))
    for key in tuple(keys):
        state = document.entities.state_of(key)
        if state:
            keys.setdefault(state)
    named: dict[str, list[EntityMention]] = defaultdict(list)
    for mention in document.entities.mentions:
        named[mention.key].append(mention)
    mentions = {key: _mentions(named.get(key, []), referring.get(key, []), document) for key in keys}
    end = len(document.article.text)
    order = sorted(keys, key=lambda key: mentions[key][0].span.start if mentions[key] else end)
    ids = {key: f"a{number}" for number, key in enumerate(order, start=1)}
    return {key: _build_actor(key, ids, mentions[key], document) for key in order}


def _in_claims(
    agreements: Iterable[AgreementClaim], statements: Iterable[StatementClaim]
) -> Iterator[tuple[str, Span | None]]:
    """The keys in the claims, each with the words that refer to it there."""
    for agreement in agreements:
        yield from ((party.key, party.span) for party in agreement.parties)
    for statement in statements:
        yield from (*statement.speakers, *statement.recipients)


def _is_political(document: Document) -> bool:
    """False of an article in which an official is only mentioned: an obituary, a match."""
    body = [sentence.text for sentence in document.sentences if sentence.role is not Role.BYLINE]
    return security_share(body) >= _POLITICAL


def _presented(document: Document) -> Iterator[str]:
    """The keys of entities that the article presents as taking part."""
    for sentence in document.sentences:
        sources = find_ascriptions(sentence)
        for mention in document.entities.within(sentence.start, sentence.end):
            if _takes_part(mention, sentence, sources, document):
                yield mention.key


def _takes_part(
    mention: EntityMention, sentence: Sentence, sources: tuple[Ascription, ...], document: Document
) -> bool:
    """False of a place, of a framework, and of an office that is only the source of the report."""
    entity = document.entities.by_key[mention.key]
    if entity.kind is ActorKind.PERSON:
        return bool(entity.office or entity.country)
    if entity.kind not in _ACTING or mention.form is MentionForm.DEMONYM or sentence.role is Role.BYLINE:
        return False
    text = document.article.text
    before = text[sentence.start : mention.start]
    if is_place(before[-_BEFORE:]):
        return False
    if entity.kind in _BODIES and _is_framework(text, mention.start, mention.end):
        return False
    if entity.kind is not ActorKind.PUBLIC_BODY:
        return True
    is_source = any(source.names(mention.start) for source in sources)
    return not (is_source or is_governed(before) or owns(text[mention.end : mention.end + 3]))


def _is_framework(text: str, start: int, end: int) -> bool:
    """True of a body that only says what something else belongs to: "the UN Charter", "a seat on the Council"."""
    return bool(_OF_BODY.match(text, end) or _WITHIN.search(text[max(0, start - 40) : start]))


def _mentions(found: list[EntityMention], spans: list[Span], document: Document) -> tuple[Mention, ...]:
    """The mentions of an entity, and the pronouns and descriptions that refer to it in the claims."""
    entities, article = document.entities, document.article
    named = [Mention(span=article.span(m.start, m.end), form=m.form) for m in found]
    referring = [
        Mention(span=span, form=MentionForm.PRONOUN if _PRONOUN.fullmatch(span.text) else MentionForm.DESCRIPTION)
        for span in dict.fromkeys(spans)
        if not entities.within(span.start, span.end)
    ]
    return tuple(sorted((*named, *referring), key=lambda mention: (mention.span.start, mention.span.end)))


def _build_actor(key: str, ids: dict[str, str], mentions: tuple[Mention, ...], document: Document) -> Actor:
    entity = document.entities.by_key[key]
    state = document.entities.state_of(key)
    return Actor(
        id=ids[key],
        name=entity.name,
        kind=entity.kind,
        country=entity.country,
        sector=sector_of(entity.kind, entity.name, entity.office, entity.country),
        office=entity.office,
        represents=ids.get(state) if state else None,
        mentions=mentions,
    )
