"""Find where a text reports agreements: a stage with its instruments, or an instrument with parties of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extract.ask.rules.discourse import Discourse
from extract.ask.rules.parties import ProposedParty, find_parties, parties_of, sale_within
from extract.language.analysis import Cue, CueKind, Extent, Factuality, Polarity
from extract.language.stages import asserted_stage
from extract.normalize.dates import find_dates
from extract.normalize.money import find_money
from schemas import Instrument, PartyRole, Status

_TO = len("also to ")
"""Characters between the beginning of a complement and its verb, at most."""
_COMMITTING = frozenset({"to", "will", "would", "shall", "'ll", "’ll", "wo"})
_STAYING = frozenset({"stay", "remain", "keep", "maintain", "continue"})
_CONTACTS = frozenset({"contact", "contacts", "touch", "dialogue"})
_VALUES = frozenset({"importance", "priority", "need", "urgency", "necessity", "significance", "value", "fact"})
"""What is said to be so where parties agree on it: "agreed on the importance of talks"."""
_DEEDS = frozenset({"establish", "strengthen", "restore-relations"})
"""Triggers that are agreements only between two."""
_UNDER = frozenset({"by", "under", "in", "through"})
_ATTRIBUTES = {
    "signed": Status.SIGNED,
    "ratified": Status.RATIFIED,
    "initialled": Status.INITIALLED,
    "agreed": Status.AGREED,
    "proposed": Status.PROPOSED,
    "draft": Status.PROPOSED,
    "planned": Status.PROPOSED,
}
"""Participles before an instrument that tell its stage."""
JOINT = frozenset({Instrument.JOINT_DECLARATION, Instrument.JOINT_STATEMENT, Instrument.COMMUNIQUE})
"""Texts that several issue as one."""
GENERAL = frozenset({Instrument.AGREEMENT, Instrument.COOPERATION})
"""Instruments that say nothing of the type of an agreement."""


@dataclass(frozen=True)
class Report:
    """A place where the text reports an agreement."""

    cue: Cue
    """The stage; of an instrument without one, its own cue."""
    number: int
    """The number of the sentence, counted from 1."""
    instrument: Instrument
    status: Status
    parties: tuple[ProposedParty, ...]
    matter: Extent
    definite: bool
    """Whether it points to an agreement that was named before: "the accord"."""
    specific: bool = False
    """Whether it has a stage, a year or a value."""
    instruments: tuple[Cue, ...] = ()


def find_reports(discourse: Discourse) -> Iterator[Report]:
    """Yield the reports of an article, by their kind."""
    of_stages = {cue: _instruments(cue, discourse) for cue in discourse.cues(CueKind.STAGE)}
    named = {one for own in of_stages.values() for one in own}
    of_stages = {cue: [*own, *_listed(cue, own, named, discourse)] for cue, own in of_stages.items()}
    used = {one for own in of_stages.values() for one in own}
    whole = {agent.head for cue in of_stages if cue.trigger == "signed-include" for agent in cue.agents}
    for cue, own in of_stages.items():
        stages = list(discourse.beside(cue, CueKind.STAGE))
        if any(one.head in whole for one in own) or _is_purpose(cue, stages):
            continue  # "the documents signed include a treaty": the treaty is the agreement
        governor = _governor(cue, stages)
        status = _status(cue, governor)
        if status is not None and not _is_clause(cue, own, discourse) and not _is_view(cue, discourse):
            found = _of_stage(cue, own, status, _open_matters(cue, stages), discourse)
            yield from (one for one in found if _is_concrete(one, governor, discourse))
    for cue in discourse.cues(CueKind.INSTRUMENT):
        if cue not in used:
            yield from _of_instrument(cue, discourse)


def _instruments(cue: Cue, discourse: Discourse) -> list[Cue]:
    """The instruments of a stage; else the one whose own noun it is, or under which it stands.

    "An agreement between Mali and Chad"; "by signing the accord, the sides agreed to withdraw".
    """
    named = [discourse.analysis.cues[at] for at in cue.instruments]
    beside = list(discourse.beside(cue, CueKind.INSTRUMENT))
    own = [one for one in beside if one.head == cue.head]
    if named or own or cue.trigger != "agree-to":
        return named or own
    before = [one for one in beside if one.extent.end <= cue.extent.start]
    begins = discourse.words(Extent(discourse.sentence(cue).start, cue.extent.start)).split(" ")[0].casefold()
    return [one for one in before[:1] if begins in _UNDER and _is_definite(one, discourse)]


def _listed(cue: Cue, own: list[Cue], named: set[Cue], discourse: Discourse) -> list[Cue]:
    """The instruments that go on a list after those of a stage: "signed a treaty on fish, a protocol and a pact", or
    with semicolons between.

    None of an apposition: "signed a treaty, a pact that bans raids".
    """
    tokens = discourse.analysis.tokens
    first = min((one.head for one in own if one.head > cue.head), default=cue.head)
    after = [one for one in discourse.beside(cue, CueKind.INSTRUMENT) if one.head > first > cue.head]
    listed = [one for one in after if one not in named and tokens[one.head].dep in ("appos", "conj")]
    is_list = any(tokens[one.head].dep == "conj" for one in after) or ";" in _between(listed, first, discourse)
    return listed if is_list else []


def _between(cues: list[Cue], first: int, discourse: Discourse) -> str:
    """The words from a token to the last of some cues."""
    tokens = discourse.analysis.tokens
    last = max((one.head for one in cues), default=first)
    return discourse.words(Extent(tokens[first].extent.start, tokens[last].extent.end))


def _governor(cue: Cue, stages: list[Cue]) -> Cue | None:
    """The stage whose complement a stage is: "agreed" of "agreed to set up a centre"."""
    extents = {frame.extent for frame in cue.frames}
    return next((one for one in stages if one is not cue and one.extent in extents), None)


def _is_purpose(cue: Cue, stages: list[Cue]) -> bool:
    """Whether a stage only tells what another one is for: "agreed to set up a centre to expand cooperation"."""
    for_what = any(frame.id == "purpose" for frame in cue.frames)
    return for_what and any(one.performed and one.extent.end < cue.extent.start for one in stages)


def _open_matters(cue: Cue, stages: list[Cue]) -> tuple[Extent, ...]:
    """The matters of a stage, up to those parts of which another stage says more.

    Of "agreed to set up a centre" nothing, of "agreed to share water and to set up a centre" the first part.
    """
    governed = sorted(one.extent.start for one in stages if _governor(one, [cue]))
    found = []
    for matter in cue.matters or (cue.extent,):
        inner = next((at for at in governed if matter.start <= at < matter.end), matter.end)
        if inner > matter.start + _TO or inner == matter.end:
            found.append(Extent(matter.start, inner))
    return tuple(found)


def _is_concrete(report: Report, governor: Cue | None, discourse: Discourse) -> bool:
    """Whether a report is more than vague words on cooperation.

    "They agreed to expand cooperation", "Mali and Chad expanded cooperation", "we will establish a fund", "Chad will
    give Mali a loan" are; "they
    discussed ways to expand cooperation", "they pledged to cooperate" and "Mali expanded its ties" are none.
    """
    implied = not report.instruments and report.cue.trigger != "agree-to"
    if (implied or report.cue.trigger in _DEEDS) and not governor:
        several = len(report.parties) > 1 or any(party.role is PartyRole.BODY for party in report.parties)
        known = all(discourse.cast.actors[party.key].known for party in report.parties)
        promised = known and report.status is Status.PLEDGED and report.instrument not in GENERAL
        named = promised or (bool(report.instruments) and report.instrument is not Instrument.COOPERATION)
        return several and (report.cue.performed or (named and report.cue.factuality is Factuality.PLANNED))
    if report.instrument is not Instrument.COOPERATION or report.cue.trigger == "agree-to":
        return True
    return bool(governor) or (report.status not in (Status.PROPOSED, Status.PLEDGED) and len(report.parties) > 1)


def _is_view(cue: Cue, discourse: Discourse) -> bool:
    """Whether what is agreed is how things are, or to stay in touch, and commits nobody to a deed.

    "Agreed that the talks were useful"; not "agreed that Mali will open the border".
    """
    if cue.trigger not in ("agree-to", "agree-on") or not cue.matters:
        return False
    tokens = discourse.analysis.tokens
    head = next(iter(discourse.heads(cue.matters[0])), None)
    if head is None or tokens[head].pos not in ("VERB", "AUX"):
        return head is not None and tokens[head].lemma in _VALUES
    contact = not _CONTACTS.isdisjoint(discourse.words(cue.matters[0]).casefold().split())
    if tokens[head].lemma in _STAYING and (contact or tokens[head].dep == "ccomp"):
        return True
    if any(discourse.words(one.extent) == "I" for one in cue.agents):
        return True
    auxiliaries = [one.text.casefold() for one in discourse.dependents_before(head, "aux")]
    plain = tokens[head].text == tokens[head].lemma and not auxiliaries
    return tokens[head].dep == "ccomp" and not plain and _COMMITTING.isdisjoint(auxiliaries)


def _is_clause(cue: Cue, own: list[Cue], discourse: Discourse) -> bool:
    """Whether a stage is part of what another instrument says: "a contract to supply jets"."""
    return any(
        other not in own and other.matter and other.matter.holds(cue.extent) and other.extent.end <= cue.extent.start
        for other in discourse.beside(cue, CueKind.INSTRUMENT)
    )


def _of_instrument(cue: Cue, discourse: Discourse) -> Iterator[Report]:
    """The report of an instrument without a stage: of a joint text, of one with its parties, year or value."""
    report = _report(cue, [cue], _attribute(cue, discourse), discourse)
    issuers = _issuers(cue, discourse) if report.instrument in JOINT else ()
    if issuers:
        yield replace(report, status=Status.ADOPTED, parties=issuers)
    elif report.status is not Status.UNKNOWN or (
        report.instrument is not Instrument.COOPERATION
        and cue.performed
        and (len(report.parties) > 1 or report.definite or report.specific)
    ):
        yield report


def _attribute(cue: Cue, discourse: Discourse) -> Status:
    """The stage in "a previously signed agreement"."""
    tokens = discourse.analysis.tokens
    before = (tokens[at] for at in range(max(0, cue.head - 4), cue.head) if tokens[at].head == cue.head)
    return next(
        (_ATTRIBUTES[word.text.casefold()] for word in before if word.text.casefold() in _ATTRIBUTES), Status.UNKNOWN
    )


def _issuers(cue: Cue, discourse: Discourse) -> tuple[ProposedParty, ...]:
    """Those who act in the sentence of a joint text: "In a joint declaration, the leaders pledged to ..."."""
    acts = discourse.beside(cue, CueKind.ACT)
    found = (parties_of(discourse.actors(one.agents, one), Status.ADOPTED, discourse) for one in acts)
    return next((parties for parties in found if len(parties) > 1), ())


def _is_specific(cue: Cue, discourse: Discourse) -> bool:
    """Whether words give an instrument a year or a value: "a 2023 contract", "a deal worth $2 million"."""
    words = discourse.words(cue.matter) if cue.matter else ""
    return any(date.edtf[:4].isdigit() for date in find_dates(words)) or bool(find_money(words))


def _status(cue: Cue, governor: Cue | None) -> Status | None:
    """The stage that the text vouches for; of the complement of a stage that was reached, what was agreed."""
    if governor and governor.performed and cue.polarity is Polarity.POSITIVE and cue.factuality is Factuality.PLANNED:
        begun = cue.label in (Status.AGREED, Status.UNDER_NEGOTIATION) and governor.label == Status.AGREED
        return Status.AGREED if begun else Status.PLEDGED
    return asserted_stage(cue)


def _of_stage(
    cue: Cue, instruments: list[Cue], status: Status, matters: tuple[Extent, ...], discourse: Discourse
) -> Iterator[Report]:
    """A report for each instrument that the stage is the stage of; of one without any, for each of its matters."""
    for instrument in instruments:
        report = _report(cue, [instrument], status, discourse)
        joint = _issuers(cue, discourse) if report.instrument in JOINT and len(report.parties) < 2 else ()
        yield replace(report, parties=joint or report.parties)
    for matter in matters if not instruments else ():
        yield replace(_report(cue, [], status, discourse), matter=matter)


def _report(cue: Cue, instruments: list[Cue], status: Status, discourse: Discourse) -> Report:
    sale = sale_within(cue, instruments, discourse)
    labels = (*(one.label for one in instruments), cue.instrument)
    kinds = [Instrument(label) for label in ((sale.instrument, *labels) if sale else labels) if label]
    specific = [kind for kind in kinds if kind not in GENERAL]
    return Report(
        cue=cue,
        number=discourse.number(cue),
        instrument=(*specific, *kinds, Instrument.COOPERATION)[0],
        status=status,
        parties=find_parties(cue, instruments, status, discourse),
        matter=next((one.matter for one in (*instruments, cue) if one.matter), cue.extent),
        definite=bool(instruments) and all(_is_definite(one, discourse) for one in instruments),
        specific=status is not Status.UNKNOWN or any(_is_specific(one, discourse) for one in instruments),
        instruments=tuple(instruments),
    )


def _is_definite(instrument: Cue, discourse: Discourse) -> bool:
    tokens = discourse.analysis.tokens
    words = (
        tokens[at].text.casefold()
        for at in range(max(0, instrument.head - 6), instrument.head)
        if tokens[at].pos in ("DET", "PRON") and tokens[at].head == instrument.head
    )
    return any(word in ("the", "this", "that", "its", "their", "these") for word in words)
