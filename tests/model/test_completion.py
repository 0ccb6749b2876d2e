"""Numbers of servers are checked where they come in: what cannot be true counts as not told."""

from typing import Any

import pytest

from extract.model.completion import read_completion


def completion(**body: Any) -> dict[str, Any]:
    return {"choices": [{"message": {"content": "{}"}, "finish_reason": "stop"}]} | body


@pytest.mark.parametrize(
    ("told", "created"),
    [
        (1_700_000_123, 1_700_000_123),
        (1_700_000_123.7, 1_700_000_123),
        ("1700000123", 1_700_000_123),
        (1_700_000_123_456, 1_700_000_123),
        (-5, 0),
        (10**30, 0),
        (float("nan"), 0),
        (float("inf"), 0),
        ("yesterday", 0),
        (None, 0),
        (True, 0),
    ],
)
def test_the_time_of_an_answer_is_in_seconds_or_not_told(told: object, created: int) -> None:
    assert read_completion(completion(created=told)).created == created


@pytest.mark.parametrize("told", [-1, 10**30, float("nan"), "many", [], {}, True, 2**63])
def test_impossible_token_counts_count_as_not_told(told: object) -> None:
    found = read_completion(completion(usage={"prompt_tokens": told, "completion_tokens": 7}))
    assert found.tokens is not None and (found.tokens.prompt, found.tokens.completion) == (0, 7)
    assert read_completion(completion(usage={"prompt_tokens": told, "completion_tokens": told})).tokens is None


@pytest.mark.parametrize("told", [12, 12.0, "12"])
def test_token_counts_are_read_from_any_kind_of_number(told: object) -> None:
    found = read_completion(completion(usage={"prompt_tokens": told, "completion_tokens": told}))
    assert found.tokens is not None and found.tokens.prompt == found.tokens.completion == 12
