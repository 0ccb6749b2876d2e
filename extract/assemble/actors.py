"""The actors of an article as records: those of its agreements and statements, and those whom they represent.

In: merged claims and the story. Out: one record per actor with all its mentions, in order of first mention.
"""

import re
from collections.abc import Iterable, Iterator

from extract.assemble.claims import AgreementClaim, StatementClaim
from extract.document.segment import Role
from extract.entities.annotate import Story
from extract.entities.cast import Figure
from extract.entities.titles import SPOKES
from extract.language.en import attribution
from extract.language.en.contexts import security_share
from extract.language.en.grammar import is_governed, owns
from extract.language.en.phrasing import is_place
from schemas import Actor, ActorKind, Mention, MentionForm, Sector, Span

_PRONOUN = re.compile(r"(?:I|we|us|our|he|she|it|they|them|their|his|her|its|both)", re.I)
_SECTORS = (
    (
        Sector.MIL,
        r"general|gen|lieutenant general|lt gen|major general|maj gen|brigadier|colonel|col|admiral|marshal|"
        r"commander|captain",
    ),
    (
        Sector.LEG,
        r"senator|sen|congress\w*|representative|rep|majority leader|minority leader|speaker|parliament|senate|"
        r"house of representatives|national assembly|state duma|duma|legislature|knesset|bundestag",
    ),
    (Sector.JUD, r"judge|justice|supreme court|constitutional court|court|tribunal"),
    (Sector.OPP, r"opposition leader"),
    (Sector.REL, r"pope|ayatollah|archbishop|patriarch|cardinal"),
    (Sector.SPY, r"intelligence|security service"),
    (Sector.MIL, r"military|army|navy|air force|armed forces|defen[cs]e forces|coast guard"),
    (Sector.COP, r"police"),
)
_TITLES = tuple((sector, re.compile(rf"\b(?:{words})\b", re.I)) for sector, words in _SECTORS)
_ACTING = frozenset(
    {ActorKind.STATE, ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.ARMED_GROUP, ActorKind.NGO, ActorKind.COMPANY}
)
_POLITICAL = 0.25
"""From this share of sentences on security or foreign policy on, an article presents actors even without a record."""
_BEFORE = 20
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
_BY_KIND = {
    ActorKind.ARMED_GROUP: Sector.REB,
    ActorKind.COMPANY: Sector.BUS,
    ActorKind.PARTY: Sector.PTY,
    ActorKind.MEDIA: Sector.JRN,
    ActorKind.PUBLIC_BODY: Sector.GOV,
}


def roster(
    agreements: Iterable[AgreementClaim], statements: Iterable[StatementClaim], story: Story
) -> dict[str, Actor]:
    """The actors by key."""
    words = [*_named(agreements, statements)]
    keys = dict.fromkeys(key for key, _ in words)
    if keys or _is_political(story):
        keys |= dict.fromkeys(_presented(story))
    for key in tuple(keys):
        principal = story.cast.represented(key)
        if principal:
            keys.setdefault(principal)
    places = {key: _mentions(key, [span for k, span in words if k == key and span], story) for key in keys}
    order = sorted(keys, key=lambda key: places[key][0].span.start if places[key] else len(story.article.text))
    ids = {key: f"a{number}" for number, key in enumerate(order, start=1)}
    return {key: _actor(key, ids, places[key], story) for key in order}


def _is_political(story: Story) -> bool:
    """False of an article in which somebody of office merely occurs: an obituary, a match."""
    body = [sentence.text for sentence in story.sentences if sentence.role is not Role.BYLINE]
    return security_share(body) >= _POLITICAL


def _presented(story: Story) -> Iterator[str]:
    """Those whom the article presents as taking part: not where something happens, nor the office that only told it."""
    cast, text = story.cast, story.article.text
    for sentence in story.sentences:
        sources = attribution.find(sentence)
        for sighting in cast.within(sentence.start, sentence.end):
            figure = cast.figures[sighting.key]
            if figure.kind is ActorKind.PUBLIC_BODY and any(one.names(sighting.start) for one in sources):
                continue
            if figure.kind is ActorKind.PERSON and (figure.office or figure.country):
                yield sighting.key
            elif figure.kind in _ACTING and sighting.form is not MentionForm.DEMONYM:
                before = text[sentence.start : sighting.start]
                aside = is_place(before[-_BEFORE:])
                if figure.kind in _BODIES:
                    aside |= _is_framework(text, sighting.start, sighting.end)
                if figure.kind is ActorKind.PUBLIC_BODY:
                    aside |= is_governed(before) or owns(text[sighting.end : sighting.end + 3])
                if sentence.role is not Role.BYLINE and not aside:
                    yield sighting.key


def _is_framework(text: str, start: int, end: int) -> bool:
    """True of a body that only says what something else is of or within: "the UN Charter", "a seat on the Council"."""
    return bool(_OF_BODY.match(text, end) or _WITHIN.search(text[max(0, start - 40) : start]))


def _named(
    agreements: Iterable[AgreementClaim], statements: Iterable[StatementClaim]
) -> Iterator[tuple[str, Span | None]]:
    """The keys in the claims, each with the words that mean it there."""
    for agreement in agreements:
        yield from ((party.key, party.span) for party in agreement.parties)
    for statement in statements:
        yield from (*statement.speakers, *statement.recipients)


def _mentions(key: str, spans: list[Span], story: Story) -> tuple[Mention, ...]:
    """Where the actor is named, and where a pronoun or description was taken to mean it."""
    cast, article = story.cast, story.article
    named = [Mention(span=article.span(s.start, s.end), form=s.form) for s in cast.sightings if s.key == key]
    pointing = [
        Mention(span=span, form=MentionForm.PRONOUN if _PRONOUN.fullmatch(span.text) else MentionForm.DESCRIPTION)
        for span in dict.fromkeys(spans)
        if not cast.within(span.start, span.end)
    ]
    return tuple(sorted((*named, *pointing), key=lambda mention: (mention.span.start, mention.span.end)))


def _actor(key: str, ids: dict[str, str], mentions: tuple[Mention, ...], story: Story) -> Actor:
    figure = story.cast.figures[key]
    principal = story.cast.represented(key)
    return Actor(
        id=ids[key],
        name=figure.name,
        kind=figure.kind,
        country=figure.country,
        sector=_sector(figure),
        office=figure.office,
        represents=ids.get(principal) if principal else None,
        mentions=mentions,
    )


def _sector(figure: Figure) -> Sector | None:
    """PLOVER sector as office, name or kind tell it; None where they do not."""
    told = figure.office if figure.kind is ActorKind.PERSON else figure.name
    if figure.kind in (ActorKind.PERSON, ActorKind.PUBLIC_BODY) and told:
        for sector, pattern in _TITLES:
            if pattern.search(told):
                return sector
        if figure.kind is ActorKind.PERSON:
            return Sector.GOV if figure.country or told.casefold() in SPOKES else None
    return _BY_KIND.get(figure.kind)
