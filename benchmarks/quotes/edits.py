"""Quotes of articles, alterations that must not be located, and typesetting that must not matter.

An alteration gives other words, or None where the quote does not lend itself to it.
"""

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

LETTERS = "abcdefghijklmnopqrstuvwxyz"
_NEGATION = re.compile(r"\b(?:not|never|no|without|n['’]t)\s", re.I)
Alteration = Callable[[random.Random, str, Sequence[str]], str | None]
Typesetting = Callable[[random.Random, str], str]


def quotes(texts: Sequence[str], seed: int) -> Iterator[tuple[random.Random, str, int, int]]:
    """Yield passages of two to nine words, without end: the dice, the text, and the offsets of the passage in it."""
    dice = random.Random(seed)
    words = [[match.span() for match in re.finditer(r"\S+", text)] for text in texts]
    while True:
        number = dice.randrange(len(texts))
        if len(words[number]) < 12:
            continue
        first = dice.randrange(len(words[number]) - 10)
        start, end = words[number][first][0], words[number][first + dice.randint(1, 8)][1]
        quote = texts[number][start:end]
        if quote[0].isalnum() and quote[-1].isalnum():
            yield dice, texts[number], start, end


def alterations(alter: "Alteration", texts: Sequence[str], seed: int) -> Iterator[tuple[str, str]]:
    """Yield texts with altered quotes that they do not hold, without end."""
    for dice, text, start, end in quotes(texts, seed):
        words = alter(dice, text[start:end], texts)
        if words is not None and not holds(text, words):
            yield text, words


def other_letter(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    places = [at for at, one in enumerate(quote) if one.isascii() and one.isalpha()]
    return _put(quote, dice.choice(places), dice.choice(LETTERS)) if places else None


def other_digit(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    places = [at for at, one in enumerate(quote) if one.isascii() and one.isdigit()]
    return _put(quote, dice.choice(places), dice.choice("0123456789")) if places else None


def swapped_letters(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    places = [at for at in range(len(quote) - 1) if quote[at : at + 2].isalpha()]
    at = dice.choice(places) if places else 0
    return quote[:at] + quote[at + 1] + quote[at] + quote[at + 2 :] if places else None


def without_a_word(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    words = quote.split()
    if len(words) < 3:
        return None
    del words[dice.randrange(1, len(words) - 1)]
    return " ".join(words)


def without_negation(_: random.Random, quote: str, __: Sequence[str]) -> str | None:
    found = _NEGATION.search(quote)
    return quote[: found.start()] + quote[found.end() :] if found and found.start() else None


def with_a_word(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    words = quote.split()
    words.insert(dice.randrange(1, len(words)), dice.choice(["never", "not", "reportedly", "all"]))
    return " ".join(words)


def swapped_words(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    words = quote.split()
    at = dice.randrange(len(words) - 1)
    words[at], words[at + 1] = words[at + 1], words[at]
    return " ".join(words)


def cut_word(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    return quote[:-1] if dice.random() < 0.5 else quote[1:]


def longer_word(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    return quote + dice.choice(["s", "ed", "ing", "0", "n"])


def joined_words(dice: random.Random, quote: str, _: Sequence[str]) -> str | None:
    places = [match.start() for match in re.finditer(r"(?<=\w) (?=\w)", quote)]
    at = dice.choice(places) if places else 0
    return quote[:at] + dice.choice(["", "-"]) + quote[at + 1 :] if places else None


def elsewhere(dice: random.Random, _: str, texts: Sequence[str]) -> str | None:
    words = dice.choice(texts).split()
    first = dice.randrange(max(1, len(words) - 9))
    return " ".join(words[first : first + dice.randint(4, 9)])


ALTERATIONS: tuple[Alteration, ...] = (
    other_letter, other_digit, swapped_letters, without_a_word, without_negation, with_a_word, swapped_words, cut_word,
    longer_word, joined_words, elsewhere,
)  # fmt: skip


def holds(text: str, words: str) -> bool:
    """Return whether the text has these words in sequence; punctuation and line breaks between them are ignored."""
    return f" {_bare(words)} " in f" {_bare(text)} "


def curly_quotes(dice: random.Random, words: str) -> str:
    """Straight marks made typographic, and typographic ones straight or French."""
    single, opening, closing = dice.choice([("’", "“", "”"), ("'", '"', '"'), ("’", "« ", " »"), ("’", "„", "“")])
    words = re.sub(r"['’](?=\w)", single, words)
    words = re.sub(r"[“\"](?=\w)", opening, words)
    return re.sub(r"(?<=\w)[”\"]", closing, words)


def other_dashes(dice: random.Random, words: str) -> str:
    return re.sub(r"(?<=\w)[-‐‑–](?=\w)", lambda _: dice.choice("-‐‑–—"), words)


def other_spaces(dice: random.Random, words: str) -> str:
    spaces = ["\u00a0", "\u202f", "  ", "\n", " \r\n ", "\t", "\u2009"]
    return re.sub(" ", lambda _: dice.choice(spaces), words)


def ligatures(_: random.Random, words: str) -> str:
    for letters, ligature in (
        ("ffi", "\ufb03"),
        ("ffl", "\ufb04"),
        ("ff", "\ufb00"),
        ("fi", "\ufb01"),
        ("fl", "\ufb02"),
    ):
        words = words.replace(letters, ligature)
    return words


def soft_hyphens(dice: random.Random, words: str) -> str:
    return _inside(dice, words, "\u00ad")


def zero_width(dice: random.Random, words: str) -> str:
    return _inside(dice, words, dice.choice(["\u200b", "\u2060", "\ufeff"]))


def broken_words(dice: random.Random, words: str) -> str:
    return _inside(dice, words, dice.choice(["-\n", "-\r\n", "\u00ad\n", "-\n  "]))


def full_width(_: random.Random, words: str) -> str:
    return "".join(chr(ord(one) + 0xFEE0) if one.isascii() and one.isalnum() else one for one in words)


def decomposed(_: random.Random, words: str) -> str:
    return unicodedata.normalize("NFD", words)


TYPESETTINGS: tuple[Typesetting, ...] = (
    curly_quotes, other_dashes, other_spaces, ligatures, soft_hyphens, zero_width, broken_words, full_width, decomposed,
)  # fmt: skip


def _put(quote: str, at: int, character: str) -> str | None:
    return None if character == quote[at].lower() else quote[:at] + character + quote[at + 1 :]


def _inside(dice: random.Random, words: str, mark: str) -> str:
    """The words with a mark inside some of their longer words."""

    def broken(match: re.Match[str]) -> str:
        word = match.group()
        at = dice.randrange(2, len(word) - 2)
        return word[:at] + mark + word[at:] if dice.random() < 0.5 else word

    return re.sub(r"\b[a-z]{5,}\b", broken, words)


def _bare(words: str) -> str:
    parts = re.split(r"[^\w-]+|_", unicodedata.normalize("NFKC", words).lower())
    return " ".join(part.strip("-") for part in parts if part.strip("-"))
