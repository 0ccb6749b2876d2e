"""The runner of the probes: nothing is asked twice, every case becomes a row, and the share counts what was asked."""

import asyncio
import json
from argparse import Namespace
from pathlib import Path

from benchmarks.probe.__main__ import probe
from benchmarks.probe.facts import difference, facts
from benchmarks.probe.memo import Memo
from benchmarks.probe.report import Came, Row, shares, table, tree
from benchmarks.probe.run import Asking, run
from extract.ask.repair import Corrections
from extract.errors import ModelError
from extract.model.contract import Answer, Prompt
from extract.model.replay.cassette import live
from extract.settings.settings import load_settings
from schemas import ArticleExtraction, FailureCode
from tests.support.declared import answer, pact, state
from tests.support.drafts import FixedModel, document_method, make_article
from tests.support.english import analyzer
from tests.support.press import TEXT
from tests.support.results import extraction

QUESTION = Prompt(({"role": "user", "content": "Niger condemned the raid."},), Corrections)


def row(came: Came, suite: str = "edits", edit: str = "swap_states") -> Row:
    told, changes = ("agreement status: ...",), ("agreement status",)
    return Row(suite, edit, "ferry", came, "Norland signed.", "Sudland signed.", told, changes)


def lines(expected: ArticleExtraction, found: ArticleExtraction) -> list[str]:
    return [change.words for change in difference(facts(expected), facts(found)).changes()]


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
    asking = Asking(model, live(), document_method(), analyzer(), seed=7)
    asyncio.run(run([make_article(TEXT), make_article(TEXT)], asking, ("edits",)))
    assert [one.came for one in asking.rows] == [Came.FAILED, Came.FAILED]
    assert asking.asked == model.asked


def test_a_model_that_ignores_an_edit_is_caught() -> None:
    """It points at the same words whatever the article says, so all that an edit moves is refused or missing."""
    reply = answer(state("a1", "France", "FRA"), state("a2", "Chad", "TCD"), agreements=(pact("a1", "a2"),))
    asking = Asking(FixedModel([reply] * 20), live(), document_method(), analyzer(), seed=7)
    asyncio.run(run([make_article("France and Chad signed a defence pact.")], asking, ("edits",)))
    came = {one.edit: one.came for one in asking.rows}
    assert came["plan_to_sign"] is Came.MISBEHAVES
    assert came["add_scene"] is Came.BEHAVES
    assert came["add_ceasefire"] is Came.MISBEHAVES
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
    assert tree(rows)["cases_by_change"] == {"agreement status": 2}


def test_the_results_hold_no_words_of_the_articles() -> None:
    assert "Norland" not in json.dumps(tree([row(Came.MISBEHAVES), row(Came.FAILED), row(Came.SKIPPED)]))


def test_an_extraction_does_not_differ_from_itself_and_does_from_one_with_less() -> None:
    whole = extraction()
    part = whole.model_copy(update={"statements": ()})
    assert not difference(facts(whole), facts(whole))
    (gone,) = lines(whole, part)
    assert gone == "gone: statement speakers=[SDN], act=warn, recipients=[NOR], negated=True"
    (new,) = lines(part, whole)
    assert new.startswith("new: statement")


def test_a_changed_field_is_told_as_such_and_not_as_another_record() -> None:
    whole = extraction()
    (treaty, boats) = whole.agreements
    changed = whole.model_copy(update={"agreements": (treaty.model_copy(update={"status": "signed"}), boats)})
    assert lines(whole, changed) == ["agreement status: expected pledged, found signed"]


def test_a_probe_without_a_model_reports_shares_by_edit_and_set_of_articles() -> None:
    folder = Path("fixtures/articles")
    options = Namespace(articles=[folder], limit=1, seed=7, suite=None)
    told = asyncio.run(probe(options, load_settings({"model": "none"}, {}, Path.cwd())))
    assert (told["model"], told["plan"], told["seed"], told["questions"]) == ("none", "rules", 7, 0)
    assert told["articles"] == {"articles": ["arms-deal"]}
    assert told["sets"]["articles"] == told["shares"]
    assert told["shares"]["all edits"]["cases"] >= 6
