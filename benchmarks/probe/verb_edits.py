"""Edits of verbs: a statement's act is denied, an agreement's stage is denied, what was signed is only planned.

In: a base extraction. Out: a case for each cue whose verb can be edited, and the skipped ones. A cue that several
records share changes all of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from benchmarks.probe.case import Case, Skipped, shown
from benchmarks.probe.facts import Lens
from benchmarks.probe.rewrite import Replacement, Rewriting
from benchmarks.probe.verbs import Unclean, Verb, negated, planned, read_verb
from extract.language.en.acts import ActCue, act_of, find_acts
from extract.language.en.status import StatusCue, find_status, status_of
from schemas import Agreement, ArticleExtraction, SecurityStatement, Span, Status

R = TypeVar("R")

SIGNED = (Status.SIGNED, Status.INITIALLED, Status.RATIFIED)
"""Stages that "plan to" takes back to a pledge."""
DENIED = (Status.UNKNOWN, Status.REJECTED, Status.PROPOSED, None)
"""What may come of an agreement that "was not signed": no stage asserted, or no record at all."""
_STAGES = (*SIGNED, Status.ADOPTED, Status.AGREED, Status.SUSPENDED, Status.TERMINATED, Status.WITHDRAWN)


def negate_act(base: ArticleExtraction) -> Iterator[Case | Skipped]:
    """ "condemned" -> "did not condemn": the statement is negated, and nothing else changes."""
    for said in _first_of_cue(base.statements, lambda said: said.cue):
        if said.negated:
            continue
        try:
            rewriting = Rewriting(map(negated, _acting(base, said)))
        except Unclean as unclean:
            yield Skipped(said.evidence[0].text, str(unclean))
            continue
        lens = Lens(words=rewriting.words, negated=_flips(said.cue))
        yield Case(rewriting.article(base.article), *shown(base.article, rewriting), (lens,))


def negate_stage(base: ArticleExtraction) -> Iterator[Case | Skipped]:
    """ "signed" -> "did not sign": the stage is no longer asserted."""
    return _of_stages(base, _Turn(_STAGES, negated, DENIED, beside_plans=False))


def plan_to_sign(base: ArticleExtraction) -> Iterator[Case | Skipped]:
    """ "signed" -> "plan to sign": the agreement is pledged, and not signed."""
    return _of_stages(base, _Turn(SIGNED, planned, (Status.PLEDGED,), beside_plans=True))


@dataclass(frozen=True)
class _Turn:
    """An edit of the verb that tells a stage."""

    stages: tuple[Status, ...]
    """Those that it is made of."""
    change: Callable[[Verb], Replacement]
    becomes: tuple[Status | None, ...]
    """Any of these is right afterwards."""
    beside_plans: bool
    """Whether the article still makes sense if it goes on to tell what will come of the agreement."""


def _of_stages(base: ArticleExtraction, turn: _Turn) -> Iterator[Case | Skipped]:
    for deal in _first_of_cue(base.agreements, lambda deal: deal.status_cue):
        if deal.status not in turn.stages or deal.status_cue is None:
            continue
        try:
            rewriting = Rewriting(map(turn.change, _staging(base, deal, turn)))
        except Unclean as unclean:
            yield Skipped(deal.evidence[0].text, str(unclean))
            continue
        lenses = tuple(Lens(words=rewriting.words, status=_turns(deal.status_cue, status)) for status in turn.becomes)
        pair = shown(base.article, rewriting)
        yield Case(rewriting.article(base.article), *pair, lenses, dates_open=True)


def _first_of_cue(records: tuple[R, ...], cue: Callable[[R], Span | None]) -> list[R]:
    """The records, of those that share a cue only the first."""
    return list({cue(record): record for record in reversed(records)}.values())[::-1]


def _acting(base: ArticleExtraction, said: SecurityStatement) -> list[Verb]:
    """The verbs of all the statement's evidence that perform its act. Raises Unclean."""
    found = []
    for span in said.evidence:
        cues = [_at(span, cue) for cue in find_acts(span.text) if cue.act is said.act and not cue.weak]
        found += _verbs(base, cues, said.cue, lambda words: act_of(words) is said.act)
    return found


def _staging(base: ArticleExtraction, deal: Agreement, turn: _Turn) -> list[Verb]:
    """The verbs of all the agreement's evidence that assert its stage. Raises Unclean."""
    found = []
    for span in deal.evidence:
        told = find_status(span.text)
        cues = [_at(span, cue) for cue in told if cue.status is deal.status and not cue.planned]
        if not cues and not all(cue.planned and turn.beside_plans for cue in told):
            raise Unclean("another sentence of its evidence tells another stage")
        if cues:
            found += _verbs(base, cues, deal.status_cue, lambda words: status_of(words) is deal.status)
    return found


def _verbs(
    base: ArticleExtraction, cues: list[tuple[int, int]], own: Span | None, known: Callable[[str], bool]
) -> list[Verb]:
    """The verb among the cues of a sentence that is the record's. Raises Unclean where that is not plain."""
    at_own = [cue for cue in cues if _overlap(*cue, own)]
    if len(at_own or cues) != 1:
        raise Unclean("a sentence of its evidence has no such verb, or several")
    return [read_verb(base.article.text, cue, known) for cue in at_own or cues]


def _at(sentence: Span, cue: StatusCue | ActCue) -> tuple[int, int]:
    """The cue's offsets in the article."""
    return sentence.start + cue.start, sentence.start + cue.end


def _overlap(start: int, end: int, span: Span | None) -> bool:
    return span is not None and start < span.end and span.start < end


def _flips(cue: Span) -> Callable[[SecurityStatement], bool]:
    """Negates the statements of this cue."""
    return lambda said: not said.negated if _overlap(cue.start, cue.end, said.cue) else said.negated


def _turns(cue: Span, status: Status | None) -> Callable[[Agreement], Status | None]:
    """Gives the agreements of this cue another stage."""
    return lambda deal: status if _overlap(cue.start, cue.end, deal.status_cue) else deal.status
