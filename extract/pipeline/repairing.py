"""Ask a model once more about the parts of its answer that the article disproves, and put the corrections in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.ask.ask import ask
from extract.ask.question import Answered
from extract.ask.repair import Complaint, Corrections, RepairQuestion
from extract.model.contract import Model
from extract.verify.declared.corrections import Correction, can_correct, correct
from extract.verify.declared.faults import Fault
from extract.verify.declared.words import ArticleWords
from schemas.declared import DeclaredAnswer


@dataclass(frozen=True)
class Repaired:
    """An answer with its corrections."""

    answer: DeclaredAnswer
    asked: Answered[Corrections]


async def repair(
    answered: Answered[DeclaredAnswer], faults: Sequence[Fault], words: ArticleWords, model: Model
) -> Repaired | None:
    """Return the answer as the model corrects it; None if nothing of the faults can be corrected.

    Where the model cannot answer, the answer stays as it was. Raises ModelError if the endpoint is at fault.
    """
    asked_about = [fault for fault in faults if can_correct(fault)]
    if not asked_about or answered.content is None:
        return None
    complaints = tuple(_complaint(fault, words) for fault in asked_about)
    [asked] = await ask(RepairQuestion(answered.question, answered.content.model_dump_json(), complaints), model)
    given = tuple(_corrections(asked.content, asked_about)) if asked.content else ()
    return Repaired(correct(answered.content, given), asked)


def _corrections(given: Corrections, faults: Sequence[Fault]) -> Iterator[Correction]:
    """The corrections to faults that were asked about."""
    points = dict(enumerate(faults, start=1))
    for one in given.corrections:
        if one.point in points:
            yield Correction(points[one.point], one.words, one.sentences)


def _complaint(fault: Fault, words: ArticleWords) -> Complaint:
    numbers = {sentence: number for number, sentence in enumerate(words.shown.sentences, start=1)}
    shown = tuple((numbers[sentence], sentence.text) for sentence in fault.near)
    return Complaint(f"{fault.kind.value} {fault.index + 1}, {fault.part}", fault.message, shown)
