"""An answer is read wherever it stands in a model's words, and no words of a model stop the reader."""

import json

from hypothesis import given
from hypothesis import strategies as st

from extract.model.answer_reader import read_answer, read_text
from extract.model.completion import parse_body, read_completion
from schemas.base import Frozen
from tests.fuzz.strategies import characters, noise, prose


class Item(Frozen):
    """A record of a reply."""

    sentence: int
    cue: str
    subject: str
    parties: tuple[str, ...]


class Reply(Frozen):
    """A reply of the kind that plans ask for."""

    agreements: tuple[Item, ...]


_drafts = st.builds(
    Item,
    sentence=st.integers(1, 99),
    cue=st.text(characters, min_size=1, max_size=20),
    subject=st.text(characters, max_size=20),
    parties=st.lists(st.text(characters, max_size=12), max_size=3).map(tuple),
)
_replies = st.builds(Reply, agreements=st.lists(_drafts, min_size=1, max_size=3).map(tuple))
_around = st.text(st.characters(exclude_categories=["Cs"], exclude_characters='{}[]"`<>|\\◁'), max_size=40)
_KEYS = (
    "choices message content agreements usage prompt_tokens created model tool_calls id function arguments "
    "finish_reason reasoning refusal text total_tokens delta"
).split()
_json = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), noise),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(st.sampled_from(_KEYS), inner, max_size=5)),
    max_leaves=30,
)
_SIGNS = (
    "{", "}", "[", "]", '"', "\\", "```json\n", "```", "<think>", "</think>", "<answer>", "agreements", ":", ",",
    "null", '{"agreements": [', "'", "//", "{}", "\ufeff", "data: ",
)  # fmt: skip
_deltas = st.fixed_dictionaries({"delta": _json, "message": _json})
_calls = st.fixed_dictionaries({"delta": st.fixed_dictionaries({"tool_calls": st.lists(_json, max_size=2)})})
_chunks = st.fixed_dictionaries({"choices": st.lists(st.one_of(_json, _deltas, _calls), max_size=2)})
_notation = st.sampled_from(_SIGNS)
_broken = st.lists(st.one_of(_notation, _notation.map(lambda sign: sign * 400), prose), max_size=25).map("".join)


@given(
    _replies, _around, _around, st.sampled_from(("{}", "```json\n{}\n```", "<think>[1]</think>{}", "\ufeff{}", "[{}]"))
)
def test_a_reply_is_read_out_of_the_words_around_it(reply: Reply, before: str, after: str, form: str) -> None:
    found = read_text(before + form.replace("{}", reply.model_dump_json(), 1) + after, Reply)
    assert found and found.reply == reply


@given(st.one_of(_broken, noise))
def test_any_words_are_read_or_are_no_reply(text: str) -> None:
    found = read_text(text, Reply)
    assert found is None or isinstance(found.reply, Reply)


@given(_json)
def test_any_response_is_read(value: object) -> None:
    completion = read_completion(parse_body(json.dumps(value).encode()))
    read_answer(completion, Reply)


@given(st.lists(st.one_of(_json, _chunks), max_size=6))
def test_any_stream_is_read(values: list[object]) -> None:
    body = "".join(f"data: {json.dumps(value)}\n\n" for value in values) + "data: [DONE]\n\n"
    read_answer(read_completion(parse_body(body.encode())), Reply)
