"""Makes up words and names, so that no rule can know what an edit writes. The same seed makes the same words."""

import random
from collections.abc import Sequence

from extract.entities.states import lookup_state

_BEGINNINGS = "b br d dr f fl g gr k kl kr l m n p pr r s sk st t tr v vr z".split()
_VOWELS = "a e i o u".split()
_ENDS = "l m n r s sk lt nd rk".split()
_SHORTEST = 6


class Coinage:
    """Words that are made up, each once, and that the text does not hold."""

    def __init__(self, seed: str, text: str) -> None:
        self._random = random.Random(seed)
        self._text = text.casefold()
        self._made: set[str] = set()

    def word(self) -> str:
        """Return a noun in the singular, in lower case."""
        while True:
            word = self._syllable() + self._syllable() + self._random.choice(_ENDS)
            known = word in self._made or word in self._text or lookup_state(word.capitalize())
            if len(word) >= _SHORTEST and not known and not word.endswith("s"):
                self._made.add(word)
                return word

    def name(self) -> str:
        """Return a name: of a person, a place or what has a name of its own."""
        return self.word().capitalize()

    def choose(self, options: Sequence[str]) -> str:
        """Return one of the options."""
        return self._random.choice(options)

    def _syllable(self) -> str:
        return self._random.choice(_BEGINNINGS) + self._random.choice(_VOWELS)
