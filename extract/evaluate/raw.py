"""Lay out the answers of the document plan as they were before verification, so that they can be scored beside it.

In: the outcome of an article. Out: comparable records; evidence is the cited sentences, actors are as declared.
Labels are laid out as those of records are: a label of a codebook of one's own beside the one that it is a kind of.
"""

from collections.abc import Iterator
from typing import Any

from extract.ask.document_plan import PageQuestion
from extract.assemble.outcome import Outcome
from extract.evaluate.comparable import ComparableRecords, lay_out_gold
from schemas import RecordKind
from schemas.declared import DeclaredAgreement, DeclaredAnswer, DeclaredStatement

Draft = tuple[RecordKind, dict[str, object]]
"""A declared record with its kind."""


def has_raw(outcome: Outcome) -> bool:
    """Return whether the answers declare records; those of the plan `choices` do not."""
    return any(isinstance(one.question, PageQuestion) for one in outcome.answered)


def lay_out_raw(outcome: Outcome) -> ComparableRecords:
    """Return the records that the first answers declare."""
    records: dict[str, Any] = {"actors": [], "agreements": [], "statements": []}
    for page, (question, answer) in enumerate(_answers(outcome)):
        records["actors"] += [actor.model_dump() | {"id": f"{page} {actor.id}"} for actor in answer.actors]
        records["agreements"] += [_agreement(one, page, question) for one in answer.agreements]
        records["statements"] += [_statement(one, page, question) for one in answer.statements]
    laid = lay_out_gold(records, outcome.extraction.article.text)
    return ComparableRecords(tuple(dict.fromkeys(laid.actors)), laid.agreements, laid.statements)


def raw_drafts(outcome: Outcome) -> tuple[tuple[dict[str, object], ...], tuple[dict[str, object], ...]]:
    """Return the declared agreements and statements in the order of `lay_out_raw`."""
    answers = [answer for _, answer in _answers(outcome)]
    agreements = (one.model_dump(mode="json") for answer in answers for one in answer.agreements)
    statements = (one.model_dump(mode="json") for answer in answers for one in answer.statements)
    return tuple(agreements), tuple(statements)


def _answers(outcome: Outcome) -> Iterator[tuple[PageQuestion, DeclaredAnswer]]:
    for one in outcome.answered:
        if isinstance(one.question, PageQuestion) and isinstance(one.content, DeclaredAnswer):
            yield one.question, one.content


def _agreement(one: DeclaredAgreement, page: int, question: PageQuestion) -> dict[str, Any]:
    coded = {
        "parties": [{"actor": f"{page} {party.actor}"} for party in one.parties],
        "instrument": question.book.usual_label("instruments", one.instrument),
        "status": question.book.usual_label("statuses", one.status),
        "label": question.book.own_label("instruments", one.instrument),
    }
    return one.model_dump() | coded | {"evidence": _evidence(one.sentences, question)}


def _statement(one: DeclaredStatement, page: int, question: PageQuestion) -> dict[str, Any]:
    actors = {name: [f"{page} {actor}" for actor in getattr(one, name)] for name in ("speakers", "recipients")}
    coded = {
        "act": question.book.usual_label("acts", one.act),
        "label": question.book.own_label("acts", one.act),
    }
    return one.model_dump() | actors | coded | {"evidence": _evidence(one.sentences, question)}


def _evidence(numbers: tuple[int, ...], question: PageQuestion) -> list[str]:
    return [sentence.text for number in numbers if (sentence := question.shown.at(number))]
