"""Find where a text reports agreements: a stage with its instruments, or an instrument with parties of its own."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from extract.ask.rules.concrete import is_concrete, is_view
from extract.ask.rules.discourse import Discourse
from extract.ask.rules.mediators import mediates
from extract.ask.rules.named_parties import within
from extract.ask.rules.named_texts import attribute, issuers, speaks
from extract.ask.rules.parties import find_parties, parties_of, sale_within
from extract.ask.rules.report import GENERAL, JOINT, Report
from extract.document.segment import Role
from extract.entities.cast import state_key
from extract.language.analysis import Cue, CueKind, Extent, Factuality, Polarity
from extract.language.coverage import ENGLISH
from extract.language.stages import CONTRACTS, asserted_stage
from extract.normalize.amounts import find_amounts
from extract.normalize.dates import find_dates
from schemas import Instrument, Status

_TO = len("also to ")
"""Characters between the beginning of a complement and its verb, at most."""
_LAWS = frozenset({"law", "act", "bill"})
_UNDER = frozenset({"by", "under", "in", "through"})
_DONE = frozenset({Status.SIGNED, Status.ADOPTED, Status.RATIFIED, Status.INITIALLED})

_SETTLING = frozenset({Status.ADOPTED, Status.RATIFIED, Status.UNDER_NEGOTIATION})
"""Stages that their complement has too: "voted to extend the embargo", "authorised the ratification of the pact"."""


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
        if _is_mediation(cue, own, stages, of_stages, discourse):
            continue
        if any(_is_told_by(one, cue, of_stages, discourse) for one in stages):
            continue
        governor = _governor(cue, stages)
        status = _status(cue, governor, discourse)
        if status is not None and not _is_clause(cue, own, discourse) and not is_view(cue, discourse):
            found = _of_stage(cue, own, status, _open_matters(cue, stages, discourse), discourse)
            yield from (one for one in found if is_concrete(one, governor, discourse))
    yield from _of_heading(discourse)
    for cue in discourse.cues(CueKind.INSTRUMENT):
        if cue not in used and within(cue, discourse) not in used:
            yield from _of_instrument(cue, discourse)


def _of_heading(discourse: Discourse) -> Iterator[Report]:
    """The ratification that a state's office announces under the title of the law: "Law ratifying the pact on water".

    Other headings tell what the text below them tells better.
    """
    heading = next(iter(discourse.shown.sentences), None)
    home = discourse.cast.home
    if heading is None or heading.role is not Role.HEADLINE or not home:
        return
    for cue in discourse.analysis.cues:
        if cue.sentence != heading.index:
            break
        instruments = [discourse.analysis.cues[at] for at in cue.instruments]
        if cue.label == Status.RATIFIED and instruments and _LAWS & set(heading.text.casefold().split()[:3]):
            report = _report(cue, instruments, Status.RATIFIED, discourse)
            yield replace(report, parties=report.parties or parties_of((state_key(home),), report.status, discourse))


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


def _is_told_by(one: Cue, cue: Cue, of_stages: Mapping[Cue, list[Cue]], discourse: Discourse) -> bool:
    """Whether another stage of the same instrument tells more: that what is talked about was made ("they discussed the
    pact signed by Chad"), or what became of what was proposed ("they rejected a truce proposed by Chad")."""
    if one is cue or not set(of_stages[one]) & set(of_stages[cue]):
        return False
    describing, described = (discourse.analysis.tokens[each.head].dep == "acl" for each in (one, cue))
    if cue.label == Status.UNDER_NEGOTIATION:
        return describing and one.performed
    return cue.label == Status.PROPOSED and described and not describing


def _is_mediation(
    cue: Cue, own: list[Cue], stages: list[Cue], of_stages: Mapping[Cue, list[Cue]], discourse: Discourse
) -> bool:
    """Whether a stage only tells who mediated what another one reports: "reached a truce brokered by Togo"."""
    if not mediates(discourse.analysis.tokens[cue.head]):
        return False
    return any(one is not cue and not set(of_stages[one]).isdisjoint(own) for one in stages)


def _open_matters(cue: Cue, stages: list[Cue], discourse: Discourse) -> tuple[Extent, ...]:
    """The matters of a stage, up to those parts of which another stage says more.

    Of "agreed to set up a centre" nothing, of "agreed to share water and to set up a centre" the first part.
    """
    below = [one for one in stages if _governor(one, [cue])]
    governed, heads = sorted(one.extent.start for one in below), {one.head for one in below}
    found = []
    for matter in _coordinated(cue, discourse) or (cue.extent,):
        if not heads.isdisjoint(discourse.heads(matter)):
            continue
        inner = next((at for at in governed if matter.start <= at < matter.end), matter.end)
        if inner > matter.start + _TO or inner == matter.end:
            found.append(Extent(matter.start, inner))
    return tuple(found)


def _coordinated(cue: Cue, discourse: Discourse) -> tuple[Extent, ...]:
    """The matters of a stage, without participles that tell how the first one is done.

    "Agreed to share water and to open the road" has two, "agreed to lower barriers, cutting fees" one.
    """
    tokens = discourse.analysis.tokens
    heads = {matter: next(iter(discourse.heads(matter)), cue.head) for matter in cue.matters}
    return tuple(
        matter
        for at, matter in enumerate(cue.matters)
        if at == 0 or not tokens[heads[matter]].text.endswith("ing") or tokens[heads[matter]].pos != "VERB"
    )


def _is_clause(cue: Cue, own: list[Cue], discourse: Discourse) -> bool:
    """Whether a stage is part of what another instrument says: "a contract to supply jets", not "the papers signed"."""
    token = discourse.analysis.tokens[cue.head]
    described = token.head if token.dep == "acl" and not token.text.endswith("ing") else None
    others = (one for one in discourse.beside(cue, CueKind.INSTRUMENT) if one not in own and one.head != described)
    return any(one.matter and one.matter.holds(cue.extent) and one.extent.end <= cue.extent.start for one in others)


def _of_instrument(cue: Cue, discourse: Discourse) -> Iterator[Report]:
    """The report of an instrument without a stage: of a joint text, of one with its parties, year or value."""
    report = _report(cue, [cue], attribute(cue, discourse), discourse)
    joint = issuers(cue, discourse) if report.instrument in JOINT else ()
    if joint:
        yield replace(report, status=Status.ADOPTED, parties=joint)
    elif report.instrument in JOINT and report.status is Status.UNKNOWN and speaks(cue, discourse):
        yield replace(report, status=Status.ADOPTED, specific=True)
    elif report.status is not Status.UNKNOWN or (
        report.instrument is not Instrument.COOPERATION
        and cue.performed
        and (len(report.parties) > 1 or report.definite or report.specific)
    ):
        yield report


def _is_specific(cue: Cue, discourse: Discourse) -> bool:
    """Whether words give an instrument a year or a value: "a 2023 contract", "a deal worth $2 million"."""
    words = discourse.words(cue.matter) if cue.matter else ""
    return any(date.edtf[:4].isdigit() for date in find_dates(words)) or bool(find_amounts(words, ENGLISH))


def _status(cue: Cue, governor: Cue | None, discourse: Discourse) -> Status | None:
    """The stage that the text vouches for; of the complement of a stage that was reached, what was agreed.

    A participle behind its noun says what was done, whatever is said of it: "the importance of the pact signed in May".
    """
    token = discourse.analysis.tokens[cue.head]
    if token.dep == "acl" and token.text.endswith("ed") and cue.label in _DONE and cue.polarity is Polarity.POSITIVE:
        passive = not discourse.dependents_before(cue.head, "aux", "auxpass")
        return Status(cue.label) if passive and cue.instruments else asserted_stage(cue)
    if governor and governor.performed and cue.polarity is Polarity.POSITIVE and governor.label in _SETTLING:
        return Status(governor.label)
    if governor and governor.performed and cue.polarity is Polarity.POSITIVE and cue.factuality is Factuality.PLANNED:
        begun = cue.label in (Status.AGREED, Status.UNDER_NEGOTIATION) or cue.instrument in CONTRACTS
        begun = begun and not (cue.trigger == "agree-on" and cue.instruments)  # "agreed to conclude a pact" pledges one
        return Status.AGREED if begun and governor.label == Status.AGREED else Status.PLEDGED
    return asserted_stage(cue)


def _of_stage(
    cue: Cue, instruments: list[Cue], status: Status, matters: tuple[Extent, ...], discourse: Discourse
) -> Iterator[Report]:
    """A report for each instrument that the stage is the stage of; of one without any, for each of its matters."""
    for instrument in instruments:
        report = _report(cue, [instrument], status, discourse)
        joint = issuers(cue, discourse) if report.instrument in JOINT and len(report.parties) < 2 else ()
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
