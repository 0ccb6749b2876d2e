"""Find public bodies: ministries, parliaments, armed forces, named with their state or by a name of their own.

"the Togolese interior ministry", "the Ministry of Finance of Peru", "Chad's parliament", "the Senate". A bare "the
ministry" is none: it only points back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from extract.entities.nouns import NounClass, is_noun
from extract.entities.token_index import TokenIndex

_WORDS = frozenset({"NOUN", "PROPN", "ADJ"})


@dataclass(frozen=True)
class PublicBody:
    """A place where the text names a public body."""

    tokens: range
    core: str
    """The name without its state, in lower case."""
    country: str | None
    """ISO 3166-1 alpha-3 code of the state that is named with it."""


StateOf = Callable[[int], str | None]
"""The code of the state that a token names."""


def find_public_bodies(index: TokenIndex, state_of: StateOf, is_taken: Callable[[int], bool]) -> Iterator[PublicBody]:
    """Yield the public bodies of a text in order, none of which takes a word that is taken already."""
    end = 0
    for at, token in enumerate(index.tokens):
        if at >= end and token.pos in ("NOUN", "PROPN") and _is_body(token.text) and not is_taken(at):
            found = _read(at, max(end, index.sentence_of(at)[0]), index, state_of)
            if found and not any(map(is_taken, found.tokens)):
                end = found.tokens.stop
                yield found


def _is_body(word: str) -> bool:
    """Whether a noun is a public body; in lower case not if it acts for the state ("Chadian forces")."""
    return is_noun(word, NounClass.BODY) and (word[0].isupper() or not is_noun(word, NounClass.STATE))


def _read(at: int, first: int, index: TokenIndex, state_of: StateOf) -> PublicBody | None:
    start = _core_start(at, first, index, state_of)
    stop = _complement_end(at, index, state_of)
    core = index.words(range(start, stop)).casefold()
    owner = start - 1 if start > first and index.tokens[start - 1].text not in ("'s", "’s") else start - 2
    country = state_of(owner) if owner >= first else None
    if country:
        adjacent = owner == start - 1
        return PublicBody(range(_state_start(owner, state_of) if adjacent else start, stop), core, country)
    country, end = _state_after(stop, index, state_of)
    if country or (index.tokens[at].text[0].isupper() and (stop - start > 1 or core in ("senate", "parliament"))):
        return PublicBody(range(start, end), core, country)
    return None


def _state_start(at: int, state_of: StateOf) -> int:
    while at and state_of(at - 1) == state_of(at):
        at -= 1
    return at


def _core_start(at: int, first: int, index: TokenIndex, state_of: StateOf) -> int:
    """Where the words before the noun begin that belong to its name: fields, and words with a capital."""
    while at > first and state_of(at - 1) is None:
        word = index.tokens[at - 1]
        joined = word.text == "and" and is_noun(index.tokens[at - 2].text, NounClass.TITLE)
        named = word.pos in _WORDS and (word.text[0].isupper() or is_noun(word.text, NounClass.TITLE))
        if not (joined or named):
            break
        at -= 1
    return at


def _complement_end(at: int, index: TokenIndex, state_of: StateOf) -> int:
    """The end of "of Foreign Affairs" after the noun; right after the noun if nothing of the kind follows."""
    stop = index.sentence_of(at).stop
    if at + 2 >= stop or index.tokens[at + 1].text not in ("of", "for"):
        return at + 1
    end = at + 2
    while end < stop and state_of(end) is None and _is_field(index.tokens[end].text):
        end += 1
    while index.tokens[end - 1].text in ("and", ","):
        end -= 1
    return max(end, at + 1) if end > at + 2 else at + 1


def _is_field(word: str) -> bool:
    return is_noun(word, NounClass.TITLE) or word in ("and", ",") or (word[0].isupper() and word.isalpha())


def _state_after(stop: int, index: TokenIndex, state_of: StateOf) -> tuple[str | None, int]:
    """The state in "of the Republic of Peru" after the name, and where these words end."""
    at = stop
    while at < len(index.tokens) and at - stop < 2 and index.tokens[at].text in ("of", "the", "in"):
        at += 1
    country = state_of(at) if at > stop and at < len(index.tokens) else None
    return country, stop
