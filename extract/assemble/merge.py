"""Merges the claims about the same agreement or statement, so that each is one record with all its evidence.

In: claims in the order of the text. Out: merged claims. Claims are merged if they have the same actors and similar
words, or if one refers to the only agreement that it can refer to ("the agreement").
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.assemble.claims import JOINT, AgreementClaim, StatementClaim
from extract.assemble.parties import PartyClaim
from extract.language.stages import stage_rank
from schemas import Instrument, Span, Status

_WORD = re.compile(r"[^\W\d_]{3,}")
_STOP = frozenset(
    "the and for with from its their his her that this new joint between over into about under also".split()
)
_PEACE = frozenset({Instrument.PEACE_AGREEMENT, Instrument.CEASEFIRE})
_GENERAL = (Instrument.AGREEMENT, Instrument.COOPERATION)
_SIMILAR = 0.6
"""Share of common words from which on two subjects are taken to be the same."""


@dataclass(frozen=True)
class Merged:
    """The distinct claims of an article."""

    agreements: tuple[AgreementClaim, ...]
    statements: tuple[StatementClaim, ...]
    merged: int
    """Claims that were merged into others."""


def merge(agreements: Iterable[AgreementClaim], statements: Iterable[StatementClaim]) -> Merged:
    """Return the distinct agreements and statements."""
    all_agreements, all_statements = list(agreements), list(statements)
    kept_agreements = _merge_same(all_agreements, _is_same_agreement, _merge_agreements)
    kept_statements = _merge_same(all_statements, _is_same_statement, _merge_statements)
    merged = len(all_agreements) - len(kept_agreements) + len(all_statements) - len(kept_statements)
    return Merged(tuple(kept_agreements), tuple(kept_statements), merged)


_Claim = TypeVar("_Claim", AgreementClaim, StatementClaim)


def _merge_same(
    claims: list[_Claim], is_same: Callable[[_Claim, _Claim], bool], merge_two: Callable[[_Claim, _Claim], _Claim]
) -> list[_Claim]:
    """Merge each claim into the first earlier one that is the same."""
    kept: list[_Claim] = []
    for claim in claims:
        for place, earlier in enumerate(kept):
            if is_same(earlier, claim):
                kept[place] = merge_two(earlier, claim)
                break
        else:
            kept.append(claim)
    return kept


def _is_same_agreement(one: AgreementClaim, other: AgreementClaim) -> bool:
    sides = {p.key for p in one.parties}, {p.key for p in other.parties}
    if not (sides[0] <= sides[1] or sides[1] <= sides[0]):
        return False
    if one.evidence == other.evidence and (_is_content(one, other) or _adds_nothing(one, other)):
        return True
    if one.terms.value and other.terms.value and one.terms.value.amount != other.terms.value.amount:
        return False
    if _ends(one.status) != _ends(other.status) and one.evidence == other.evidence:
        return False
    kinds = {one.instrument, other.instrument}
    fits = len(kinds) == 1 or kinds <= _PEACE or any(kind in _GENERAL for kind in kinds)
    if one.evidence != other.evidence and _refers(other, one):
        return True
    if one.heading and not other.heading and fits:
        return True
    return fits and _similarity(one.subject.text, other.subject.text) >= _SIMILAR


def _refers(later: AgreementClaim, earlier: AgreementClaim) -> bool:
    """True of a mere reference ("the agreement", "the ceasefire") to an agreement reported before."""
    if not later.bare or earlier.instrument is Instrument.COOPERATION:
        return False
    same = later.instrument is earlier.instrument or {later.instrument, earlier.instrument} <= _PEACE
    return same or later.instrument is Instrument.AGREEMENT


def _adds_nothing(one: AgreementClaim, other: AgreementClaim) -> bool:
    """True of a second draft of the same cue whose subject only repeats words of the cue."""
    cue, subject = other.status_cue, other.subject
    return cue is not None and cue == one.status_cue and subject.start < cue.end and cue.start < subject.end


def _is_content(text: AgreementClaim, promise: AgreementClaim) -> bool:
    """True of a promise that only says what a joint text contains ("in a declaration, they pledged to")."""
    return (
        text.instrument in JOINT
        and text.status is Status.ADOPTED
        and promise.instrument is Instrument.COOPERATION
        and promise.status is Status.PLEDGED
    )


def _ends(status: Status) -> bool:
    """True of stages that end an agreement."""
    return stage_rank(status) >= stage_rank(Status.REJECTED)


def _merge_agreements(one: AgreementClaim, other: AgreementClaim) -> AgreementClaim:
    """Both as one: the later stage with its cue, the more special instrument, all parties, dates and evidence."""
    further = other if stage_rank(other.status) > stage_rank(one.status) else one
    special = one if one.instrument not in _GENERAL or other.instrument in _GENERAL else other
    content = other if _is_content(one, other) or one.heading else one
    parties: dict[str, PartyClaim] = {}
    for party in (*one.parties, *other.parties):
        known = parties.get(party.key)
        parties[party.key] = party if known is None or (party.explicit and not known.explicit) else known
    dates = {(d.edtf, d.role): d for d in (*other.terms.dates, *one.terms.dates)}
    return replace(
        one,
        subject=content.subject,
        instrument=special.instrument,
        named=special.named,
        status=further.status,
        status_cue=further.status_cue,
        parties=tuple(parties.values()),
        terms=replace(
            one.terms,
            dates=tuple(sorted(dates.values(), key=lambda d: d.span.start)),
            value=one.terms.value or other.terms.value,
            quantity=one.terms.quantity or other.terms.quantity,
            historical=one.terms.historical and other.terms.historical,
        ),
        contexts=tuple(dict.fromkeys((*one.contexts, *other.contexts))),
        source=one.source or other.source,
        evidence=_spans((*one.evidence, *other.evidence)),
        heading=one.heading and other.heading,
    )


def _is_same_statement(one: StatementClaim, other: StatementClaim) -> bool:
    if one.act is not other.act or one.negated != other.negated:
        return False
    speakers = {key for key, _ in one.speakers}, {key for key, _ in other.speakers}
    recipients = {key for key, _ in one.recipients}, {key for key, _ in other.recipients}
    if speakers[0] != speakers[1]:
        return False
    if one.evidence == other.evidence:
        return one.cue == other.cue or recipients[0] == recipients[1]
    related = recipients[0] <= recipients[1] or recipients[1] <= recipients[0]
    announced = one.heading and not other.heading
    return related and (announced or _similarity(one.about.text, other.about.text) >= _SIMILAR)


def _merge_statements(one: StatementClaim, other: StatementClaim) -> StatementClaim:
    recipients = {key: span for key, span in (*other.recipients, *one.recipients)}
    content = other if one.heading else one
    return replace(
        one,
        about=content.about,
        heading=one.heading and other.heading,
        recipients=tuple(recipients.items()),
        contexts=tuple(dict.fromkeys((*one.contexts, *other.contexts))),
        source=one.source or other.source,
        evidence=_spans((*one.evidence, *other.evidence)),
    )


def _spans(spans: Iterable[Span]) -> tuple[Span, ...]:
    return tuple(sorted(dict.fromkeys(spans), key=lambda span: span.start))


def _similarity(one: str, other: str) -> float:
    """Return the share of the shorter text's words that the longer one has too, 0 to 1; 0 if either has none."""
    words = _words(one), _words(other)
    shorter = min(len(words[0]), len(words[1]))
    return len(words[0] & words[1]) / shorter if shorter else 0.0


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)} - _STOP
