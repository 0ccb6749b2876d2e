"""What a text is about at a place: the actors that lead its sentences, and those that it names together.

The tree is read by its heads alone: a name leads if no preposition and no possessive governs it on the way to its verb.
"""

from collections.abc import Callable, Iterator
from itertools import islice

from extract.entities.cast import Cast, NamedAt
from extract.entities.nouns import NounClass, is_noun
from extract.entities.token_index import TokenIndex
from schemas import ActorKind, MentionForm

_NOMINAL = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_JOINING = _NOMINAL | {"DET", "CCONJ", "PUNCT"}
_JOINING_WORDS = frozenset(
    {"with", "between", "his", "her", "its", "their", "of", "meet", "speak", "talk", "host", "visit", "receive"}
)
"""Words between the names of two sides: prepositions, pronouns of owners, verbs of meeting."""
_JOINED_WITHIN = 10
"""Words between two names that are joined, at most."""
_REMEMBERED = 200
"""Names before a place that are looked at."""
_BACK = 3
"""Sentences before the present one in which a pronoun is looked up."""


class Salience:
    """Ranks the places of a cast."""

    def __init__(self, cast: Cast, index: TokenIndex) -> None:
        self._cast = cast
        self._index = index

    def latest(self, position: int, fits: Callable[[NamedAt], bool]) -> str | None:
        """Return the key of the actor that leads a sentence before a position most lately, else the nearest named."""
        near = list(self._near(position))
        leading = next((place for place in near if fits(place) and self.leads(place)), None)
        named = islice(self._cast.before(position), _REMEMBERED)
        found = leading or next((place for place in named if fits(place)), None)
        return found.key if found else None

    def leads(self, place: NamedAt) -> bool:
        """Return whether a name stands before the verb that it depends on, and no preposition or owner governs it."""
        tokens = self._index.inside(place.start, place.end)
        if not tokens or place.form is MentionForm.DEMONYM or self._is_owner(tokens):
            return False
        at = next((one for one in tokens if self._index.tokens[one].head not in tokens), tokens[-1])
        for _ in range(8):
            head = self._index.tokens[at].head
            if head == at:
                return self._index.tokens[at].pos in _NOMINAL
            if self._index.tokens[head].pos in ("VERB", "AUX"):
                return at < head
            if self._index.tokens[head].pos not in _NOMINAL:
                return False
            at = head
        return False

    def is_main(self, place: NamedAt) -> bool:
        """Return whether a name that leads depends on the main verb of its sentence: not "Mali" of "as Mali said"."""
        tokens = self._index.inside(place.start, place.end)
        at = next((one for one in tokens if self._index.tokens[one].head not in tokens), tokens[-1])
        while self._index.tokens[at].head != at and self._index.tokens[at].pos in _NOMINAL:
            at = self._index.tokens[at].head
        return self._index.tokens[at].head == at

    def groups(self, position: int, fits: Callable[[str], bool], since: int = 0) -> Iterator[tuple[str, ...]]:
        """Yield the actors that the text names together between `since` and a position, the nearest first."""
        run: list[NamedAt] = []
        for place in islice(self._cast.before(position), _REMEMBERED):
            if place.start < since:
                break
            if not fits(place.key):
                continue
            if run and not self._are_joined(place, run[-1]):
                yield from _several(run)
                run = []
            run.append(place)
        yield from _several(run)

    def recent(self, position: int) -> int:
        """Return where the sentences begin in which a pronoun at a position is looked up."""
        at = self._index.inside(0, position).stop
        for _ in range(_BACK + 1):
            at = self._index.sentence_of(at - 1).start if at > 0 else 0
        return self._index.extent(range(at, at + 1)).start

    def _near(self, position: int) -> Iterator[NamedAt]:
        """The places in this sentence before a position, and in the sentences before it, the nearest first."""
        tokens = self._index.inside(0, position)
        sentences = 0
        end = tokens.stop
        while end > 0 and sentences <= _BACK:
            sentence = self._index.sentence_of(end - 1)
            start = self._index.extent(range(sentence.start, end)).start
            stop = self._index.tokens[end - 1].extent.end
            inside = self._cast.within(start, min(stop, position))
            yield from sorted(inside, key=lambda place: (not self.leads(place), not self.is_main(place), -place.start))
            end, sentences = sentence.start, sentences + 1

    def _is_owner(self, tokens: range) -> bool:
        after = self._index.following(tokens, 1)
        return bool(after) and self._index.tokens[after[0]].text in ("'s", "’s", "’", "'")

    def _are_joined(self, one: NamedAt, other: NamedAt) -> bool:
        """Whether only titles, conjunctions and verbs of meeting are between two names of a sentence."""
        between = self._index.inside(one.end, other.start)
        if not between:
            return self._index.text[one.end : other.start] in ("-", "–", "‑")
        first = self._index.inside(one.start, one.end)[0]
        same = between.stop < self._index.sentence_of(first).stop
        return len(between) <= _JOINED_WITHIN and same and all(map(self._joins, between))

    def _joins(self, at: int) -> bool:
        token = self._index.tokens[at]
        if token.pos in ("NOUN", "PROPN", "ADJ") and self._cast.at(*token.extent) is None:
            return is_noun(token.text, NounClass.OFFICE, NounClass.TITLE, NounClass.COURTESY)
        return token.pos in _JOINING or token.lemma in _JOINING_WORDS


def _several(run: list[NamedAt]) -> Iterator[tuple[str, ...]]:
    keys = tuple(dict.fromkeys(place.key for place in reversed(run)))
    if len(keys) > 1:
        yield keys


def is_person(place: NamedAt) -> bool:
    """Return whether a place names a person."""
    return place.key.startswith(f"{ActorKind.PERSON}:")
