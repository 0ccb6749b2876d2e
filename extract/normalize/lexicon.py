"""Match forms of words in a text: the longest at each place, whole words in scripts that have spaces."""

from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

from extract.normalize.characters import is_mark, plain
from extract.normalize.scripts import is_hangul, is_spaced, is_word

T = TypeVar("T")

_LONGEST_ENDING = 6
"""Letters that may follow a stem: longer endings make another word."""


def comparable(words: str) -> str:
    """Return the words without differences of typography and white space; their case is kept."""
    return " ".join(plain(words).split())


def aligned(words: str) -> tuple[str, list[tuple[int, int]]]:
    """Return the comparable words, and for each of their characters the offsets of what it stands for."""
    form: list[str] = []
    places: list[tuple[int, int]] = []
    for start, end in _clusters(words):
        for character in plain(words[start:end]):
            space = character.isspace()
            if not space or (form and form[-1] != " "):
                form.append(" " if space else character)
                places.append((start, end))
    size = len("".join(form).rstrip())
    return "".join(form[:size]), places[:size]


def _clusters(words: str) -> Iterator[tuple[int, int]]:
    """Characters, each with the marks that combine with it."""
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or not is_mark(words[at]):
            yield start, at
            start = at


class Lexicon(Generic[T]):
    """Forms and their meanings, of which a form may have several; a form that ends in `*` is a stem."""

    def __init__(self, forms: Iterable[tuple[str, T]], exact: Iterable[tuple[str, T]] = ()) -> None:
        """Case does not count, save in the `exact` forms."""
        self._exact: dict[str, tuple[T, ...]] = {}
        self._whole: dict[str, tuple[T, ...]] = {}
        self._stems: dict[str, tuple[T, ...]] = {}
        for form, meaning in exact:
            _add(self._exact, comparable(form), meaning)
        for form, meaning in forms:
            key = comparable(form).lower()
            _add(self._stems if key.endswith("*") else self._whole, key.removesuffix("*"), meaning)
        self._longest = max(map(len, (*self._exact, *self._whole, *self._stems)), default=0)

    def match(self, text: str, at: int) -> tuple[int, tuple[T, ...]] | None:
        """Return the end and the meanings of the longest form at this place of a `comparable` text."""
        for end in range(min(at + self._longest, len(text)), at, -1):
            form = text[at:end]
            found = self._exact.get(form, ()) + self._whole.get(form.lower(), ())
            if found and not _goes_on(text, end):
                return end, found
            if form.lower() in self._stems:
                whole = end_of_word(text, end)
                if whole - end <= _LONGEST_ENDING:
                    return whole, self._stems[form.lower()]
        return None

    def of(self, words: str) -> tuple[T, ...]:
        """Return the meanings of exactly these words."""
        form = comparable(words)
        return self._exact.get(form, ()) + self._whole.get(form.lower(), ())


def end_of_word(text: str, at: int) -> int:
    """Return the end of the word at this place."""
    while at < len(text) and _in_word(text[at]) and not text[at].isdigit():
        at += 1
    return at


def _add(table: dict[str, tuple[T, ...]], key: str, meaning: T) -> None:
    if meaning not in table.get(key, ()):
        table[key] = (*table.get(key, ()), meaning)


def _goes_on(text: str, end: int) -> bool:
    """Whether the word goes on after a form that ends here."""
    if end == len(text) or not _in_word(text[end - 1]) or not _in_word(text[end]):
        return False
    last, following = text[end - 1], text[end]
    if last.isdigit() or following.isdigit():
        return last.isdigit() and following.isdigit()
    return is_mark(following) or (is_spaced(last) and is_spaced(following) and not is_hangul(last))


def _in_word(character: str) -> bool:
    return is_word(character) or is_mark(character)
