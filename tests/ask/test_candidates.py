"""The cues of a sentence, and the sentences without one."""

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
def test_a_sentence_is_asked_about_only_if_it_has_cues(sentence: str, asked: bool) -> None:
    assert find_cues(sentence).any is asked


def test_each_cue_is_listed_once_as_written() -> None:
    cues = find_cues("Oslo Signed the treaty and Rome has signed it, and both condemned the raid.")
    assert cues.agreements == ("Signed", "signed")
    assert cues.statements == ("condemned",)
