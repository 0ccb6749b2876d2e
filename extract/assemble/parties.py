"""Who is bound by an agreement: the actors that the draft's words mean, as states and organisations, with their roles.

A person or ministry signs for a state; a party that the sentence leaves out is inferred from the parties named together
before, and marked so. Nothing is inferred where the article does not name a second party.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

from extract.assemble.subject import is_stranger
from extract.entities import anaphora
from extract.entities.annotate import Story
from extract.entities.groups import group
from extract.entities.publisher import met_at_home
from extract.language.en.phrasing import is_place
from extract.verify.check import CheckedAgreement
from schemas import ActorKind, Instrument, PartyRole, Span, Status

_WITH = re.compile(
    r"(?<!meeting )(?<!talks )(?<!summit )(?<!meet )(?<!met )(?<!spoke )(?<!conversation )\b(?:with|between|among|"
    r"alongside)\s+"
    r"(?:[\w’'.-]+\s+){0,4}$|\bboth\s+(?:the\s+)?$",
    re.I,
)
_FROM = re.compile(r"\b(?:from|by)\s+(?:the\s+)?(?:[\w’'.-]+\s+){0,2}$", re.I)
_TO = re.compile(r"\b(?:to|for)\s+(?:the\s+)?(?:[\w’'.-]+\s+){0,2}$", re.I)
_BROKERED = re.compile(
    r"\b(?:broker|mediat|facilitat|negotiated and draft|draft)\w*\s+(?:\w+\s+)?by\s+(?:the\s+)?[^,.;]{0,40}$", re.I
)
_GUARANTEED = re.compile(r"\bguaranteed by\s+(?:the\s+)?[^,.;]{0,30}$", re.I)
_BUYS = re.compile(r"\b(?:buy\w*|bought|purchas\w+|acquir\w+|order\w*|procur\w+|receiv\w+|borrow\w*)\b", re.I)
_SELLS = re.compile(
    r"\b(?:sell\w*|sold|suppl\w+|deliver\w*|export\w*|provid\w+|lend\w*|lent|grant\w*|give\w*|donat\w+)\b", re.I
)
_TRANSFERS = (Instrument.ARMS_CONTRACT, Instrument.LOAN_OR_AID_AGREEMENT, Instrument.COMMERCIAL_CONTRACT)
_BINDABLE = frozenset(
    {ActorKind.STATE, ActorKind.IGO, ActorKind.NGO, ActorKind.COMPANY, ActorKind.ARMED_GROUP, ActorKind.PARTY}
)
_BY_BODIES = (Status.ADOPTED, Status.AGREED)
"""Stages to which an organisation brings a text or decision by itself."""
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s(?:[\w-]+\s)?$", re.I)
_BEFORE = 60
_UN = "igo:United Nations"
_ORGAN = re.compile(r"\b(?:Security Council|General Assembly)$")


@dataclass(frozen=True)
class PartyClaim:
    """An actor bound by an agreement, and the words that say so."""

    key: str
    role: PartyRole
    explicit: bool
    span: Span | None


def bound(found: CheckedAgreement, story: Story) -> tuple[PartyClaim, ...]:
    """The parties in order, each actor once."""
    claims = _without_wholes(_named(found, story), story)
    if len(claims) < 2:
        for claim in _beside(found, story):
            claims.setdefault(claim.key, claim)
    if claims and len(_bodies(claims, story)) == len(claims) and found.status in _BY_BODIES:
        return tuple(_with_role(claim, PartyRole.BODY) for claim in claims.values())
    if len(claims) < 2 and not _bodies(claims, story) and not is_stranger(found.cue.start, found.sentence, story):
        for claim in _inferred(found, claims, story):
            claims.setdefault(claim.key, claim)
    for claim in _helpers(found, story):
        claims[claim.key] = claim
    return _transfer_roles(found, story, tuple(claims.values()))


def _named(found: CheckedAgreement, story: Story) -> dict[str, PartyClaim]:
    """The parties that the draft's words mean."""
    claims: dict[str, PartyClaim] = {}
    for span in found.parties:
        for key in anaphora.resolve(span, found.sentence, story.cast):
            state = principal(key, story)
            if state:
                claims.setdefault(state, PartyClaim(state, PartyRole.PARTY, True, span))
    return claims


def _without_wholes(claims: dict[str, PartyClaim], story: Story) -> dict[str, PartyClaim]:
    """The parties without the organisation of which another is an organ: of the UN and its Security Council, the
    latter."""
    names = {key: story.cast.figures[key].name for key in claims}
    wholes = {key for key in claims if key == _UN and any(_ORGAN.search(name) for name in names.values())}
    return {key: claim for key, claim in claims.items() if key not in wholes}


def principal(key: str, story: Story) -> str | None:
    """The key of the actor that is bound when this one signs; None if it can bind nobody."""
    figure = story.cast.figures[key]
    if figure.kind in _BINDABLE:
        return key
    return story.cast.represented(key)


def _beside(found: CheckedAgreement, story: Story) -> list[PartyClaim]:
    """Further parties that the sentence joins to the agreement ("with the Norwegian shipbuilder", "between A and
    B")."""
    sentence = found.sentence
    claims = []
    for sighting in story.cast.within(sentence.start, sentence.end):
        before = story.article.text[max(sentence.start, sighting.start - _BEFORE) : sighting.start]
        key = principal(sighting.key, story)
        if key and _WITH.search(before) and not is_place(before):
            span = story.article.span(sighting.start, sighting.end)
            claims.append(PartyClaim(key, PartyRole.PARTY, True, span))
    return claims


def _inferred(found: CheckedAgreement, named: Collection[str], story: Story) -> list[PartyClaim]:
    """Those named together most lately, as the parties of an agreement whose sentence names fewer than two; nobody
    where the one that it does name is not among them."""
    keys = group(found.sentence, found.cue.start, story.cast)
    guest = met_at_home(story.cast)
    if guest and guest[0] not in keys:
        keys = guest
    if named and not set(named) & set(keys) and not _is_definite(found, story):
        return []
    return [PartyClaim(key, PartyRole.PARTY, False, None) for key in keys if principal(key, story) == key]


def _is_definite(found: CheckedAgreement, story: Story) -> bool:
    """True of "the plan", "this agreement": one that the article has told of before."""
    return bool(_DEFINITE.search(story.article.text[max(0, found.subject.start - _BEFORE) : found.subject.start]))


def _helpers(found: CheckedAgreement, story: Story) -> list[PartyClaim]:
    """Mediators and guarantors that the sentence names."""
    sentence = found.sentence
    claims = []
    for sighting in story.cast.within(sentence.start, sentence.end):
        before = story.article.text[max(sentence.start, sighting.start - _BEFORE) : sighting.start]
        role = PartyRole.MEDIATOR if _BROKERED.search(before) else None
        role = PartyRole.GUARANTOR if _GUARANTEED.search(before) else role
        key = principal(sighting.key, story)
        if role and key:
            claims.append(PartyClaim(key, role, True, story.article.span(sighting.start, sighting.end)))
    return claims


def _bodies(claims: dict[str, PartyClaim], story: Story) -> list[str]:
    return [key for key in claims if story.cast.figures[key].kind is ActorKind.IGO]


def _transfer_roles(found: CheckedAgreement, story: Story, claims: tuple[PartyClaim, ...]) -> tuple[PartyClaim, ...]:
    """Supplier and recipient of two parties to a transfer, where the verb and the preposition tell them apart."""
    if found.instrument not in _TRANSFERS or len(claims) != 2:
        return claims
    text = story.article.text
    buys, sells = _BUYS.search(found.sentence.text), _SELLS.search(found.sentence.text)
    for giver, taker in (claims, claims[::-1]):
        if buys and _preceded(_FROM, giver, text):
            return _roles(claims, giver, taker)
        if sells and _preceded(_TO, taker, text):
            return _roles(claims, giver, taker)
    return claims


def _roles(claims: tuple[PartyClaim, ...], giver: PartyClaim, taker: PartyClaim) -> tuple[PartyClaim, ...]:
    roles = {giver.key: PartyRole.SUPPLIER, taker.key: PartyRole.RECIPIENT}
    return tuple(_with_role(claim, roles[claim.key]) for claim in claims)


def _preceded(pattern: re.Pattern[str], claim: PartyClaim, text: str) -> bool:
    return claim.span is not None and bool(pattern.search(text[max(0, claim.span.start - _BEFORE) : claim.span.start]))


def _with_role(claim: PartyClaim, role: PartyRole) -> PartyClaim:
    return PartyClaim(claim.key, role, claim.explicit, claim.span)
