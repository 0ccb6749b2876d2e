"""Find out whom a pronoun means: "he", "it", "they". Each rule is a method with an example; what no rule decides means
nobody.
"""

from collections.abc import Callable, Sequence

from extract.ask.rules.descriptions import Descriptions
from extract.ask.rules.meetings import Meeting
from extract.ask.rules.salience import Salience, is_person
from extract.entities.cast import Cast, Keys, NamedAt
from extract.entities.nouns import NounClass, is_noun, size_in
from extract.entities.token_index import TokenIndex
from extract.language.analysis import Analysis, Token

POINTING = frozenset({"the", "both", "these", "those", "two", "three", "four", "five", "six", "its", "their"})
"""What may stand before a noun that points back. Any other modifier makes a kind: "Western countries"."""
_KINDS: tuple[Callable[[str], bool], ...] = (
    lambda key: key.startswith("person:"),
    lambda key: key.startswith("state:"),
    lambda key: not key.startswith(("person:", "state:")),
)
"""Kinds of actors that are meant together by "they"."""


_CHAIN = 10
"""Sentences at most through which a pronoun is followed back."""


def _is_root(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].head == at


class Pronouns:
    """Resolves the pronouns of one article."""

    def __init__(
        self, analysis: Analysis, cast: Cast, salience: Salience, meeting: Meeting, descriptions: Descriptions
    ) -> None:
        self._analysis = analysis
        self._cast = cast
        self._index = TokenIndex(analysis)
        self._salience = salience
        self._meeting = meeting
        self._descriptions = descriptions

    def resolve(self, word: str, position: int) -> Keys:
        """Return the keys of the actors that a pronoun at a place means; empty if the article does not say it."""
        if word in ("he", "she", "him", "her", "himself", "herself", "who"):
            position = self._first_of_chain(word, position)
            return self._lately_titled(position) or self._descriptions.latest(position, is_person)
        if word in ("it", "itself"):
            return self._lately_described(position) or self._descriptions.latest(position, self._may_be_it)
        if word in ("they", "them", "themselves", "both", "each", "one"):
            return self._they(position)
        return ()

    def _first_of_chain(self, word: str, position: int) -> int:
        """Where the same pronoun begins to lead the sentences up to this one: "Sol spoke. He met Diop. He agreed"."""
        tokens = self._analysis.tokens
        for _ in range(_CHAIN):
            at = self._index.inside(0, position).stop
            start = self._index.sentence_of(min(at, len(tokens) - 1)).start
            before = self._index.sentence_of(start - 1) if start else range(0)
            named = (place for place in self._cast.within(tokens[start].extent.start, position) if is_person(place))
            leads = [
                one for one in map(tokens.__getitem__, before) if one.dep == "nsubj" and _is_root(tokens, one.head)
            ]
            if len(leads) != 1 or leads[0].text.casefold() != word or any(map(self._salience.leads, named)):
                break
            position = leads[0].extent.start
        return position

    def _lately_titled(self, position: int) -> Keys:
        """The official whose office leads the same sentence, or the one before: "The President came. She urged"."""
        tokens, inside = self._analysis.tokens, self._index.inside(0, position)
        sentence = self._index.sentence_of(inside[-1]) if inside else range(0)
        for at in reversed(range(sentence.start, inside.stop)):
            place = self._cast.at(*tokens[at].extent)
            if place and is_person(place) and self._salience.leads(place):
                return ()
            if tokens[at].dep == "nsubj" and is_noun(tokens[at].lemma, NounClass.OFFICE) and place is None:
                words = self._index.words(range(max(sentence.start, at - 2), at + 1)).split()
                the = next((n for n, word in enumerate(words) if word.casefold() == "the"), None)
                return self._meeting.official(" ".join(words[the + 1 :])) if the is not None else ()
        return ()

    def _lately_described(self, position: int) -> Keys:
        """The organisation or state that a description names as the subject of the sentence before: "The council
        condemned the raid. It urged Chad to withdraw"; nobody if a name leads that sentence, or if words stand before
        the pronoun."""
        begin = self._index.inside(0, position).stop
        if begin == 0 or begin != self._index.sentence_of(begin).start:
            return ()
        before, tokens = self._index.sentence_of(begin - 1), self._analysis.tokens
        places = self._cast.within(*self._index.extent(before))
        leading = (place for place in places if self._salience.leads(place) and self._salience.is_main(place))
        if any(map(self._may_be_it, leading)):
            return ()
        for at in before[1:]:
            subject = (
                tokens[at].pos == "NOUN" and tokens[at].head > at and tokens[tokens[at].head].pos in ("VERB", "AUX")
            )
            if subject and tokens[at - 1].text.casefold() == "the":
                keys = self._descriptions.single(tokens[at].lemma, tokens[at].extent.start)
                return tuple(key for key in keys if not key.startswith("person:"))
        return ()

    def _may_be_it(self, place: NamedAt) -> bool:
        return not is_person(place) and self._descriptions.acts(place)

    def _they(self, position: int) -> Keys:
        """Those named or described together most lately, else a state or group that leads: "Hamas ... They say"."""
        near = self._index.inside(0, position)
        first = self._index.sentence_of(near[-1]).start if near else 0
        before = self._index.sentence_of(first - 1) if first else range(0, 0)
        since = self._index.tokens[before[0]].extent.start if before else 0
        groups = [found for fits in _KINDS for found in [self._group_since(since, position, fits)] if found]
        leads, start, keys = max(groups, default=(False, since, ()))
        described = self._described_since(start if leads else since, position)
        leading = keys if leads else ()
        return described or leading or self._they_before(since, position) or keys or self._crowd(position)

    def _they_before(self, since: int, position: int) -> Keys:
        """Those whom an earlier "they" between two places means: "They met. They agreed to talk"."""
        tokens = self._analysis.tokens
        before = (tokens[at] for at in self._index.inside(since, position))
        earlier = [one for one in before if one.text.casefold() in ("they", "two") and one.dep == "nsubj"]
        if not earlier:
            return ()
        word, start = earlier[0].text.casefold(), earlier[0].extent.start
        return self._they(start) if word == "they" else self._descriptions.several(word, start, 2)

    def _crowd(self, position: int) -> Keys:
        """The state or group named last: "Mali said they"; nobody after a plural noun: "the women of Mali, as they"."""
        tokens = self._analysis.tokens
        found = self._salience.latest(position, lambda place: not is_person(place) and self._descriptions.acts(place))
        named = next((place for place in self._cast.before(position) if place.key == found), None)
        if found is None or named is None:
            return ()
        between = self._index.inside(named.end, position)
        sentence = self._index.sentence_of(between[-1]) if between else range(0)
        nouns = (tokens[at] for at in sentence if tokens[at].extent.start < position and tokens[at].pos == "NOUN")
        return () if any(noun.text.casefold() != noun.lemma.casefold() for noun in nouns) else (found,)

    def _group_since(self, since: int, position: int, fits: Callable[[str], bool]) -> tuple[bool, int, Keys] | None:
        """Whether the nearest group of a kind leads its sentence, where it begins, and who it is."""
        for keys in self._salience.groups(position, lambda key: fits(key) and self._cast.actors[key].known):
            places = [place for place in self._cast.within(since, position) if place.key in keys]
            return (any(map(self._salience.leads, places)), places[-1].start, keys) if places else None
        return None

    def _described_since(self, start: int, position: int) -> Keys:
        """Those whom the last plural between two places means: "the two sides", "the ministers"."""
        tokens = self._analysis.tokens
        for at in reversed(self._index.inside(start, position)):
            noun, words = tokens[at], self._index.words(range(max(0, at - 3), at)).casefold().split()
            if noun.pos == "NOUN" and noun.text != noun.lemma and POINTING & set(words):
                found = self._descriptions.several(noun.lemma, noun.extent.start, size_in(words))
                if found:
                    return found
        return ()
