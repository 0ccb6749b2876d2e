"""The tie of each status and of each act."""

import pytest

from schemas import Act, Status, Tie, tie_of
from schemas.ties import ACT_TIES, AGREEMENT_TIES, STATEMENT_TIES, STATUS_TIES
from tests.support.results import treaty, warning

STATUSES = {
    "proposed": "in_prospect", "pledged": "in_prospect", "under_negotiation": "in_prospect", "agreed": "made",
    "initialled": "made", "adopted": "made", "signed": "made", "ratified": "made", "in_force": "made",
    "in_implementation": "made", "completed": "made", "amended": "made", "renewed": "made", "suspended": "ended",
    "withdrawn": "ended", "terminated": "ended", "rejected": "ended", "unknown": "unclear",
}  # fmt: skip
ACTS = {
    "condemn": "hostile", "deplore": "hostile", "criticize": "hostile", "accuse": "hostile", "protest": "hostile",
    "express_concern": "neutral", "warn": "pressing", "threaten": "hostile", "demand": "pressing", "urge": "pressing",
    "request": "asking", "invite": "asking", "propose": "asking", "offer": "supportive", "pledge": "supportive",
    "affirm": "supportive", "support": "supportive", "express_solidarity": "supportive", "express_hope": "neutral",
    "emphasize": "neutral", "state": "neutral", "deny": "neutral", "acknowledge": "neutral", "reject": "hostile",
    "apologize": "supportive", "recognize": "supportive", "declare": "neutral",
}  # fmt: skip


@pytest.mark.parametrize("status", Status)
def test_the_status_of_an_agreement_decides_its_tie(status: Status) -> None:
    news = treaty().model_copy(update={"status": status, "historical": False})
    assert tie_of(news) == STATUSES[status]


@pytest.mark.parametrize("status", Status)
def test_an_agreement_that_is_no_news_is_background_whatever_its_status(status: Status) -> None:
    assert tie_of(treaty().model_copy(update={"status": status, "historical": True})) is Tie.BACKGROUND


@pytest.mark.parametrize("act", Act)
def test_the_act_of_a_statement_decides_its_tie(act: Act) -> None:
    assert tie_of(warning().model_copy(update={"act": act, "negated": False})) == ACTS[act]


@pytest.mark.parametrize("act", Act)
def test_an_act_that_the_text_denies_is_neutral(act: Act) -> None:
    assert tie_of(warning().model_copy(update={"act": act, "negated": True})) is Tie.NEUTRAL


def test_every_tie_belongs_to_agreements_or_to_statements() -> None:
    assert (*AGREEMENT_TIES, *STATEMENT_TIES) == tuple(Tie)
    assert set(STATUS_TIES.values()) | {Tie.BACKGROUND} == set(AGREEMENT_TIES)
    assert set(ACT_TIES.values()) == set(STATEMENT_TIES)
