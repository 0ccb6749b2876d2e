"""The quotes of a text, which may have several sentences."""

import pytest

from extract.document.quotes import find_quotes


def quoted(text: str) -> list[str]:
    return [text[start:end] for start, end in find_quotes(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("“No,” he said.", ["“No,”"]),
        ('He said: "It is late. We leave. All of us." Then he left.', ['"It is late. We leave. All of us."']),
        ('"No," he said, "never."', ['"No,"', '"never."']),
        ("«Non», dit-il.", ["«Non»"]),
        ("Nobody said a word.", []),
    ],
)
def test_a_quote_includes_its_quotation_marks(text: str, words: list[str]) -> None:
    assert quoted(text) == words


def test_a_quote_that_is_not_closed_ends_with_its_paragraph() -> None:
    assert quoted("He said: “It is late.\n\nThen he left.") == ["“It is late."]


def test_a_quote_that_is_not_closed_ends_where_the_next_one_opens() -> None:
    assert quoted('"It is late. "We leave," he added.') == ['"It is late. ', '"We leave,"']


def test_a_quote_that_is_not_opened_begins_with_its_paragraph() -> None:
    assert quoted("It is late,” he said.") == ["It is late,”"]
