import pytest

from extract.entities.gazetteer import Gazetteer

NAMES = Gazetteer({"Ruritania": 1, "New Ruritania": 2, "RR": 3, "Ruri-": 4, "King's Isle": 5}, ["Ruritania Post"])


def found(text: str) -> list[tuple[str, int]]:
    return [(text[match.start : match.end], match.value) for match in NAMES.find(text)]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("Ruritania's New Ruritania", [("Ruritania", 1), ("New Ruritania", 2)]),
        ("RR, R.R. and R.R", [("RR", 3), ("R.R.", 3), ("R.R", 3)]),
        ("Ruri‑Ruritania", [("Ruri", 4), ("Ruritania", 1)]),
        ("Ruri alone", []),
        ("King’s  Isle", [("King’s  Isle", 5)]),
        ("the Ruritania Post", []),
        ("Ruritanian, ruritania, xRuritania", []),
        ("New", []),
        ("", []),
    ],
)
def test_the_longest_form_is_found_as_whole_words(text: str, matches: list[tuple[str, int]]) -> None:
    assert found(text) == matches


def test_a_match_has_the_words_right_before_and_after_it() -> None:
    matches = list(NAMES.find("Old Ruritania Club. Ruritania, and J. Ruritania\nEnds"))
    assert [(match.before, match.after) for match in matches] == [("Old", "Club"), ("Club.", ""), ("J.", "")]


def test_lookup_ignores_a_leading_article_only() -> None:
    assert NAMES.lookup("the Ruritania") == NAMES.lookup("The Ruritania") == 1
    assert NAMES.lookup("a Ruritania") is None
    assert NAMES.lookup("Ruritania Post") is None
