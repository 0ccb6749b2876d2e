"""Each rule of the coding guide, by a sentence that breaks it and by one like it that does not."""

import pytest

from extract.document.segment import segment
from extract.entities.annotate import annotate
from extract.model.contract import Drafts
from extract.verify.check import check
from extract.verify.coding_rules import AGREEMENT_RULES, STATEMENT_RULES
from extract.verify.grounding import ground
from extract.verify.rejections import RejectReason
from schemas import AgreementDraft, StatementDraft
from tests.support.drafts import make_article
from tests.support.english import analyzer

AGREEMENTS = {
    RejectReason.NO_STAGE: (
        ("guard", "France and Chad guard the defence pact."),
        ("signed", "France and Chad signed the defence pact."),
    ),
    RejectReason.NOT_PERFORMED: (
        ("sign", "Peru urged France and Chad to sign the defence pact."),
        ("sign", "France and Chad plan to sign the defence pact."),
    ),
    RejectReason.NOT_MADE: (
        ("signed", "France and Chad have not signed a defence pact."),
        ("signed", "France and Chad have signed a defence pact."),
    ),
    RejectReason.OPINION: (
        ("agreed", "France and Chad agreed that the defence pact was useful."),
        ("agreed", "France and Chad agreed that they would end the defence pact."),
    ),
    RejectReason.CLAUSE: (
        ("agreed", "Under the treaty France and Chad agreed to share radar data."),
        ("agreed", "On Monday France and Chad agreed to share radar data."),
    ),
    RejectReason.TOLD_AS_STATEMENT: (
        ("proposed", "France proposed a defence pact with Chad."),
        ("agreed on", "France agreed on a defence pact with Chad."),
    ),
}
STATEMENTS = {
    RejectReason.NO_ACT: (
        ("slept", "France slept through the raid."),
        ("condemned", "France condemned the raid."),
    ),
    RejectReason.NARRATION: (
        ("said", "France said the army was in the north."),
        ("urged", "France urged the army to leave the north."),
    ),
    RejectReason.NOT_PERFORMED: (
        ("condemned", "France would have condemned the raid."),
        ("condemned", "France has condemned the raid."),
    ),
    RejectReason.PART_OF_AN_ACT: (
        ("appalling", "In a statement France condemned the appalling raid."),
        ("appalling", "In a statement France called the raid appalling."),
    ),
}  # fmt: skip


def rejected(text: str, *drafts: AgreementDraft | StatementDraft) -> list[str]:
    """The reasons of the coding rules against these drafts of a text."""
    document = annotate(make_article(text), segment(text), analyzer())
    agreements = tuple(draft for draft in drafts if isinstance(draft, AgreementDraft))
    statements = tuple(draft for draft in drafts if isinstance(draft, StatementDraft))
    grounded = ground(Drafts(agreements, statements), document.sentences, document.article)
    assert grounded.rejected == ()
    return [row.reason for row in check(grounded, document).rejected]


def agreement(cue: str) -> AgreementDraft:
    return AgreementDraft(sentence=1, cue=cue, subject="", parties=("France", "Chad"))


def statement(cue: str) -> StatementDraft:
    return StatementDraft(sentence=1, cue=cue, speakers=("France",), recipients=(), about="")


@pytest.mark.parametrize("reason", AGREEMENTS)
def test_an_agreement_that_breaks_a_rule_is_rejected_for_that_reason(reason: RejectReason) -> None:
    (bad_cue, bad), (good_cue, good) = AGREEMENTS[reason]
    assert rejected(bad, agreement(bad_cue)) == [reason]
    assert rejected(good, agreement(good_cue)) == []


@pytest.mark.parametrize("reason", STATEMENTS)
def test_a_statement_that_breaks_a_rule_is_rejected_for_that_reason(reason: RejectReason) -> None:
    (bad_cue, bad), (good_cue, good) = STATEMENTS[reason]
    assert rejected(bad, statement(bad_cue)) == [reason]
    assert rejected(good, statement(good_cue)) == []


def test_words_that_report_an_agreement_are_no_statement_too() -> None:
    text = "France and Chad pledged to sign a defence pact."
    assert rejected(text, agreement("pledged to sign"), statement("pledged")) == [RejectReason.TOLD_AS_AGREEMENT]
    assert rejected(text, statement("pledged")) == []


def test_every_rule_has_an_example_and_a_counterexample() -> None:
    assert {rule.reason for rule in AGREEMENT_RULES} == set(AGREEMENTS)
    assert {rule.reason for rule in STATEMENT_RULES} == set(STATEMENTS) | {RejectReason.TOLD_AS_AGREEMENT}
