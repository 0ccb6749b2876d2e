"""The document plan from question to records: repairs, pages, and calls that fail."""

import asyncio

import pytest

from extract.errors import ModelError
from extract.model.contract import Answer, Prompt
from extract.pipeline import extract
from extract.pipeline.second_reading import WORTH_A_CALL
from schemas import Act, Certainty, FailureCode, Gate, Status
from tests.support.declared import answer, pact, person, speech, state
from tests.support.drafts import FixedModel, document_method, make_article, process_declared, reject_reasons

TEXT = "France and Chad signed a defence pact. Chad condemned the raid."
SIDES = (state("a1", "France", "FRA"), state("a2", "Chad", "TCD"))
GOOD = answer(*SIDES, agreements=(pact("a1", "a2"),), statements=(speech("a2", sentences=(2,)),))
WRONG = answer(*SIDES, agreements=(pact("a1", "a2", status_cue="sealed"),), statements=(speech("a2", sentences=(2,)),))


def correction(point: int, words: str | None) -> dict[str, object]:
    return {"corrections": [{"point": point, "words": words, "sentences": []}]}


def test_an_answer_without_fault_takes_one_call() -> None:
    outcome = process_declared(make_article(TEXT), GOOD)
    assert (len(outcome.answered), outcome.counts.records, outcome.rejected) == (1, 2, ())


def test_a_fault_is_asked_about_once_with_what_is_wrong() -> None:
    model = FixedModel([WRONG, correction(1, "signed")])
    outcome = asyncio.run(extract(make_article(TEXT), model, document_method()))
    first, second = model.asked
    assert second.messages[: len(first.messages)] == first.messages
    question = second.messages[-1]["content"]
    assert "1. agreement 1, status_cue: the article does not hold 'sealed'" in question
    assert "[1] France and Chad signed a defence pact." in question
    assert outcome.extraction.agreements[0].status is Status.SIGNED
    assert outcome.rejected == ()


def test_what_stays_wrong_after_the_repair_goes_with_its_reason() -> None:
    outcome = process_declared(make_article(TEXT), WRONG, correction(1, "sealed with wax"))
    assert reject_reasons(outcome) == ["not_in_text"]
    assert outcome.rejected[0].draft["status_cue"] == "sealed"
    assert outcome.extraction.agreements[0].status is Status.UNKNOWN
    assert outcome.counts.records == 2


def test_a_correction_of_a_point_that_was_not_asked_about_is_ignored() -> None:
    outcome = process_declared(make_article(TEXT), WRONG, correction(7, "signed"))
    assert reject_reasons(outcome) == ["not_in_text"]


class FailingRepair(FixedModel):
    """Cannot answer a repair."""

    async def ask(self, prompt: Prompt) -> Answer:
        if "corrections" in prompt.reply.model_fields:
            raise ModelError("cut off", FailureCode.TRUNCATED)
        return await super().ask(prompt)


def test_a_repair_that_cannot_be_answered_costs_no_record() -> None:
    outcome = asyncio.run(extract(make_article(TEXT), FailingRepair([WRONG]), document_method()))
    assert outcome.counts.records == 2
    assert [issue.code for issue in outcome.extraction.issues] == ["truncated"]


def long_text() -> str:
    """An article of two pages."""
    filler = " ".join(f"The delegation visited hall number {number} of the fair." for number in range(600))
    return f"France and Chad signed a defence pact. {filler} Chad condemned the raid."


def test_a_long_article_is_asked_page_by_page_and_later_pages_name_the_actors_so_far() -> None:
    second = answer(SIDES[1], statements=(speech("a2", sentences=(602,)),))
    model = FixedModel([answer(*SIDES, agreements=(pact("a1", "a2"),)), second])
    outcome = asyncio.run(extract(make_article(long_text()), model, document_method()))
    assert len(model.asked) == 2
    assert "actors declared so far, who keep their ids: a1 France; a2 Chad" in model.asked[1].messages[-1]["content"]
    assert [actor.name for actor in outcome.extraction.actors] == ["France", "Chad"]
    assert outcome.counts.records == 2


def test_a_later_page_may_refer_to_actors_by_the_ids_of_earlier_ones() -> None:
    speaker = person("a3", "Mahamat Saleh", "a2")
    text = f"{long_text()} Mahamat Saleh condemned it too."
    second = answer(speaker, statements=(speech("a2", sentences=(602,)), speech("a3", sentences=(603,))))
    model = FixedModel([answer(*SIDES, agreements=(pact("a1", "a2"),)), second])
    outcome = asyncio.run(extract(make_article(text), model, document_method()))
    assert (outcome.counts.records, outcome.rejected) == (3, ())
    [_, chad, saleh] = outcome.extraction.actors
    assert saleh.represents == chad.id


class FailingPage(FixedModel):
    """Cannot answer about the beginning of an article."""

    async def ask(self, prompt: Prompt) -> Answer:
        if "[1] France" in prompt.messages[-1]["content"]:
            self.asked.append(prompt)
            raise ModelError("too long", FailureCode.TOO_LONG)
        return await super().ask(prompt)


def test_a_page_that_cannot_be_answered_is_told_and_the_other_pages_are_read() -> None:
    model = FailingPage([])
    outcome = asyncio.run(extract(make_article(long_text()), model, document_method()))
    assert {issue.code for issue in outcome.extraction.issues} == {"too_long"}
    with pytest.raises(ModelError, match="too long"):
        asyncio.run(extract(make_article("France spoke."), FailingPage([]), document_method()))


UNSURE = answer(*SIDES, statements=(speech("a2", sentences=(2,), act="accuse"),))
DENIED = answer(state("a1", "Togo", "TGO"), statements=(speech("a1", act="deplore", unsure=["record"]),))


def verdict(holds: str, label: str | None = None) -> dict[str, object]:
    return {"verdicts": [{"claim": 1, "holds": holds, "label": label, "actors": []}]}


def test_only_what_is_in_doubt_is_read_again() -> None:
    certain = process_declared(make_article(TEXT), GOOD, second_reading="doubtful")
    assert len(certain.answered) == 1
    again = process_declared(make_article(TEXT), UNSURE, verdict("yes", "condemn"), second_reading="doubtful")
    assert len(again.answered) == 2
    assert (again.extraction.statements[0].act, again.extraction.statements[0].certainty) == (
        Act.CONDEMN,
        Certainty.HIGH,
    )


def test_few_doubts_of_the_first_answer_alone_are_not_worth_a_call() -> None:
    for doubts, calls in ((WORTH_A_CALL - 1, 1), (WORTH_A_CALL, 2)):
        said = [speech("a2", sentences=(2,), unsure=["act"], about=f"raid {n}") for n in range(doubts)]
        outcome = process_declared(
            make_article(TEXT), answer(*SIDES, statements=tuple(said)), second_reading="doubtful"
        )
        assert len(outcome.answered) == calls


def test_a_second_reading_of_all_records_asks_about_each() -> None:
    outcome = process_declared(make_article(TEXT), GOOD, second_reading="all")
    asked = outcome.answered[1].question.render().messages[-1]["content"]
    assert asked.count("Is it said, and is it a record by the codebook?") == 2


def test_without_a_second_reading_a_doubt_stays() -> None:
    outcome = process_declared(make_article(TEXT), UNSURE)
    assert (len(outcome.answered), outcome.extraction.statements[0].certainty) == (1, Certainty.MEDIUM)


def test_a_record_that_a_second_reading_removes_is_a_rejected_row() -> None:
    text = "Togo refused to say whether it condemned the raid."
    outcome = process_declared(make_article(text), DENIED, verdict("no"), second_reading="doubtful")
    assert [(row.gate, row.reason, row.field) for row in outcome.rejected] == [(Gate.READ, "not_said", None)]
    assert (outcome.counts.records, outcome.counts.rejected, outcome.counts.drafts) == (0, 1, 1)


def test_the_method_of_a_run_differs_with_the_second_reading() -> None:
    assert len({document_method(which).id for which in ("off", "doubtful", "all")}) == 3
