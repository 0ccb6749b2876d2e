"""What a refusal teaches of an endpoint, and the request that follows from it."""

from dataclasses import replace
from typing import Any

import pytest

from extract.model.capability import Capabilities, describe, guess, learn, next_request
from extract.model.endpoint import ResponseFormat
from extract.model.refusal import read_error, read_refusal
from extract.model.response_schema import response_format
from schemas.base import Frozen
from tests.support.server_errors import google_error, openai_error


class Reply(Frozen):
    words: tuple[str, ...]


WANTED: dict[str, Any] = {
    "model": "m",
    "messages": [{"role": "system", "content": "List the words."}, {"role": "user", "content": "here"}],
    "max_tokens": 4_096,
    "temperature": 0.0,
    "seed": 7,
    "response_format": response_format(Reply),
}


NOTHING_KNOWN = Capabilities()


def after(status: int, body: Any, known: Capabilities = NOTHING_KNOWN) -> Capabilities | None:
    """What is known after a server answered the wanted request with this error."""
    error = read_error(status, body)
    assert error
    return learn(known, read_refusal(error), next_request(WANTED, known))


def test_a_call_goes_as_it_is_wanted_until_it_is_refused() -> None:
    assert next_request(WANTED, Capabilities()) == WANTED


DETAIL = [{"type": "extra_forbidden", "loc": ["body", "seed"], "msg": "Extra inputs are not permitted", "input": 7}]


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (422, {"object": "error", "message": {"detail": DETAIL}}),
        (422, {"detail": DETAIL}),
        (400, google_error('Invalid JSON payload received. Unknown name "seed": Cannot find field.')),
        (400, openai_error("Unrecognized request argument supplied: seed")),
        (400, openai_error("Unsupported parameter.", param="seed")),
        (400, openai_error("property 'seed' is unsupported")),
        (500, {"error": "unknown field `seed`, expected one of `model`, `messages`"}),
    ],
)
def test_a_seed_that_is_refused_is_left_out(status: int, body: Any) -> None:
    known = after(status, body)
    assert known == Capabilities(dropped=("seed",))
    assert "seed" not in next_request(WANTED, known)


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        ("Unsupported value: 'temperature' does not support 0.0. Only the default (1) value is supported.", None),
        ("invalid temperature: only 1 is allowed for this model", None),
        ("`temperature` is deprecated for this model.", None),
        ("`temperature` must be strictly positive", 0.01),
        ("temperature must be in the range (0.0, 1.0]", 0.01),
        ("temperature: Input should be greater than or equal to 0.1", 0.1),
    ],
)
def test_a_temperature_is_brought_within_its_bounds_or_left_out(message: str, sent: float | None) -> None:
    known = after(400, openai_error(message))
    assert known
    assert next_request(WANTED, known).get("temperature") == sent


@pytest.mark.parametrize(
    ("message", "sent"),
    [
        ("max_tokens is too large: 4096. This model supports at most 2048 completion tokens.", 2_048),
        ("Invalid max_tokens value, the valid range of max_tokens is [1, 2048]", 2_048),
        ("`max_tokens` must be less than or equal to `2048`, the maximum value for this model", 2_048),
        ("max_tokens: 4096 > 2048, which is the maximum allowed number of output tokens", 2_048),
        ("maxOutputTokens is 4096 but the supported range is from 1 (inclusive) to 2049 (exclusive).", 2_048),
        ("max_tokens (4096) cannot exceed 2,048", 2_048),
        ("You requested up to 4096 max_tokens, but can only afford 1500", 1_500),
        (
            "'max_tokens' is too large: 4096. This model's maximum context length is 4096 tokens and your request has"
            " 900 input tokens (4096 > 4096 - 900).",
            2_048,
        ),
        ("Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4097. Given: 900 and 4096", 2_048),
    ],
)
def test_a_bound_on_answers_that_is_told_is_kept(message: str, sent: int) -> None:
    known = after(400, openai_error(message))
    assert known
    assert next_request(WANTED, known)["max_tokens"] == sent
    assert learn(known, read_refusal(read_error(400, openai_error(message))), next_request(WANTED, known)) is None  # type: ignore[arg-type]


def test_a_bound_on_answers_goes_under_its_other_name_and_then_not_at_all() -> None:
    first = after(400, openai_error("Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."))
    assert first and next_request(WANTED, first)["max_completion_tokens"] == 4_096
    second = after(400, openai_error("Unrecognized argument: max_completion_tokens"), first)
    assert second
    assert not {"max_tokens", "max_completion_tokens"} & next_request(WANTED, second).keys()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (openai_error("This response_format type is unavailable now"), "json_object"),
        (openai_error("This model does not support response format `json_schema`."), "json_object"),
        (openai_error("'response_format.type' : value is not one of the allowed values ['text']"), "json_object"),
        (openai_error("JSON mode is not enabled for this model"), "json_object"),
        (openai_error("Structured outputs are not supported by this model"), "json_object"),
        (openai_error("Unknown parameter: 'response_format.json_schema.strict'."), "json_schema"),
        (openai_error("invalid schema for response format: minItems is not supported"), "json_schema"),
        (google_error('Unknown name "additionalProperties" at response_schema'), "json_schema"),
        ({"code": "invalid", "error": "The response_format parameter is unsupported at the moment."}, "json_object"),
        ({"message": 'response_format must be "text" or "json_object", but got: json_schema'}, "json_object"),
    ],
)
def test_a_response_format_that_is_refused_leads_to_the_next_one(body: Any, expected: str) -> None:
    known = after(400, body)
    assert known and known.response_format == expected


def test_below_a_strict_schema_the_schema_stands_in_the_instructions_or_in_a_tool() -> None:
    loose = next_request(WANTED, Capabilities(ResponseFormat.SCHEMA))
    assert "strict" not in loose["response_format"]["json_schema"]
    for format_ in (ResponseFormat.OBJECT, ResponseFormat.TEXT):
        body = next_request(WANTED, Capabilities(format_))
        assert "JSON" in body["messages"][0]["content"] and '"words"' in body["messages"][0]["content"]
        assert body["messages"][1:] == WANTED["messages"][1:]
        assert ("response_format" in body) is (format_ is ResponseFormat.OBJECT)
    body = next_request(WANTED, Capabilities(ResponseFormat.TOOL))
    assert body["tool_choice"]["function"]["name"] == body["tools"][0]["function"]["name"] == "Reply"
    assert "response_format" not in body


def test_the_ladder_of_response_formats_ends_with_plain_text() -> None:
    known, seen = Capabilities(ResponseFormat.OBJECT), []
    for message in ("json_object is not supported", "tools are not supported", "response_format is not supported"):
        newer = after(400, openai_error(message), known)
        if newer:
            known = newer
            seen.append(str(newer.response_format))
    assert seen == ["tool", "text"]


def test_a_response_format_that_a_setting_chose_is_kept() -> None:
    known = Capabilities(ResponseFormat.OBJECT, forced_format=True)
    assert after(400, openai_error("json_object is not supported"), known) is None


@pytest.mark.parametrize(
    "message", ["System role not supported", "'messages[0].role' does not support 'system' with this model."]
)
def test_instructions_move_into_the_first_question_where_a_system_message_is_refused(message: str) -> None:
    known = after(400, openai_error(message))
    assert known
    assert next_request(WANTED, known)["messages"] == [{"role": "user", "content": "List the words.\n\nhere"}]


def test_a_server_that_only_streams_is_asked_for_a_stream() -> None:
    known = after(400, openai_error("This model only support stream mode, please enable the stream parameter."))
    assert known and next_request(WANTED, known)["stream"] is True


def test_an_error_that_names_no_field_of_the_call_teaches_nothing() -> None:
    assert after(400, openai_error("Something about the request is wrong.")) is None
    assert after(500, openai_error("The server had an error while processing your tools.")) is None


def test_where_no_field_is_named_the_luxuries_go_first() -> None:
    known, steps = Capabilities(), []
    while newer := guess(known, next_request(WANTED, known)):
        steps.append(describe(known, newer))
        known = newer
    assert steps == [
        "without seed, without temperature",
        "with response format json_object",
        "with response format text",
        "with max_completion_tokens for the bound on answers",
        "without max_tokens, without max_completion_tokens",
    ]


def test_a_record_is_the_same_after_it_was_kept() -> None:
    known = Capabilities(ResponseFormat.TOOL, dropped=("seed",), bounds=(("temperature", 0.01, None),), usage_told=True)
    assert Capabilities.from_json(known.as_json()) == known
    with pytest.raises(KeyError):
        Capabilities.from_json({})
    assert replace(known, dropped=()) != known
