"""The runner of the probes: nothing is asked twice, every case becomes a row, and the share counts what was asked."""

import asyncio

from benchmarks.probe.facts import difference, facts
from benchmarks.probe.memo import Memo
from benchmarks.probe.report import Came, Row, shares, table, tree
from benchmarks.probe.run import Asking, run
from extract.ask.repair import Corrections
from extract.errors import ModelError
from extract.model.contract import Answer, Prompt
from extract.model.replay.cassette import live
from schemas import FailureCode
from tests.support.declared import answer, pact, state
from tests.support.drafts import FixedModel, document_method, make_article
from tests.support.press import TEXT
from tests.support.results import extraction

QUESTION = Prompt(({"role": "user", "content": "Niger condemned the raid."},), Corrections)


def row(came: Came, suite: str = "edits", edit: str = "swap_states") -> Row:
    return Row(suite, edit, "ferry", came, "Norland signed.", "Sudland signed.", ("agreement status: ...",))


def test_a_question_is_asked_once_even_while_it_is_being_answered() -> None:
    model = FixedModel()

    async def twice() -> None:
        memo = Memo(model, calls=2)
        await asyncio.gather(memo.ask(QUESTION), memo.ask(QUESTION))
        await memo.ask(QUESTION)

    asyncio.run(twice())
    assert len(model.asked) == 1


class Failing:
    """A model whose every answer is cut off."""

    name = "failing"
    asked = 0

    async def ask(self, prompt: Prompt) -> Answer:
        self.asked += 1
        raise ModelError("cut off", FailureCode.TRUNCATED)


def test_a_failure_is_remembered_like_an_answer_and_becomes_a_row() -> None:
    model = Failing()
    asking = Asking(model, live(), document_method())
    asyncio.run(run([make_article(TEXT), make_article(TEXT)], asking, ("edits",)))
    assert [one.came for one in asking.rows] == [Came.FAILED, Came.FAILED]
    assert asking.asked == model.asked


def test_a_model_that_ignores_an_edit_is_caught() -> None:
    """It points at the same words whatever the article says, so all that an edit moves is refused or missing."""
    reply = answer(state("a1", "France", "FRA"), state("a2", "Chad", "TCD"), agreements=(pact("a1", "a2"),))
    asking = Asking(FixedModel([reply] * 20), live(), document_method())
    asyncio.run(run([make_article("France and Chad signed a defence pact.")], asking, ("edits",)))
    came = {one.edit: one.came for one in asking.rows}
    assert came["plan_to_sign"] is Came.MISBEHAVES
    assert came["add_weather"] is Came.BEHAVES
    assert all(one.told for one in asking.rows if one.came is Came.MISBEHAVES)


def test_shares_leave_out_the_skipped_and_count_the_failed() -> None:
    rows = [row(Came.BEHAVES), row(Came.MISBEHAVES), row(Came.FAILED), row(Came.SKIPPED), row(Came.BEHAVES)]
    found = shares(rows)["swap_states"]
    assert (found.cases, found.behaves, found.skipped, found.share) == (4, 2, 1, 0.5)
    assert shares([row(Came.SKIPPED)])["all edits"].share is None


def test_the_report_shows_every_case_that_does_not_behave() -> None:
    rows = [row(Came.BEHAVES), row(Came.MISBEHAVES), row(Came.MISBEHAVES, "codebook", "rename_labels")]
    assert table(rows).count("  - Norland signed.\n  + Sudland signed.\n    agreement status: ...") == 2
    assert [one["edit"] for one in tree(rows)["misbehaving"]] == ["swap_states", "rename_labels"]


def test_an_extraction_does_not_differ_from_itself_and_does_from_one_with_less() -> None:
    whole = extraction()
    part = whole.model_copy(update={"statements": ()})
    assert not difference(facts(whole), facts(whole))
    (gone,) = difference(facts(whole), facts(part)).lines()
    assert gone == "gone: statement speakers=[SDN], act=warn, recipients=[NOR], negated=True"
    (new,) = difference(facts(part), facts(whole)).lines()
    assert new.startswith("new: statement")


def test_a_changed_field_is_told_as_such_and_not_as_another_record() -> None:
    whole = extraction()
    (treaty, boats) = whole.agreements
    changed = whole.model_copy(update={"agreements": (treaty.model_copy(update={"status": "signed"}), boats)})
    assert difference(facts(whole), facts(changed)).lines() == ["agreement status: expected pledged, found signed"]
