"""Every text is divided into sentences that lose nothing."""

from hypothesis import given

from extract.document.blocks import split_blocks
from extract.document.quotes import find_quotes
from extract.document.segment import LONGEST, Role, segment
from tests.fuzz.strategies import texts


@given(texts)
def test_every_character_but_white_space_is_in_one_sentence(text: str) -> None:
    end = 0
    for number, sentence in enumerate(segment(text)):
        assert sentence.index == number
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        assert end <= sentence.start < sentence.end
        assert not text[end : sentence.start].strip()
        assert len(sentence.text) <= LONGEST or sentence.role is Role.HEADLINE
        end = sentence.end
    assert not text[end:].strip()


@given(texts)
def test_every_character_but_white_space_is_in_one_block(text: str) -> None:
    end = 0
    for block in split_blocks(text):
        assert text[block.start : block.end] == block.text == block.text.strip()
        assert end <= block.start < block.end
        assert not text[end : block.start].strip()
        end = block.end
    assert not text[end:].strip()


@given(texts)
def test_quotes_are_in_order_and_do_not_overlap(text: str) -> None:
    end = 0
    for start, stop in find_quotes(text):
        assert end <= start < stop <= len(text)
        end = stop
