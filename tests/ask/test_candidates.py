"""Which words of a sentence a model is asked about, and which sentences it is not asked about at all."""

import pytest

from extract.ask.candidates import find_cues


@pytest.mark.parametrize(
    ("sentence", "asked"),
    [
        ("Norway condemned the coup.", True),
        ("The two sides agreed to meet.", True),
        ("Poland agreed with Ukraine on drones.", True),
        ("The 1994 treaty has four articles.", False),
        ("Their cooperation is old.", False),
        ("The talks lasted two hours, he said.", False),
        ("", False),
    ],
)
def test_only_sentences_with_cues_are_asked_about(sentence: str, asked: bool) -> None:
    assert find_cues(sentence).any is asked


def test_each_cue_is_given_once_and_as_it_stands_in_the_sentence() -> None:
    cues = find_cues("Oslo Signed the treaty and Rome has signed it, and both condemned the raid.")
    assert cues.agreements == ("Signed", "signed")
    assert cues.statements == ("condemned",)
