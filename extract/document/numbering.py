"""Number the sentences of an article that a model is shown, from 1 over the whole article. Bylines are not counted."""

from bisect import bisect_right
from dataclasses import dataclass

from extract.document.segment import Role, Sentence


@dataclass(frozen=True)
class Numbered:
    """The sentences of an article that a model is shown."""

    sentences: tuple[Sentence, ...]

    def at(self, number: int) -> Sentence | None:
        """Return the sentence of this number; None if there is none."""
        return self.sentences[number - 1] if 0 < number <= len(self.sentences) else None

    def place_of(self, sentence: Sentence) -> int:
        """Return the position of one of the sentences, from 0."""
        return bisect_right(self.sentences, sentence.index, key=lambda one: one.index) - 1

    def containing(self, start: int, end: int) -> Sentence | None:
        """Return the sentence that holds these offsets of the text; None if no single one does."""
        place = bisect_right(self.sentences, start, key=lambda sentence: sentence.start) - 1
        found = self.sentences[place] if place >= 0 else None
        return found if found and end <= found.end else None


def numbered(sentences: tuple[Sentence, ...]) -> Numbered:
    """Return the sentences that are no bylines."""
    return Numbered(tuple(sentence for sentence in sentences if sentence.role is not Role.BYLINE))
