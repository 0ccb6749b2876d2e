"""Edits of articles with known effect: what they write, what they expect, and what they leave alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.probe.case import Base, Case, Edit, Skipped
from benchmarks.probe.coinage import Coinage
from benchmarks.probe.facts import AgreementFact, StatementFact
from benchmarks.probe.run import EDITS
from benchmarks.probe.state_swap import swap_states
from benchmarks.probe.text_edits import (
    add_ceasefire,
    add_condemnation,
    add_scene,
    add_shop,
    add_unreal,
    rename_leader,
)
from benchmarks.probe.value_edits import move_date, multiply_amount
from benchmarks.probe.verb_edits import negate_act, negate_stage, plan_to_sign
from extract.ask.method import build_method
from extract.ask.rules_plan import RulesPlan
from extract.document.segment import segment
from extract.pipeline.rules import extract_by_rules
from extract.read import read
from schemas import Act, Article, ArticleExtraction, Status
from tests.support.drafts import make_article
from tests.support.english import analyzer, pipeline

PACT = "France and Chad signed a defence pact worth $40 million on Tuesday."
RAID = "Niger condemned the raid on its army."
HEADLINE = "A pact and a raid"


def extracted(article: Article) -> ArticleExtraction:
    """Return what the rules find, without a model."""
    method = build_method("none", "rules", {}, None, pipeline())
    assert isinstance(method.plan, RulesPlan)
    return extract_by_rules(article, method, method.plan).extraction


def base_of(article: Article, seed: int = 7) -> Base:
    analysis = analyzer().analyze(article.text, segment(article.text))
    return Base(extracted(article), analysis, Coinage(f"{seed}", article.text))


def base(text: str, published: str | None = None, seed: int = 7) -> Base:
    return base_of(make_article(text, published), seed)


def cases(edit: Edit, found: Base) -> list[Case]:
    return [case for case in edit(found) if isinstance(case, Case)]


def only(edit: Edit, found: Base) -> Case:
    (case,) = cases(edit, found)
    return case


def reasons(edit: Edit, found: Base) -> list[str]:
    return [case.reason for case in edit(found) if isinstance(case, Skipped)]


@pytest.mark.parametrize(
    ("sentence", "planned"),
    [
        ("France and Chad signed a defence pact.", "France and Chad will sign a defence pact."),
        ("France has signed a defence pact with Chad.", "France will sign a defence pact with Chad."),
        ("A defence pact was signed by France and Chad.", "A defence pact will be signed by France and Chad."),
        ("A defence pact has been signed by France and Chad.", "A defence pact will be signed by France and Chad."),
    ],
)
def test_signing_becomes_a_plan_whatever_the_tense(sentence: str, planned: str) -> None:
    assert only(plan_to_sign, base(sentence)).after == planned


@pytest.mark.parametrize(
    ("sentence", "negated"),
    [
        ("Niger condemned the attack.", "Niger did not condemn the attack."),
        ("Niger condemns the attack.", "Niger does not condemn the attack."),
        ("Niger has condemned the attack.", "Niger has not condemned the attack."),
        ("The attack was condemned by Niger.", "The attack was not condemned by Niger."),
        ("Niger denied the attack.", "Niger did not deny the attack."),
        ("Niger voiced alarm over the attack.", "Niger did not voice alarm over the attack."),
        ("Niger accused Chad of the attack.", "Niger did not accuse Chad of the attack."),
    ],
)
def test_a_verb_is_denied_by_its_own_grammar(sentence: str, negated: str) -> None:
    assert only(negate_act, base(sentence)).after == negated


@pytest.mark.parametrize(
    ("edit", "sentence", "reason"),
    [
        (
            plan_to_sign,
            "The defence pact, signed in 2019 by France and Chad, is in the archive.",
            "'signed' may be a participle",
        ),
        (
            negate_act,
            "Niger said that the raid on its army was unacceptable.",
            "its act is in what is said, not in the verb of saying",
        ),
        (
            negate_act,
            "Niger has condemned the raid and urged Chad to withdraw its army.",
            "what changes 'condemned' would change the verbs after it",
        ),
    ],
)
def test_a_verb_whose_grammar_is_not_plain_is_skipped_with_the_reason(edit: Edit, sentence: str, reason: str) -> None:
    assert reason in reasons(edit, base(sentence))


def test_a_denied_statement_may_be_gone_or_negated_and_nothing_else() -> None:
    found = base(RAID)
    case = only(negate_act, found)
    (said,) = found.found.statements
    edited = extracted(case.article)
    gone = edited.model_copy(update={"statements": ()})
    moved = {"evidence": (case.article.span(0, len(case.article.text)),)}
    denied = found.found.model_copy(update={"statements": (said.model_copy(update=moved | {"negated": True}),)})
    kept = found.found.model_copy(update={"statements": (said.model_copy(update=moved),)})
    assert not case.judge(found.found, gone)
    assert not case.judge(found.found, denied)
    assert case.judge(found.found, kept)


@pytest.mark.parametrize("status", [Status.UNKNOWN, Status.REJECTED, Status.PROPOSED, None])
def test_an_agreement_that_was_not_signed_may_be_any_of_these_or_gone(status: Status | None) -> None:
    found = base(PACT)
    assert status in [lens.status(found.found.agreements[0]) for lens in only(negate_stage, found).readings]


def test_the_verb_that_governs_a_stage_takes_it_back() -> None:
    found = base("France and Chad agreed to set up a joint commission on border security.")
    (deal,) = found.found.agreements
    assert deal.status is Status.AGREED
    assert all(lens.status(deal) is not Status.AGREED for lens in only(negate_stage, found).readings)


def test_a_planned_signing_that_is_still_signed_misbehaves() -> None:
    found = base(PACT)
    case = only(plan_to_sign, found)
    right = extracted(case.article)
    assert not case.judge(found.found, right)
    wrong = right.model_copy(update={"agreements": (right.agreements[0].model_copy(update={"status": Status.SIGNED}),)})
    changes = case.judge(found.found, wrong).changes()
    assert [one.kind for one in changes] == ["agreement status"]
    assert [one.words for one in changes] == ["agreement status: expected pledged, found signed"]


def test_states_swap_form_for_form_and_their_articles_with_them() -> None:
    text = "An Italian minister met a German general in Rome. Italy and Germany signed a defence pact in Berlin."
    swapped = "A German minister met an Italian general in Berlin. Germany and Italy signed a defence pact in Rome."
    assert only(swap_states, base(text)).article.text == swapped


def test_states_without_like_forms_are_not_swapped() -> None:
    found = base("Chad and the Netherlands signed a pact.")
    assert cases(swap_states, found) == []
    assert reasons(swap_states, found) == ["of TCD and NLD only one takes the article"]


def test_swapped_states_are_expected_in_each_others_records() -> None:
    found = base("Niger accused Chad of a raid on its army.")
    case = only(swap_states, found)
    assert case.article.text == "Chad accused Niger of a raid on its army."
    right = extracted(case.article)
    assert not case.judge(found.found, right)
    (said,) = right.statements
    turned = said.model_copy(update={"speakers": said.recipients, "recipients": said.speakers})
    assert case.judge(found.found, right.model_copy(update={"statements": (turned,)}))


def test_the_state_that_publishes_an_article_is_not_swapped() -> None:
    article = make_article("Niger accused Chad of a raid on its army.", source="Government of Niger")
    assert cases(swap_states, base_of(article)) == []


def test_an_amount_is_multiplied_wherever_it_stands() -> None:
    found = base(f"{PACT}\n\nThe $40 million are a loan.")
    case = only(multiply_amount, found)
    assert case.article.text == found.article.text.replace("$40", "$120")
    right = extracted(case.article)
    assert not case.judge(found.found, right)
    wrong = right.agreements[0].model_copy(update={"value": found.found.agreements[0].value})
    assert case.judge(found.found, right.model_copy(update={"agreements": (wrong, *right.agreements[1:])}))


def test_a_date_moves_by_the_words_that_tell_it() -> None:
    found = base("France and Chad signed a defence pact on 3 May 2021.")
    case = only(move_date, found)
    assert case.after == "France and Chad signed a defence pact on 3 May 2022."
    assert not case.judge(found.found, extracted(case.article))
    assert only(move_date, base(PACT, "2025-08-07")).after == PACT.replace("Tuesday", "Monday")


def test_a_day_that_would_move_into_another_week_is_skipped() -> None:
    assert reasons(move_date, base(PACT, "2025-08-05")) == ["'Tuesday' cannot be moved by a word of its own"]


@pytest.mark.parametrize("edit", [add_scene, add_shop])
def test_a_sentence_beside_the_point_is_added_below_a_record_and_changes_nothing(edit: Edit) -> None:
    found = base(f"{HEADLINE}\n\n{PACT}\n\n{RAID}")
    case = only(edit, found)
    assert case.article.text == f"{HEADLINE}\n\n{PACT}\n\n{case.after}\n\n{RAID}"
    assert not case.added
    assert all(lens.status(deal) is deal.status for lens in case.readings for deal in found.found.agreements)


def test_no_sentence_is_added_before_one_that_points_back() -> None:
    before = f"{HEADLINE}\n\n{PACT}\n\nIt takes effect in June."
    case = only(add_scene, base(f"{before}\n\n{RAID}"))
    assert case.article.text == f"{before}\n\n{case.after}\n\n{RAID}"


def test_what_was_not_done_adds_nothing() -> None:
    assert not only(add_unreal, base(PACT)).added


def test_a_condemnation_adds_a_statement_of_the_made_up_movement() -> None:
    found = base(PACT)
    case = only(add_condemnation, found)
    (fact,) = case.added
    assert isinstance(fact, StatementFact)
    assert fact.act == Act.CONDEMN
    assert all(name in case.after for name in fact.speakers)
    assert case.judge(found.found, found.found)


def test_a_ceasefire_adds_an_agreement_of_the_made_up_movements() -> None:
    found = base(PACT)
    case = only(add_ceasefire, found)
    (fact,) = case.added
    assert isinstance(fact, AgreementFact)
    assert all(name in case.after for name, _ in fact.parties)
    assert not case.judge(found.found, extracted(case.article))
    assert case.judge(found.found, found.found)


def test_a_leader_has_the_new_name_everywhere_and_nobody_else() -> None:
    found = base("President Idriss Maro of Niger condemned the raid on the army. Maro left for Chad.")
    case = only(rename_leader, found)
    (name,) = {actor.name for actor in extracted(case.article).actors} & {
        f"Idriss {word.strip('.,')}" for word in case.article.text.split()
    }
    surname = name.split()[-1]
    assert case.article.text == found.article.text.replace("Maro", surname)
    assert not case.judge(found.found, extracted(case.article))


# -- made-up words


def test_the_same_seed_makes_the_same_words_and_another_seed_others() -> None:
    texts = [only(add_shop, base(PACT, seed=seed)).article.text for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]


def test_words_are_made_once_and_are_not_in_the_text() -> None:
    coinage = Coinage("7", "")
    words = [coinage.word() for _ in range(200)]
    assert len(set(words)) == len(words)
    again = Coinage("7", " ".join(words[:50]).upper())
    assert not {again.word() for _ in range(100)} & set(words[:50])


# -- on the articles of the fixtures


@pytest.fixture(scope="module")
def bases() -> list[Base]:
    """What rules find in the fixture articles."""
    return [base_of(article) for article in read(Path("fixtures/articles")) if isinstance(article, Article)]


def every(bases: list[Base]) -> Iterator[tuple[Base, Edit, Case]]:
    for found in bases:
        for edit in EDITS:
            for case in cases(edit, found):
                yield found, edit, case


def test_every_edit_finds_something_to_edit_in_the_fixtures(bases: list[Base]) -> None:
    assert {edit.__name__ for _, edit, _ in every(bases)} == {edit.__name__ for edit in EDITS}


def test_an_edited_article_is_another_one_with_a_hash_and_length_of_its_own(bases: list[Base]) -> None:
    for found, _, case in every(bases):
        assert case.article.id != found.article.id
        assert case.article.characters == len(case.article.text)
        assert case.after in case.article.text
        assert case.after != case.before


def test_what_is_expected_stands_in_the_edited_article(bases: list[Base]) -> None:
    for base_, _, case in every(bases):
        spans = [span for deal in base_.found.agreements for span in deal.evidence]
        spans += [span for speech in base_.found.statements for span in speech.evidence]
        assert all(case.readings[0].words(span) in case.article.text for span in spans)


def test_edits_that_say_something_expect_something_else(bases: list[Base]) -> None:
    silent = ("add_scene", "add_shop", "add_unreal")
    for base_, edit, case in every(bases):
        assert bool(case.judge(base_.found, base_.found)) is (edit.__name__ not in silent)
