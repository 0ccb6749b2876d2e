"""Finds the parties of an agreement: the states and organisations that it binds, with their roles.

A person or ministry signs for a state. A party that the sentence leaves out is inferred from the actors named together
before, and marked as inferred. Nothing is inferred if the article names no second party.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from extract.assemble.subject import is_stranger
from extract.entities import anaphora
from extract.entities.annotate import Document
from extract.entities.entities import EntityMention
from extract.entities.groups import group
from extract.entities.publisher import find_host_and_guest
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
"""Stages to which an organisation brings a text or decision alone."""
_DEFINITE = re.compile(r"\b(?:the|this|that|these|those)\s(?:[\w-]+\s)?$", re.I)
_BEFORE = 60
"""Characters before a name in which a preposition or verb is looked for."""
_UN = "igo:United Nations"
_ORGAN = re.compile(r"\b(?:Security Council|General Assembly)$")


@dataclass(frozen=True)
class PartyClaim:
    """A party of an agreement, and the words that say so."""

    key: str
    """Key of the entity."""
    role: PartyRole
    explicit: bool
    """False if the party is inferred."""
    span: Span | None
    """None if the party is inferred."""


def find_parties(found: CheckedAgreement, document: Document) -> tuple[PartyClaim, ...]:
    """Return the parties in order, each entity once."""
    claims = _without_wholes(_named(found, document), document)
    if len(claims) < 2:
        for claim in _joined(found, document):
            claims.setdefault(claim.key, claim)
    if claims and len(_bodies(claims, document)) == len(claims) and found.status in _BY_BODIES:
        return tuple(replace(claim, role=PartyRole.BODY) for claim in claims.values())
    if len(claims) < 2 and not _bodies(claims, document) and not is_stranger(found.cue.start, found.sentence, document):
        for claim in _inferred(found, claims, document):
            claims.setdefault(claim.key, claim)
    for claim in _helpers(found, document):
        claims[claim.key] = claim
    return _with_transfer_roles(found, document, tuple(claims.values()))


def find_bound(key: str, document: Document) -> str | None:
    """Return the key of the entity that is bound when this one signs; None if it can bind none."""
    return key if document.entities.by_key[key].kind in _BINDABLE else document.entities.state_of(key)


def _named(found: CheckedAgreement, document: Document) -> dict[str, PartyClaim]:
    """The parties that the draft's words refer to."""
    claims: dict[str, PartyClaim] = {}
    for span in found.parties:
        for key in anaphora.resolve(span, found.sentence, document.entities):
            bound = find_bound(key, document)
            if bound:
                claims.setdefault(bound, PartyClaim(bound, PartyRole.PARTY, True, span))
    return claims


def _without_wholes(claims: dict[str, PartyClaim], document: Document) -> dict[str, PartyClaim]:
    """The parties without an organisation whose organ is one: of the UN and its Security Council, only the latter."""
    names = [document.entities.by_key[key].name for key in claims]
    has_organ = any(_ORGAN.search(name) for name in names)
    return {key: claim for key, claim in claims.items() if not (key == _UN and has_organ)}


def _joined(found: CheckedAgreement, document: Document) -> Iterator[PartyClaim]:
    """Further parties that the sentence joins to the agreement ("with Halvorsen Marine", "between A and B")."""
    for mention, before in _mentions_in(found, document):
        key = find_bound(mention.key, document)
        if key and _WITH.search(before) and not is_place(before):
            yield PartyClaim(key, PartyRole.PARTY, True, document.article.span(mention.start, mention.end))


def _inferred(found: CheckedAgreement, named: Collection[str], document: Document) -> Iterator[PartyClaim]:
    """The actors named together most recently, for an agreement whose sentence names fewer than two parties.

    Nothing is inferred if the party that it names is not among them, unless it refers to an agreement reported before.
    """
    keys = group(found.sentence, found.cue.start, document.entities)
    host_and_guest = find_host_and_guest(document.entities)
    if host_and_guest and host_and_guest[0] not in keys:
        keys = host_and_guest
    if named and not set(named) & set(keys) and not _is_definite(found, document):
        return
    for key in keys:
        if find_bound(key, document) == key:
            yield PartyClaim(key, PartyRole.PARTY, False, None)


def _is_definite(found: CheckedAgreement, document: Document) -> bool:
    """True of "the plan", "this agreement": one that the article has reported before."""
    start = found.subject.start
    return bool(_DEFINITE.search(document.article.text[max(0, start - _BEFORE) : start]))


def _helpers(found: CheckedAgreement, document: Document) -> Iterator[PartyClaim]:
    """Mediators and guarantors that the sentence names."""
    for mention, before in _mentions_in(found, document):
        role = PartyRole.MEDIATOR if _BROKERED.search(before) else None
        role = PartyRole.GUARANTOR if _GUARANTEED.search(before) else role
        key = find_bound(mention.key, document)
        if role and key:
            yield PartyClaim(key, role, True, document.article.span(mention.start, mention.end))


def _mentions_in(found: CheckedAgreement, document: Document) -> Iterator[tuple[EntityMention, str]]:
    """The mentions in the sentence, each with the words before it."""
    sentence = found.sentence
    for mention in document.entities.within(sentence.start, sentence.end):
        yield mention, document.article.text[max(sentence.start, mention.start - _BEFORE) : mention.start]


def _bodies(claims: dict[str, PartyClaim], document: Document) -> list[str]:
    return [key for key in claims if document.entities.by_key[key].kind is ActorKind.IGO]


def _with_transfer_roles(
    found: CheckedAgreement, document: Document, claims: tuple[PartyClaim, ...]
) -> tuple[PartyClaim, ...]:
    """The two parties to a transfer as supplier and recipient, if verb and preposition distinguish them."""
    if found.instrument not in _TRANSFERS or len(claims) != 2:
        return claims
    text = document.article.text
    buys, sells = _BUYS.search(found.sentence.text), _SELLS.search(found.sentence.text)
    for supplier, recipient in (claims, claims[::-1]):
        if (buys and _follows(_FROM, supplier, text)) or (sells and _follows(_TO, recipient, text)):
            roles = {supplier.key: PartyRole.SUPPLIER, recipient.key: PartyRole.RECIPIENT}
            return tuple(replace(claim, role=roles[claim.key]) for claim in claims)
    return claims


def _follows(pattern: re.Pattern[str], claim: PartyClaim, text: str) -> bool:
    """True if the words of a party follow words of this pattern."""
    return claim.span is not None and bool(pattern.search(text[max(0, claim.span.start - _BEFORE) : claim.span.start]))
