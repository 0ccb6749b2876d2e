"""Strings that make a regular expression backtrack, made from its own structure.

In: a pattern. Out: attacks, each a prefix, a unit to repeat, and a tail on which the match fails. Every quantifier is
attacked with what it repeats, with what its neighbours repeat, and with marks that part words.
"""

import random
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

_Tree = Iterable[tuple[Any, Any]]
_QUANTIFIERS = (code.MAX_REPEAT, code.MIN_REPEAT, code.POSSESSIVE_REPEAT)
_ALPHABET = "aAzZ0 9-.,'’_\"\n\t(:;/é$|#"
"""Characters that stand for those of a set; the first that belongs is taken, or one at random."""
_MARKS = (" ", "-", ".", ",", "'", "\n")
_WORDS = (
    "a",
    "A",
    " ",
    "-",
    ".",
    "0",
    "'",
    "\n",
    "a ",
    "A ",
    "a-",
    "a.",
    "A.",
    "0,",
    "a, ",
    '"',
    "_",
    " a.",
    "’",
    "\t ",
)
_TAILS = ("", "\0", "!", " (1) b", "\n")
_CATEGORIES: dict[Any, Callable[[str], bool]] = {
    code.CATEGORY_DIGIT: str.isdecimal,
    code.CATEGORY_SPACE: str.isspace,
    code.CATEGORY_WORD: lambda character: character.isalnum() or character == "_",
}
_OPPOSITES = {
    code.CATEGORY_NOT_DIGIT: code.CATEGORY_DIGIT,
    code.CATEGORY_NOT_SPACE: code.CATEGORY_SPACE,
    code.CATEGORY_NOT_WORD: code.CATEGORY_WORD,
}


@dataclass(frozen=True)
class Attack:
    """A family of strings, one for each length."""

    prefix: str
    unit: str
    tail: str

    def text(self, length: int) -> str:
        """Return the string in which about so many characters are repetitions."""
        return self.prefix + self.unit * max(1, length // len(self.unit)) + self.tail


def attacks(pattern: re.Pattern[str], most: int) -> list[Attack]:
    """Return up to so many attacks on a pattern, the same ones each time."""
    chance = random.Random(repr(pattern.pattern))
    found = list(dict.fromkeys(_Attacker(chance).attacks(parser.parse(pattern.pattern, pattern.flags & ~re.DEBUG))))
    return chance.sample(found, most) if len(found) > most else found


class _Attacker:
    def __init__(self, chance: random.Random) -> None:
        self._chance = chance

    def attacks(self, tree: _Tree) -> Iterator[Attack]:
        tree = list(tree)
        repeated = [(before, list(inner)) for before, inner in self._quantifiers(tree, "")]
        for before, inner in repeated:
            for unit in self._units(inner):
                for near in ("", self._chance.choice(_MARKS), self._sample(self._chance.choice(repeated)[1])):
                    yield self._attack(before, unit + near)
                    yield self._attack("", before + unit + near)
        for _ in range(6):
            whole = self._sample(tree)
            yield from (self._attack("", unit) for unit in (whole, whole[:-1], f"{whole} ") if unit)
        yield from (self._attack("", unit) for unit in _WORDS)

    def _attack(self, prefix: str, unit: str) -> Attack:
        return Attack(prefix, unit or "a", self._chance.choice(_TAILS))

    def _units(self, inner: _Tree) -> list[str]:
        """What a quantifier repeats, in several forms: each alternative, each of a few characters of a set."""
        found = [self._sample(inner) for _ in range(4)]
        for operation, argument in inner:
            if operation is code.IN:
                found += [character for character in _ALPHABET if _holds(argument, character)][:6]
            elif operation is code.BRANCH:
                found += [self._sample(choice) for choice in argument[1]]
            elif operation is code.SUBPATTERN:
                found += self._units(list(argument[3]))
        return list(dict.fromkeys(found))[:24]

    def _quantifiers(self, tree: _Tree, before: str) -> Iterator[tuple[str, _Tree]]:
        """What each quantifier repeats, with a string that leads up to it."""
        for operation, argument in tree:
            for part in _parts(operation, argument):
                yield from self._quantifiers(part, before)
            if operation in _QUANTIFIERS and argument[1] > 1:
                yield before, argument[2]
            before += self._one(operation, argument, {})

    def _sample(self, tree: _Tree) -> str:
        return "".join(self._one(operation, argument, {}) for operation, argument in tree)

    def _one(self, operation: Any, argument: Any, groups: dict[int, str]) -> str:
        if operation is code.LITERAL:
            return chr(argument)
        if operation is code.NOT_LITERAL:
            return self._member([(code.NEGATE, None), (code.LITERAL, argument)])
        if operation is code.ANY:
            return self._chance.choice("a -.")
        if operation is code.IN:
            return self._member(argument)
        if operation is code.BRANCH:
            return self._all(self._chance.choice(argument[1]), groups)
        if operation in _QUANTIFIERS:
            least, most, inner = argument
            times = self._chance.randint(least, min(int(most), least + 2))
            return "".join(self._all(inner, groups) for _ in range(times))
        if operation is code.SUBPATTERN:
            words = self._all(argument[3], groups)
            groups[argument[0]] = words
            return words
        if operation is code.GROUPREF:
            return groups.get(argument, "")
        parts = () if operation in (code.ASSERT, code.ASSERT_NOT) else _parts(operation, argument)
        return "".join(self._all(part, groups) for part in parts[:1])

    def _all(self, tree: _Tree, groups: dict[int, str]) -> str:
        return "".join(self._one(operation, argument, groups) for operation, argument in tree)

    def _member(self, items: _Tree) -> str:
        members = [character for character in _ALPHABET if _holds(items, character)]
        if members:
            return self._chance.choice(members)
        first = next((argument for operation, argument in items if operation is code.LITERAL), None)
        return chr(first) if first else next(chr(argument[0]) for operation, argument in items if argument)


def _parts(operation: Any, argument: Any) -> list[_Tree]:
    """The sequences directly inside one element of a pattern."""
    if operation is code.BRANCH:
        return list(argument[1])
    if operation is code.SUBPATTERN:
        return [argument[3]]
    if operation is code.ATOMIC_GROUP:
        return [argument]
    if operation in (code.ASSERT, code.ASSERT_NOT):
        return [argument[1]]
    if operation in _QUANTIFIERS:
        return [argument[2]]
    if operation is code.GROUPREF_EXISTS:
        return [part for part in argument[1:] if part]
    return []


def _holds(items: _Tree, character: str) -> bool:
    """Whether a character is in a set."""
    negated = any(operation is code.NEGATE for operation, _ in items)
    return negated != any(_is_of(operation, argument, character) for operation, argument in items)


def _is_of(operation: Any, argument: Any, character: str) -> bool:
    if operation is code.LITERAL:
        return bool(ord(character) == argument)
    if operation is code.RANGE:
        return bool(argument[0] <= ord(character) <= argument[1])
    if operation is code.CATEGORY:
        opposite = argument in _OPPOSITES
        return opposite != _CATEGORIES[_OPPOSITES.get(argument, argument)](character)
    return False
