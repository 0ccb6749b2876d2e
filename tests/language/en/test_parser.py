"""Tokens of the parser: offsets are those of the text, whatever the text looks like."""

import random

import pytest

from extract.document.segment import segment
from extract.language.en.parser import parse
from tests.support.english import analyze, analyzer


@pytest.mark.parametrize(
    ("text", "word", "read"),
    [
        ("Bulgaria ratiﬁed the treaty.", "ratiﬁed", "ratified"),
        ("Bulgaria rati\u00adfied the treaty.", "rati\u00adfied", "ratified"),
        ("Bulgaria rati-\nfied the treaty.", "rati-\nfied", "ratified"),
        ("Bulgaria co-signed the treaty.", "co-signed", "cosigned"),
    ],
    ids=["ligature", "soft hyphen", "line end", "prefix"],
)
def test_a_word_is_read_without_its_typography_and_keeps_its_place(text: str, word: str, read: str) -> None:
    found = analyze(text)
    token = next(one for one in found.tokens if one.text == read)
    assert found.words(token.extent) == word


def test_sentences_are_those_that_were_given() -> None:
    found = analyze("Chad signed the pact. Mali did not", "and left.")
    assert {one.sentence for one in found.cues if one.label == "signed"} == {0}


@pytest.mark.parametrize("text", ["(" * 4000, "a" * 4000, "([{" * 900 + " Chad signed", "\u200b" * 500, "?!" * 600])
def test_long_runs_are_parsed_and_lie_in_the_text(text: str) -> None:
    found = analyzer().analyze(text, segment(text))
    assert all(0 <= one.extent.start <= one.extent.end <= len(text) for one in found.tokens)


def test_any_characters_give_tokens_in_order() -> None:
    chance = random.Random(11)
    letters = "aZ1 .,-\n\t\"'()[]“”é漢\u200b\u00adﬁ\U0001f600"
    for _ in range(60):
        text = "".join(chance.choices(letters, k=chance.randrange(1, 200)))
        found = analyzer().analyze(text, segment(text))
        starts = [one.extent.start for one in found.tokens]
        assert starts == sorted(starts)


def test_a_long_text_is_parsed_in_parts_of_whole_sentences() -> None:
    sentences = segment("Chad signed the pact with Mali. " * 800)
    parts = [(part.first, len(doc)) for part, doc in parse(sentences, analyzer()._pipeline)]
    assert len(parts) > 2 and sum(length for _, length in parts) == 800 * 7


def test_a_deep_tree_is_no_recursion() -> None:
    text = "Chad said " + "that the envoy of the envoy said " * 55 + "Mali signed the pact."
    assert analyzer().analyze(text, segment(text)).tokens
