"""An answer is read wherever it stands, and one bad record costs itself alone."""

import json
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from extract.model.answer_reader import read_answer, read_text
from extract.model.coerce import ReadReply
from extract.model.completion import parse_body, read_completion
from schemas.base import Frozen


class Deal(Frozen):
    sentence: int
    cue: str
    subject: str
    parties: tuple[str, ...]
    instrument: Literal["agreement", "free_trade_agreement"]
    status: Literal["signed", "in_force", "unknown"]
    value: str | None


class Act(Frozen):
    sentence: int
    cue: str
    speakers: tuple[str, ...]
    act: Literal["urge", "warn"]


class Found(Frozen):
    agreements: tuple[Deal, ...]
    statements: tuple[Act, ...]


DEAL: dict[str, Any] = {
    "sentence": 1,
    "cue": "signed",
    "subject": "fisheries pact",
    "parties": ["Norway", "Kenya"],
    "instrument": "agreement",
    "status": "signed",
    "value": None,
}
WHOLE = {"agreements": [DEAL], "statements": []}
JSON = json.dumps(WHOLE)


def read(text: str, reply: type[Frozen] = Found) -> ReadReply:
    found = read_text(text, reply)
    assert found
    return found


@pytest.mark.parametrize(
    "text",
    [
        JSON,
        f"\ufeff{JSON}",
        f"\ufeff\n```json\n\ufeff{JSON}\n```",
        f"```json\n{JSON}\n```",
        f"```\n{JSON}",
        f"Here {{really}} is what I found:\n\n{JSON}\n\nAnything else {{you}} need?",
        f"<think>\nSentence [1] {{says}} so.\n</think>\n\n{JSON}",
        f'<think>A draft: {{"agreements": [], "statements": []}}. No.</think>{JSON}',
        f'no opening tag, a draft {{"agreements": []}} </think> {JSON}',
        f"<think>never closed {JSON}",
        f"[THINK]well[/THINK]{JSON}",
        f'<|channel|>analysis<|message|>{{"agreements": []}}<|end|><|channel|>final<|message|>{JSON}<|return|>',
        f"<answer>{JSON}</answer>",
        f"Set {{1, 2 first. {JSON}",
        f"It's an \"open quote. {JSON}",
        json.dumps({"Found": WHOLE}),
        json.dumps({"result": JSON}),
        json.dumps({"name": "Found", "arguments": WHOLE}),
        json.dumps({"type": "object", "properties": WHOLE}),
        json.dumps([WHOLE]),
        json.dumps(JSON),
        JSON.replace("}]", "},]"),
        "{\n// what was found\n" + JSON[1:],
        str(WHOLE),
        json.dumps(WHOLE | {"reasoning": "because"}),
        json.dumps({"agreements": [DEAL]}),
        json.dumps({"agreements": [DEAL], "statements": None}),
        json.dumps({"agreements": DEAL, "statements": ""}),
        json.dumps({"Agreements": [DEAL | {"confidence": 0.9}], "Statements": []}),
    ],
)
def test_an_answer_is_read_wherever_it_stands(text: str) -> None:
    found = read(text)
    assert found.reply == Found.model_validate(WHOLE)
    assert (found.dropped, found.text) == ((), text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I found no agreement {really}.",
        "Sure!\n```json\n{}\n```",
        JSON[:-12],
        json.dumps({"error": "too busy"}),
        json.dumps({"properties": {"agreements": {"type": "array"}, "statements": {"type": "array"}}}),
        '{"agreements": "none", "statements": "none"}',
    ],
)
def test_what_holds_no_answer_is_not_taken_for_an_empty_one(text: str) -> None:
    assert read_text(text, Found) is None


def test_an_empty_object_alone_has_all_its_lists_empty() -> None:
    assert read("{}").reply == read("```json\n{ }\n```").reply == Found(agreements=(), statements=())


@pytest.mark.parametrize(
    "changed",
    [
        {"status": "Signed", "instrument": "AGREEMENT"},
        {"sentence": "1"},
        {"sentence": "[1]"},
        {"sentence": 1.0},
        {"parties": "Norway, Kenya"},
        {"parties": [{"name": "Norway"}, {"name": "Kenya", "role": "party"}]},
        {"cue": ["signed"]},
    ],
)
def test_a_value_in_another_notation_is_the_same_value(changed: dict[str, Any]) -> None:
    found = read(json.dumps({"agreements": [DEAL | changed], "statements": []}))
    assert (found.reply, found.dropped) == (Found.model_validate(WHOLE), ())


def test_words_with_blanks_are_words_of_an_enumeration() -> None:
    found = read(json.dumps({"agreements": [DEAL | {"instrument": "Free-trade agreement", "status": "in force"}]}))
    deal = Found.model_validate(found.reply.model_dump()).agreements[0]
    assert (deal.instrument, deal.status) == ("free_trade_agreement", "in_force")


def test_an_instrument_of_no_enumeration_costs_that_field_alone() -> None:
    found = read(json.dumps({"agreements": [DEAL | {"instrument": "pact"}], "statements": []}))
    assert Found.model_validate(found.reply.model_dump()).agreements[0].instrument == "agreement"
    assert [(one.part, one.why) for one in found.dropped] == [("instrument", "'pact' is no instrument")]


@pytest.mark.parametrize("field", ["cue", "subject"])
@pytest.mark.parametrize("words", ["agreement", "unknown"])
def test_words_of_the_article_may_be_those_of_an_enumeration(field: str, words: str) -> None:
    found = read(f"Here it is: {json.dumps({'agreements': [DEAL | {field: words}], 'statements': []})}")
    assert found.reply == Found.model_validate({"agreements": [DEAL | {field: words}], "statements": []})
    assert found.dropped == ()


def test_a_record_may_leave_out_what_it_does_not_have() -> None:
    deal = {name: value for name, value in DEAL.items() if name not in ("value", "parties")}
    found = read(json.dumps({"agreements": [deal], "statements": []}))
    assert found.reply == Found(agreements=(Deal(**DEAL | {"parties": ()}),), statements=())
    assert not found.dropped


def test_a_bad_record_costs_itself_and_keeps_its_words() -> None:
    act = {"sentence": 1, "cue": "urged", "speakers": ["Peru"], "recipients": [], "about": "arms", "act": "sings"}
    bad = {"sentence": "the first", "cue": None}
    found = read(json.dumps({"agreements": [bad, DEAL], "statements": [act]}))
    assert found.reply == Found.model_validate(WHOLE)
    assert [(one.field, one.raw, one.part) for one in found.dropped] == [
        ("agreements", bad, None),
        ("statements", act, None),
    ]
    assert "sentence" in found.dropped[0].why


class Few(Frozen):
    words: tuple[str, ...]
    number: int = 0


def test_a_reply_that_is_no_list_of_records_is_read_as_well() -> None:
    found = read_text('Sure: {"words": "here, there", "number": "3"}', Few)
    assert found and found.reply == Few(words=("here", "there"), number=3)
    assert read_text('{"number": 3}', Few) is None


def answered(**message: Any) -> ReadReply | None:
    body = {"choices": [{"message": {"role": None} | message}], "created": 1.5, "usage": {"prompt_tokens": 3.0}}
    return read_answer(read_completion(body), Found)


def test_an_answer_may_come_as_parts_as_a_tool_call_or_as_reasoning() -> None:
    thinking = {"type": "thinking", "thinking": [{"type": "text", "text": "{}"}]}
    call = {"type": "function", "function": {"name": "Found", "arguments": JSON}}
    for message in (
        {"content": [thinking, {"type": "text", "text": JSON}]},
        {"content": None, "tool_calls": [call]},
        {"content": "", "function_call": {"arguments": WHOLE}},
        {"content": None, "reasoning_content": JSON},
        {"content": WHOLE},
    ):
        found = answered(**message)
        assert found and found.reply == Found.model_validate(WHOLE)
    assert answered(content="Nothing.", reasoning_content=JSON) is None, "reasoning beside an answer is no answer"


def test_a_stream_that_was_not_asked_for_is_put_together() -> None:
    parts = [JSON[:20], JSON[20:]]
    chunks: list[Any] = [{"choices": [{"delta": {"content": part}, "finish_reason": None}]} for part in parts]
    chunks += [{"choices": [{"delta": {}, "finish_reason": "stop"}]}, {"choices": [], "usage": {"prompt_tokens": 5}}]
    stream = ": waiting\n\n" + "".join(f"data: {json.dumps(chunk)}\n\n" for chunk in chunks) + "data: [DONE]\n\n"
    completion = read_completion(parse_body(stream.encode()))
    assert (completion.content, completion.finish_reason) == (JSON, "stop")
    assert completion.tokens and completion.tokens.prompt == 5


def test_comments_before_an_answer_are_left_out() -> None:
    body = {"choices": [{"message": {"content": JSON}}]}
    assert read_completion(parse_body(b": PROCESSING\n\n" + json.dumps(body).encode())).content == JSON


def test_what_cannot_be_read_of_the_rest_counts_as_not_told() -> None:
    completion = read_completion({"choices": [{"message": {"content": "x"}}], "created": "today", "usage": "none"})
    assert (completion.created, completion.tokens) == (0, None)
    assert not read_completion({"choices": []}).answered


def test_braces_that_are_never_closed_do_not_stop_the_reader() -> None:
    assert read_text("{" * 5_000, Found) is None
    assert read_text('{"' * 100_000, Found) is None


def test_an_object_is_found_behind_braces_that_are_never_closed() -> None:
    assert read("{ " * 20 + JSON).reply == read(JSON).reply


@pytest.mark.parametrize("begin", [b"\xef\xbb\xbf", b"\xef\xbb\xbf\n", b" \xef\xbb\xbf"])
@pytest.mark.parametrize("stream", [False, True])
def test_a_byte_order_mark_before_a_response_is_skipped(begin: bytes, stream: bool) -> None:
    choice = {"message": {"content": JSON}, "finish_reason": "stop"}
    body = json.dumps({"choices": [choice]})
    assert read_completion(parse_body(begin + (f"data: {body}\n\n" if stream else body).encode())).content == JSON


class Measured(Frozen):
    """What servers leave out of a schema: bounds, patterns, decimals, formats, and that objects are closed."""

    share: Annotated[float, Field(ge=0, le=1)]
    code: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    amount: Annotated[Decimal, Field(max_digits=4, decimal_places=2)]
    day: date


RIGHT: dict[str, object] = {"share": 0.5, "code": "FRA", "amount": "12.50", "day": "2030-01-15"}


@pytest.mark.parametrize(
    "changed",
    [
        *({"share": 1.5}, {"share": "nan"}, {"share": None}, {"code": "France"}),
        *({"amount": "12.505"}, {"amount": "many"}, {"day": "soon"}, {"day": "2030-02-30"}),
    ],
)
def test_what_a_server_does_not_enforce_of_a_schema_is_enforced_here(changed: dict[str, object]) -> None:
    assert read(json.dumps(RIGHT), Measured).reply == Measured.model_validate(RIGHT)
    assert read_text(json.dumps(RIGHT | changed), Measured) is None


def test_a_field_that_the_schema_lacks_reaches_no_record() -> None:
    found = read_text(json.dumps(RIGHT | {"note": "x"}), Measured)
    assert found is None or "note" not in found.reply.model_dump()
