"""Have a model read again what is in doubt, and apply its verdicts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.ask.ask import ask
from extract.ask.document_plan import DocumentPlan, SecondReading
from extract.ask.question import Answered
from extract.ask.reading import ReadingQuestion, Verdict, Verdicts
from extract.assemble.declared.claims import Target, find_targets, has_signal, make_claims, record_at
from extract.assemble.declared.joining import Joined
from extract.assemble.declared.verdicts import Read, apply_verdicts
from extract.model.contract import Model
from extract.telemetry.tracing import SpanKind, start_span
from extract.verify.declared.proved import ProvedAgreement, ProvedStatement
from extract.verify.declared.words import ArticleWords
from schemas import Article, Gate, RecordKind, Rejected

CLAIMS = 24
"""Claims in one call at most."""
WORTH_A_CALL = 5
"""Doubts of the first answer itself from which on an article is read again."""


@dataclass(frozen=True)
class Reread:
    """The records after a second reading, and the calls that it took."""

    read: Read
    asked: tuple[Answered[Verdicts], ...] = ()

    def rejected(self, article: Article) -> tuple[Rejected, ...]:
        """Return a row for each record that was removed."""
        return tuple(_rejected(record, article) for record in self.read.removed)


async def read_again(joined: Joined, words: ArticleWords, plan: DocumentPlan, model: Model) -> Reread:
    """Return the records as a second reading leaves them. Raises ModelError if the endpoint is at fault."""
    targets = _targets(joined, plan.second_reading)
    if not targets:
        return Reread(Read(joined, ()))
    parts = [targets[start : start + CLAIMS] for start in range(0, len(targets), CLAIMS)]
    with start_span(SpanKind.STAGE, stage="second reading", calls=len(parts)):
        asked = [(part, await ask(_question(part, joined, words, plan), model)) for part in parts]
        verdicts = [pair for part, [answered] in asked for pair in _verdicts(part, answered.content)]
        return Reread(apply_verdicts(joined, verdicts, plan.book), tuple(answered for _, [answered] in asked))


def _targets(joined: Joined, which: SecondReading) -> tuple[Target, ...]:
    """What is read again: of what only the first answer itself doubts, nothing where it is little."""
    if which is SecondReading.OFF:
        return ()
    targets = find_targets(joined, all_records=which is SecondReading.ALL)
    if which is SecondReading.ALL or len(targets) >= WORTH_A_CALL or any(has_signal(one, joined) for one in targets):
        return targets
    return ()


def _question(targets: Sequence[Target], joined: Joined, words: ArticleWords, plan: DocumentPlan) -> ReadingQuestion:
    claims = make_claims(targets, joined, words.shown)
    own = {sentence for target in targets for sentence in record_at(target, joined).sentences}
    window = tuple(sorted(own, key=lambda sentence: sentence.index))
    return ReadingQuestion(claims, tuple(actor.name for actor in joined.actors), window, plan.book)


def _verdicts(targets: Sequence[Target], given: Verdicts | None) -> Iterator[tuple[Target, Verdict]]:
    """The verdicts with what they are about; those on claims that were not made are left out."""
    for verdict in given.verdicts if given else ():
        if 0 < verdict.claim <= len(targets):
            yield targets[verdict.claim - 1], verdict


def _rejected(record: ProvedAgreement | ProvedStatement, article: Article) -> Rejected:
    return Rejected(
        article=article.id,
        source_id=article.source_id,
        kind=RecordKind.AGREEMENT if isinstance(record, ProvedAgreement) else RecordKind.STATEMENT,
        gate=Gate.READ,
        reason="not_said",
        message="a second reading finds that the sentences do not say so, and another signal speaks against it too",
        draft=record.draft.model_dump(mode="json"),
    )
