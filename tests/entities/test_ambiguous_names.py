import pytest

from extract.entities.ambiguous_names import is_followed, is_preceded
from extract.entities.gazetteer import Gazetteer

NAMES = Gazetteer({"Jordan": True}, [])


def is_state(word: str) -> bool:
    return word == "Iraq"


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("Mary Jordan said", True, False),
        ("J. Jordan said", True, False),
        ("Mr. Jordan said", True, False),
        ("Jordan Smith said", False, True),
        ("Jordan King Abdullah", False, False),
        ("on Monday Jordan said", False, False),
        ("the EU Jordan said", False, False),
        ("for Iraq Jordan is", False, False),
        ("Mary. Jordan, Smith", False, False),
        ("Mary Jordan Smith Wins First Race", False, False),
        ("Jordan", False, False),
    ],
)
def test_a_capitalised_word_next_to_a_name_makes_it_longer(text: str, before: bool, after: bool) -> None:
    (hit,) = NAMES.find(text)
    assert (is_preceded(hit, text, is_state), is_followed(hit, text, is_state)) == (before, after)
