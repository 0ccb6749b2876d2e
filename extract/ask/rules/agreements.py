"""Propose agreements: each distinct deal of an article once, with the furthest stage that the text asserts.

Reports of one deal are joined: those that point back to it ("the accord"), and those of the same kind, parties and
matter.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extract.ask.rules.discourse import Discourse
from extract.ask.rules.parties import ProposedParty, infer_parties
from extract.ask.rules.pronouns import POINTING
from extract.ask.rules.report import GENERAL, Report
from extract.ask.rules.reports import find_reports
from extract.ask.rules.terms import Terms, find_terms
from extract.entities.nouns import NounClass, is_noun
from extract.language.analysis import Argument, Cue
from extract.language.stages import CONTRACTS, stage_rank
from schemas import Instrument, PartyRole, Status

_ALIKE = 0.5
_FEW = 4
_REMEMBERED = 50
"""Deals, and reports of one deal, that a report is compared with: those told last."""
_FAMILIES = (
    CONTRACTS,
    {Instrument.CEASEFIRE, Instrument.PEACE_AGREEMENT},
    {Instrument.TREATY, Instrument.CONVENTION, Instrument.CHARTER},
    {Instrument.JOINT_DECLARATION, Instrument.JOINT_STATEMENT, Instrument.COMMUNIQUE},
)
"""Instruments whose names the press exchanges."""


_OWN_NAMES = frozenset(
    {
        Instrument.MEMORANDUM_OF_UNDERSTANDING,
        Instrument.LETTER_OF_INTENT,
        Instrument.PROTOCOL,
        Instrument.JOINT_DECLARATION,
        Instrument.JOINT_STATEMENT,
    }
)
"""Instruments that keep their names."""


@dataclass(frozen=True)
class ProposedAgreement:
    """An agreement; actors by their keys in the cast."""

    reports: tuple[Report, ...]
    sentences: tuple[int, ...]
    instrument: Instrument
    status: Status
    status_cue: str | None
    subject: str
    parties: tuple[ProposedParty, ...]
    unsure: tuple[str, ...]
    """Fields of a declared agreement that a rule only infers."""
    terms: Terms
    source: str | None = None
    """Words that name who reports it."""


def propose_agreements(discourse: Discourse) -> tuple[ProposedAgreement, ...]:
    """Return the agreements of an article in order."""
    deals: list[list[Report]] = []
    by_sentence: dict[int, list[Report]] = defaultdict(list)
    for report in _with_subjects(sorted(find_reports(discourse), key=lambda one: one.cue.extent.start)):
        by_sentence[report.number].append(report)
        known = next((deal for deal in reversed(deals[-_REMEMBERED:]) if _is_same(deal, report, discourse)), None)
        if known is None:
            deals.append([report])
        else:
            known.append(report)
    found = [_agreement(deal, by_sentence, discourse) for deal in deals]
    return tuple(one for one in found if one)


def _with_subjects(reports: Iterable[Report]) -> Iterator[Report]:
    """Yield the reports; one with a stage and no parties has those of the report before it in its sentence."""
    before: Report | None = None
    for report in reports:
        if before and report.number == before.number and not report.parties and report.status is not Status.UNKNOWN:
            report = replace(report, parties=before.parties)
        before = report
        yield report


def _is_same(deal: Sequence[Report], report: Report, discourse: Discourse) -> bool:
    """Whether a report is of a deal that was reported before."""
    return any(_are_same(earlier, report, discourse) for earlier in deal[-_REMEMBERED:])


def _are_same(one: Report, other: Report, discourse: Discourse) -> bool:
    if one.cue is other.cue or not _of_one_kind(one.instrument, other.instrument):
        return False
    if _is_new(one, other, discourse):
        return False
    keys = _bound(one), _bound(other)
    related = keys[0] <= keys[1] or keys[1] <= keys[0]
    if not related and not (other.definite and (keys[0] | keys[1]) <= set(discourse.references.pair)):
        return False
    likeness = discourse.likeness(one.matter, other.matter)
    if one.number == other.number:
        return related and (
            likeness >= _ALIKE or _is_under(one, other, discourse) or {one.instrument, other.instrument} <= CONTRACTS
        )
    if other.definite and not (discourse.modifiers(other.instruments) and likeness == 0):
        return True
    return related and likeness >= _ALIKE


def _is_under(one: Report, other: Report, discourse: Discourse) -> bool:
    """Whether a deed is done under an agreement: "will deliver jets under a deal signed in May"."""
    return any(_stands_under(noun, verb, discourse) for noun, verb in ((one, other), (other, one)))


def _stands_under(named: Report, deed: Report, discourse: Discourse) -> bool:
    tokens = discourse.analysis.tokens
    above = (tokens[tokens[cue.head].head] for cue in named.instruments)
    return any(one.text.casefold() == "under" and one.head == deed.cue.head for one in above)


def _bound(report: Report) -> set[str]:
    """Those whom an agreement binds: its parties without those who mediate."""
    return {party.key for party in report.parties if party.role is not PartyRole.MEDIATOR}


def _is_new(one: Report, other: Report, discourse: Discourse) -> bool:
    """Whether words introduce an agreement under a name of its own: "signed a treaty. A protocol was also signed"."""
    if other.definite or one.number == other.number or not other.instruments:
        return False
    nouns = [{discourse.analysis.tokens[cue.head].lemma for cue in each.instruments} for each in (one, other)]
    return nouns[0].isdisjoint(nouns[1])


def _of_one_kind(one: Instrument, other: Instrument) -> bool:
    """Whether a later name may mean an earlier one: "the agreement" a memorandum, not "the memorandum" an agreement."""
    if one in GENERAL and other in _OWN_NAMES:
        return False
    alike_named = any({one, other} <= family for family in _FAMILIES)
    return one is other or Instrument.AGREEMENT in (one, other) or alike_named


def _agreement(
    deal: list[Report], by_sentence: Mapping[int, Sequence[Report]], discourse: Discourse
) -> ProposedAgreement | None:
    furthest = max(deal, key=lambda report: stage_rank(report.status))
    parties = _joined_parties(deal)
    instrument = next((one.instrument for one in deal if one.instrument not in GENERAL), deal[0].instrument)
    if not parties and any(_is_of_others(report.cue, discourse) for report in deal):
        return None
    if not parties and furthest.status is Status.PROPOSED:
        return None  # "calls for ceasefires", where no party is named
    completed = infer_parties(parties, furthest.status, deal[0].cue, discourse)
    if not completed or not any(report.parties or report.specific for report in deal):
        return None
    subject = max((discourse.words(report.matter) for report in deal), key=len)
    return ProposedAgreement(
        reports=tuple(deal),
        sentences=tuple(sorted({report.number for report in deal})),
        instrument=_refined(instrument, completed, furthest.status),
        status=furthest.status,
        status_cue=discourse.words(furthest.cue.extent) if furthest.status is not Status.UNKNOWN else None,
        subject=" ".join(subject.split()),
        parties=completed,
        unsure=() if all(party.explicit for party in completed) else ("parties",),
        source=_source(furthest.cue, completed, discourse),
        terms=find_terms(deal, by_sentence, furthest.status, instrument, discourse),
    )


def _is_of_others(cue: Cue, discourse: Discourse) -> bool:
    """Whether the words say who is bound, and name no official.

    "A garage agreed to paint the bus"; not "the decision of President Diop", whose state the text does not name, and
    not "those included a treaty".
    """
    agents = [agent for agent in cue.agents if not agent.pronoun and not _are_sides(agent, discourse)]
    named = (place.key for agent in agents for place in discourse.cast.within(*agent.extent))
    return bool(agents) and not any(discourse.cast.actors[key].office for key in named)


def _are_sides(agent: Argument, discourse: Discourse) -> bool:
    """Whether words mean parties that the text names elsewhere: "the two countries", "both sides", "the sides"."""
    words = discourse.words(agent.extent).casefold().split()
    pointing = words[0] in POINTING or words[0] in ("two", "three")
    return pointing and len(words) < _FEW and is_noun(words[-1], NounClass.STATES, NounClass.TWO, NounClass.PERSONS)


def _source(cue: Cue, parties: Iterable[ProposedParty], discourse: Discourse) -> str | None:
    """Words that name who reports an agreement, if no party does."""
    own = {party.key for party in parties}
    for attribution in discourse.attributions(cue):
        sayers = {discourse.cast.principal(key) for key in discourse.sources(attribution)}
        if attribution.sources and not sayers & own:
            return discourse.words(attribution.sources[0].extent)
    return None


def _joined_parties(deal: Iterable[Report]) -> tuple[ProposedParty, ...]:
    """The parties of all reports, each once; of what a body adopts, the body alone."""
    kept: dict[str, ProposedParty] = {}
    for party in (party for report in deal for party in report.parties):
        kept.setdefault(party.key, party)
    bodies = tuple(party for party in kept.values() if party.role is PartyRole.BODY)
    return bodies or tuple(kept.values())


def _refined(instrument: Instrument, parties: tuple[ProposedParty, ...], status: Status) -> Instrument:
    """A resolution where an organisation adopts a text alone."""
    alone = status is Status.ADOPTED and all(party.role == "body" for party in parties)
    return Instrument.RESOLUTION if alone and instrument in GENERAL else instrument
