"""Edits of articles with known effect: what they write, what they expect, and what they leave alone."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.probe.case import Case, Edit, Skipped
from benchmarks.probe.run import EDITS
from benchmarks.probe.state_swap import swap_states
from benchmarks.probe.text_edits import WEATHER, add_weather, rename_leader
from benchmarks.probe.value_edits import move_date, multiply_amount
from benchmarks.probe.verb_edits import negate_act, negate_stage, plan_to_sign
from extract.ask.method import build_method
from extract.pipeline import extract
from extract.read import read
from extract.run.open_model import call_settings, open_model, served_name
from extract.settings.settings import load_settings
from extract.telemetry.progress import SilentReporter
from schemas import Article, ArticleExtraction, Status
from tests.support.drafts import Draft, agreement_draft, process, statement_draft

PACT = "France and Chad signed a defence pact worth $40 million on Tuesday."
RAID = "Niger condemned the raid on its army."


def base(text: str, *drafts: Draft, published: str | None = None) -> ArticleExtraction:
    return process(text, *drafts, published=published).extraction


def cases(edit: Edit, found: ArticleExtraction) -> list[Case]:
    return [case for case in edit(found) if isinstance(case, Case)]


def only(edit: Edit, found: ArticleExtraction) -> Case:
    (case,) = cases(edit, found)
    return case


def reasons(edit: Edit, found: ArticleExtraction) -> list[str]:
    return [case.reason for case in edit(found) if isinstance(case, Skipped)]


def signing(sentence: str, cue: str = "signed", published: str | None = None) -> ArticleExtraction:
    return base(sentence, agreement_draft(cue, "defence pact", "France", "Chad"), published=published)


def speaking(sentence: str, cue: str) -> ArticleExtraction:
    return base(sentence, statement_draft(cue, ["Niger"]))


@pytest.mark.parametrize(
    ("sentence", "cue", "planned"),
    [
        ("France and Chad signed a defence pact.", "signed", "France and Chad plan to sign a defence pact."),
        ("France signed a defence pact with Chad.", "signed", "France plans to sign a defence pact with Chad."),
        ("France and Chad have signed a defence pact.", "signed", "France and Chad plan to sign a defence pact."),
        ("France has signed a defence pact with Chad.", "signed", "France plans to sign a defence pact with Chad."),
        (
            "A defence pact was signed by France and Chad.",
            "signed",
            "A defence pact is to be signed by France and Chad.",
        ),
    ],
)
def test_signing_becomes_a_plan_whatever_the_tense_and_number(sentence: str, cue: str, planned: str) -> None:
    assert only(plan_to_sign, signing(sentence, cue)).after == planned


def test_a_participle_is_skipped_and_says_so() -> None:
    found = signing("The defence pact of France and Chad, signed in 2019, is in the archive.")
    assert cases(plan_to_sign, found) == []
    assert reasons(plan_to_sign, found) == ["'signed' may be a participle"]


@pytest.mark.parametrize(
    ("sentence", "cue", "negated"),
    [
        ("Niger condemned the attack.", "condemned", "Niger did not condemn the attack."),
        ("Niger condemns the attack.", "condemns", "Niger does not condemn the attack."),
        ("Niger has condemned the attack.", "condemned", "Niger has not condemned the attack."),
        (
            "The attack was condemned by Niger.",
            "condemned",
            "The attack was not condemned by Niger.",
        ),
        ("Niger denied the attack.", "denied", "Niger did not deny the attack."),
        (
            "Niger voiced alarm over the attack.",
            "voiced alarm",
            "Niger did not voice alarm over the attack.",
        ),
        (
            "Niger accused Chad of the attack.",
            "accused",
            "Niger did not accuse Chad of the attack.",
        ),
    ],
)
def test_a_verb_is_denied_by_its_own_grammar(sentence: str, cue: str, negated: str) -> None:
    assert only(negate_act, speaking(sentence, cue)).after == negated


def test_an_act_without_a_verb_of_its_own_is_not_negated() -> None:
    found = speaking("Niger said that the raid on its army was unacceptable.", "unacceptable")
    assert cases(negate_act, found) == []
    assert reasons(negate_act, found) == ["'unacceptable' begins with no regular verb"]


def test_the_pipeline_follows_a_denial_if_the_model_points_at_the_same_words() -> None:
    found = speaking(RAID, "condemned")
    case = only(negate_act, found)
    after = base(case.article.text, statement_draft("did not condemn", ["Niger"], about="raid on its army"))
    assert not case.judge(found, after)
    assert case.judge(found, found)


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.REJECTED, Status.PROPOSED, None])
def test_an_agreement_that_was_not_signed_may_be_any_of_these_or_gone(status: Status | None) -> None:
    found = signing(PACT)
    assert status in [lens.status(found.agreements[0]) for lens in only(negate_stage, found).readings]


def test_a_planned_signing_that_is_still_told_as_signed_misbehaves() -> None:
    found = signing(PACT)
    case = only(plan_to_sign, found)
    right = base(case.article.text, agreement_draft("plan to sign", "defence pact", "France", "Chad"))
    assert not case.judge(found, right)
    wrong = found.model_copy(update={"agreements": (right.agreements[0].model_copy(update={"status": Status.SIGNED}),)})
    assert case.judge(found, wrong).lines() == ["agreement status: expected pledged, found signed"]


def test_states_swap_form_for_form_and_their_articles_with_them() -> None:
    text = "An Italian minister met a German general in Rome. Italy and Germany signed a defence pact in Berlin."
    found = base(text, agreement_draft("signed", "defence pact", "Italy", "Germany", sentence=2))
    swapped = "A German minister met an Italian general in Berlin. Germany and Italy signed a defence pact in Rome."
    assert only(swap_states, found).article.text == swapped


def test_states_without_like_forms_are_not_swapped() -> None:
    found = base("Chad and the Netherlands signed a pact.", agreement_draft("signed", "pact", "Chad", "Netherlands"))
    assert cases(swap_states, found) == []
    assert reasons(swap_states, found) == ["of TCD and NLD only one takes the article"]


def test_swapped_states_are_expected_in_each_others_records() -> None:
    found = base("Niger condemned the army of Chad.", statement_draft("condemned", ["Niger"], ["Chad"]))
    case = only(swap_states, found)
    after = case.article.text
    assert after == "Chad condemned the army of Niger."
    assert not case.judge(found, base(after, statement_draft("condemned", ["Chad"], ["Niger"])))
    right = base(after, statement_draft("condemned", ["Chad"], ["Niger"])).statements[0]
    wrong = right.model_copy(update={"speakers": right.recipients, "recipients": right.speakers})
    assert case.judge(
        found, base(after, statement_draft("condemned", ["Chad"])).model_copy(update={"statements": (wrong,)})
    )


def test_an_amount_is_multiplied_wherever_it_stands() -> None:
    found = base(f"{PACT}\n\nThe $40 million are a loan.", agreement_draft("signed", "defence pact", "France", "Chad"))
    case = only(multiply_amount, found)
    assert case.article.text == found.article.text.replace("$40", "$120")
    after = base(case.article.text, agreement_draft("signed", "defence pact", "France", "Chad"))
    assert not case.judge(found, after)
    wrong = after.agreements[0].model_copy(update={"value": found.agreements[0].value})
    assert case.judge(found, after.model_copy(update={"agreements": (wrong,)}))


def test_a_date_moves_by_the_words_that_tell_it() -> None:
    found = signing("France and Chad signed a defence pact on 3 May 2021.")
    case = only(move_date, found)
    assert case.after == "France and Chad signed a defence pact on 3 May 2022."
    assert not case.judge(found, signing(case.after))
    assert only(move_date, signing(PACT, published="2025-08-07")).after == PACT.replace("Tuesday", "Monday")


def test_a_day_that_would_move_into_another_week_is_skipped() -> None:
    assert reasons(move_date, signing(PACT, published="2025-08-05")) == [
        "'Tuesday' cannot be moved by a word of its own"
    ]


def test_a_sentence_beside_the_point_changes_nothing() -> None:
    found = base(f"{PACT}\n\n{RAID}", agreement_draft("signed", "defence pact", "France", "Chad"))
    case = only(add_weather, found)
    assert case.article.text == f"{PACT}\n\n{WEATHER}\n\n{RAID}"
    assert not case.judge(found, base(case.article.text, agreement_draft("signed", "defence pact", "France", "Chad")))


def test_a_leader_has_the_new_name_everywhere_and_nobody_else() -> None:
    text = "President Idriss Maro condemned the raid on the army. Maro left for Niger."
    found = base(text, statement_draft("condemned", ["Idriss Maro"]))
    case = only(rename_leader, found)
    assert case.article.text == text.replace("Maro", "Tarkovan")
    assert not case.judge(found, base(case.article.text, statement_draft("condemned", ["Idriss Tarkovan"])))


# -- on the articles and answers of the fixtures


@pytest.fixture(scope="module")
def bases() -> list[ArticleExtraction]:
    """What the recorded answers to the fixture articles come to."""

    async def replayed() -> list[ArticleExtraction]:
        settings = load_settings({"plan": "sentence", "replay": "fixtures/cassettes"}, {}, Path.cwd())
        how = build_method(served_name(settings), "sentence", call_settings(settings))
        found = []
        async with open_model(settings, SilentReporter()) as model:
            for article in read(Path("fixtures/articles")):
                assert isinstance(article, Article)
                with model.tape.article(article.source_id, article.id, "sentence"):
                    found.append((await extract(article, model.client, how)).extraction)
        return found

    return asyncio.run(replayed())


def every(bases: list[ArticleExtraction]) -> Iterator[tuple[ArticleExtraction, Edit, Case]]:
    for found in bases:
        for edit in EDITS:
            for case in cases(edit, found):
                yield found, edit, case


def test_every_edit_finds_something_to_edit_in_the_fixtures(bases: list[ArticleExtraction]) -> None:
    assert {edit.__name__ for _, edit, _ in every(bases)} == {edit.__name__ for edit in EDITS}


def test_an_edited_article_is_another_one_with_a_hash_and_length_of_its_own(bases: list[ArticleExtraction]) -> None:
    for found, _, case in every(bases):
        assert case.article.id != found.article.id
        assert case.article.characters == len(case.article.text)
        assert case.after in case.article.text
        assert case.after != case.before


def test_what_is_expected_stands_in_the_edited_article(bases: list[ArticleExtraction]) -> None:
    for found, _, case in every(bases):
        spans = [span for deal in found.agreements for span in deal.evidence]
        spans += [span for speech in found.statements for span in speech.evidence]
        assert all(case.readings[0].words(span) in case.article.text for span in spans)


def test_edits_that_say_something_expect_something_else(bases: list[ArticleExtraction]) -> None:
    silent = ("add_weather", "add_bakery")
    for found, edit, case in every(bases):
        assert bool(case.judge(found, found)) is (edit.__name__ not in silent)
