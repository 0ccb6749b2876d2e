"""A thousand generated quotes of each kind: those of an article are found, and no others (promise 18)."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.declared import words_of
from tests.support.drafts import make_article

ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"
TEXTS = tuple(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt")))
CASES = 1_000
LETTERS = "abcdefghijklmnopqrstuvwxyz"
Made = tuple[str, str]
"""Words, and the text in which they are looked for."""


def quotes(seed: int) -> Iterator[tuple[random.Random, str, int, int]]:
    """Passages of two to nine words of the fixture articles, without end: dice, text, and offsets."""
    dice = random.Random(seed)
    while True:
        text = dice.choice(TEXTS)
        words = text.split(" ")
        first = dice.randrange(len(words) - 9)
        start = sum(len(word) + 1 for word in words[:first])
        quote = " ".join(words[first : first + dice.randint(2, 9)])
        if quote[0].isalnum() and quote[-1].isalnum():
            yield dice, text, start, start + len(quote)


def one_edit(dice: random.Random, quote: str, _: str) -> str:
    """Another letter or digit in the place of one, but not first: its case is folded."""
    at = dice.choice([place for place in range(1, len(quote)) if quote[place].isalnum()])
    others = "0123456789" if quote[at].isdigit() else LETTERS
    return quote[:at] + dice.choice([one for one in others if one != quote[at].lower()]) + quote[at + 1 :]


def negated(dice: random.Random, quote: str, _: str) -> str:
    words = quote.split()
    words.insert(dice.randrange(1, len(words)), "never")
    return " ".join(words)


def shortened(dice: random.Random, quote: str, _: str) -> str:
    """Without a word from its middle, or the beginning of its last word."""
    words = quote.split()
    if len(words) > 2:
        del words[dice.randrange(1, len(words) - 1)]
        return " ".join(words)
    return quote[:-1]


def invented(dice: random.Random, quote: str, _: str) -> str:
    return f"{quote} " + "".join(dice.choices(LETTERS, k=7))


def foreign(dice: random.Random, quote: str, text: str) -> str:
    """Words of another article."""
    words = dice.choice([one for one in TEXTS if one is not text]).split()
    first = dice.randrange(len(words) - 9)
    return " ".join(words[first : first + dice.randint(4, 9)])


def test_every_passage_of_an_article_is_found() -> None:
    for _, (_, text, start, end) in zip(range(CASES), quotes(1), strict=False):
        found = words_of(make_article(text)).find(text[start:end])
        assert found, text[start:end]
        assert " ".join(found[0].text.split()) == " ".join(text[start:end].split())


@pytest.mark.parametrize("spoilt", [one_edit, negated, shortened, invented, foreign])
def test_words_that_are_not_in_the_article_are_not_found(spoilt: Callable[[random.Random, str, str], str]) -> None:
    made = 0
    for dice, text, start, end in quotes(2):
        words = spoilt(dice, text[start:end], text)
        if _in(words, text):  # the article holds these words too
            continue
        assert words_of(make_article(text)).find(words) == (), words
        made += 1
        if made == CASES:
            break


def _in(words: str, text: str) -> bool:
    """Whether the text holds these words one after the other, whatever marks and breaks stand between them."""

    def bare(told: str) -> str:
        return " ".join(filter(None, (word.strip(".,;:!?\"'()[]").lower() for word in told.split())))

    return f" {bare(words)} " in f" {bare(text)} "
