"""Edits of verbs: a statement's act is denied, an agreement's stage is denied, what was signed is yet to be signed.

In: an article with its analysis. Out: a case for each cue whose verb can be edited, and the skipped ones. A cue that
several records share changes all of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from benchmarks.probe.case import Base, Case, Skipped, shown
from benchmarks.probe.facts import Lens
from benchmarks.probe.rewrite import Replacement, Rewriting
from benchmarks.probe.verbs import Unclean, Verb, negated, planned, read_verb
from extract.language.analysis import Cue, CueKind
from schemas import Agreement, SecurityStatement, Span, Status

SIGNED = (Status.SIGNED, Status.INITIALLED, Status.RATIFIED)
"""Stages that "will sign" takes back to a pledge."""
DENIED = (Status.UNKNOWN, Status.REJECTED, Status.PROPOSED, None)
"""What may become of an agreement that "was not signed": no stage asserted, or no record at all."""
_STAGES = (*SIGNED, Status.ADOPTED, Status.AGREED, Status.SUSPENDED, Status.TERMINATED, Status.WITHDRAWN)

_IsEdited = Callable[[Span | None], bool]
"""Whether the edit takes back what a cue says."""


def negate_act(base: Base) -> Iterator[Case | Skipped]:
    """ "condemned" -> "did not condemn": the statement is gone or negated, and nothing else changes."""

    def lens(becomes: bool | None, edited: _IsEdited) -> Lens:
        return Lens(negated=lambda said: becomes if edited(said.cue) else said.negated)

    told = [_Told(said, said.act, said.cue, said.evidence) for said in base.found.statements if not said.negated]
    for one, cues in _edits(base, told, CueKind.ACT):
        yield _case(base, one, cues, negated, lambda edited: (lens(None, edited), lens(True, edited)))


def negate_stage(base: Base) -> Iterator[Case | Skipped]:
    """ "signed" -> "did not sign": the stage is no longer asserted."""
    return _of_stages(base, _STAGES, negated, DENIED)


def plan_to_sign(base: Base) -> Iterator[Case | Skipped]:
    """ "signed" -> "will sign": the agreement is pledged, and not signed."""
    return _of_stages(base, SIGNED, planned, (Status.PLEDGED,))


def _of_stages(
    base: Base, stages: tuple[Status, ...], change: Callable[[Verb], Replacement], becomes: tuple[Status | None, ...]
) -> Iterator[Case | Skipped]:
    """The cases of agreements at these stages; any of `becomes` is right afterwards."""

    def lens(status: Status | None, edited: _IsEdited) -> Lens:
        return Lens(status=lambda deal: status if edited(deal.status_cue) else deal.status)

    told = [_Told(deal, deal.status, deal.status_cue, deal.evidence) for deal in base.found.agreements]
    for one, cues in _edits(base, told, CueKind.STAGE):
        if one.label in stages and one.cue:
            case = _case(base, one, cues, change, lambda edited: tuple(lens(status, edited) for status in becomes))
            yield replace(case, dates_open=True) if isinstance(case, Case) else case


@dataclass(frozen=True)
class _Told:
    """A record with the words that give it its act or stage."""

    record: SecurityStatement | Agreement
    label: str
    """Its act or stage."""
    cue: Span | None
    evidence: tuple[Span, ...]

    @property
    def repeated(self) -> set[Span]:
        """Return the sentences of its evidence other than that of its cue."""
        return {span for span in self.evidence if not _overlap(span, self.cue)}


def _edits(base: Base, told: list[_Told], kind: CueKind) -> Iterator[tuple[_Told, list[Cue] | Unclean]]:
    """Each record, of those that share a cue only the first, with the cues to edit, or why they cannot be edited."""
    for one in reversed({one.cue: one for one in reversed(told)}.values()):
        try:
            yield one, list(_cues(base, one, kind, [other for other in told if other.record is not one.record]))
        except Unclean as unclean:
            yield one, unclean


def _cues(base: Base, one: _Told, kind: CueKind, others: list[_Told]) -> Iterator[Cue]:
    """The cue that gives a record its act or stage, in each sentence of its evidence. Raises Unclean."""
    for span in one.evidence:
        told = [cue for cue in base.analysis.cues if cue.kind is kind and not cue.weak and _overlap(span, cue)]
        cues = [cue for cue in told if cue.label == one.label and cue.performed]
        if not cues and kind is CueKind.STAGE and not told:
            continue
        own = [cue for cue in cues if _overlap(one.cue, cue)]
        loose = [cue for cue in cues if not any(_overlap(other.cue, cue) for other in (one, *others))]
        if len({cue.head for cue in (*own, *loose)}) != 1:
            raise Unclean("a sentence of its evidence has no verb of its act or stage, or several")
        cue = (own or loose)[0]
        for other in others:
            left = other.repeated - set(one.evidence)
            if any(_overlap(span, cue) for span in other.repeated) or (left and _overlap(other.cue, cue)):
                raise Unclean("another record rests on the same sentence, and on others")
        yield cue


def _case(
    base: Base,
    one: _Told,
    cues: list[Cue] | Unclean,
    change: Callable[[Verb], Replacement],
    lenses: Callable[[_IsEdited], tuple[Lens, ...]],
) -> Case | Skipped:
    """The case of an edit of all these cues."""
    try:
        if isinstance(cues, Unclean):
            raise cues
        rewriting = Rewriting([change(_verb(base, cue)) for cue in cues])
        if not cues:
            raise Unclean("no word of its evidence asserts its stage")
    except Unclean as unclean:
        return Skipped(one.evidence[0].text, str(unclean))
    readings = lenses(lambda span: _overlap(span, one.cue) or any(_overlap(span, cue) for cue in cues))
    readings = tuple(replace(lens, words=rewriting.words) for lens in readings)
    return Case(rewriting.article(base.article), *shown(base.article, rewriting), readings)


def _verb(base: Base, cue: Cue) -> Verb:
    """The verb of a cue. Raises Unclean.

    What a speaker says of another, as in "said that Chad broke the truce", is left alone: its denial is another act.
    """
    sources = [base.analysis.attributions[at].sources for at in cue.attributions]
    if cue.agents and cue.agents in sources:
        raise Unclean("its act is in what is said, not in the verb of saying")
    return read_verb(base.analysis, cue.head)


def _overlap(one: Span | None, other: Span | Cue | None) -> bool:
    extent = other.extent if isinstance(other, Cue) else other
    return one is not None and extent is not None and one.start < extent.end and extent.start < one.end
