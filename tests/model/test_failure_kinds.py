"""Every documented form of an error ends in its class, with what it costs, when it may go on, and what to do."""

from datetime import UTC, datetime

import pytest

from extract.errors import ModelUnavailable
from extract.model import failures
from extract.model.failures import Cost, FailureKind, examine
from extract.model.refusal import ServerError
from tests.support.server_errors import ERRORS

KINDS = {one.name: one for one in vars(failures).values() if isinstance(one, FailureKind)}


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_belongs_to_one_class(name: str) -> None:
    case = ERRORS[name]
    assert examine(case.status, {}, case.wire).kind is KINDS[case.kind]


def test_every_class_has_an_error_that_belongs_to_it() -> None:
    assert {case.kind for case in ERRORS.values()} == KINDS.keys()


def test_what_costs_the_run_stops_it_and_says_what_to_do() -> None:
    for kind in KINDS.values():
        if kind.costs is Cost.RUN:
            assert isinstance(failures.FailedResponse(kind, TOLD, None).error(), ModelUnavailable)
            assert kind.advice


TOLD = ServerError(400, "no", "no")
NOON = datetime(2030, 1, 15, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "when"),
    [
        ("gemini day", "at about 2030-01-16 08:00 UTC"),
        ("openrouter day", "at about 2030-01-16 00:00 UTC"),
        ("groq day", "at about 2030-01-15 14:14 UTC"),
    ],
)
def test_a_quota_of_the_day_says_when_the_run_may_go_on(name: str, when: str) -> None:
    assert str(examine(429, {}, ERRORS[name].wire, NOON).error()).endswith(when)


@pytest.mark.parametrize(
    ("name", "seconds"),
    [
        ("openai minute", 20.0),
        ("gemini minute", 34.0),
        ("groq minutes of a day", 86.4),
        ("azure rate", 6.0),
        ("gemini busy", None),
    ],
)
def test_the_wait_is_read_from_fields_and_words(name: str, seconds: float | None) -> None:
    assert examine(429, {}, ERRORS[name].wire).wait == seconds


def test_the_words_of_the_server_are_told_and_a_redirect_names_its_target() -> None:
    told = str(examine(402, {}, ERRORS["deepseek balance"].wire).error())
    assert told.startswith("HTTP 402: Insufficient Balance; the account has no quota left")
    redirect = examine(307, {"location": "https://elsewhere.example/v1/chat/completions?key=1"}, b"").error()
    assert "redirects to https://elsewhere.example/v1; give" in str(redirect)
