"""Find the sentences of a record, and the words in them: those that it cites, and others that hold its words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from extract.document.segment import Sentence
from extract.verify.declared.faults import Fault, FaultReason
from extract.verify.declared.words import ArticleWords, Located
from schemas import RecordKind, Span
from schemas.declared import DeclaredAgreement, DeclaredStatement


@dataclass
class Evidence:
    """The evidence of one record while its fields are proved; words found elsewhere add their sentence."""

    kind: RecordKind
    index: int
    words: ArticleWords
    sentences: list[Sentence]
    faults: list[Fault] = field(default_factory=list)

    def find(self, field: str, words: str | None, topic: str = "", used: Iterable[Span] = ()) -> Span | None:
        """Return the span of a field's words. Words that the article does not hold are a fault.

        Of several places the one is taken that is not used yet, and of these the one nearest to the topic.
        """
        if words is None or not words.strip():
            return None
        places = self.words.locate(words, self.sentences)
        if not places:
            self.fault(field, FaultReason.NOT_IN_TEXT, f"the article does not hold {words!r}", words)
            return None
        if len(places) > 1 and not self.sentences:
            self.fault(field, FaultReason.NO_SUCH_SENTENCE, f"no sentence is cited, and several hold {words!r}", words)
            return None
        found = self._choose(places, topic, frozenset(used)) if len(places) > 1 else places[0]
        self._add(found.sentence)
        return found.span

    def fault(self, field: str, reason: FaultReason, message: str, words: str | None = None) -> None:
        """Refuse a field of the record."""
        self.faults.append(self._fault(field, field, reason, message, words))

    def refuse(self, part: str, reason: FaultReason, message: str, words: str | None = None) -> None:
        """Refuse the whole record for what this part of it holds; faults of its other fields no longer matter."""
        self.faults[:] = [self._fault(None, part, reason, message, words)]

    def _fault(self, field: str | None, part: str, reason: FaultReason, message: str, words: str | None) -> Fault:
        near = tuple(self.sentences)
        return Fault(self.kind, self.index, field, part, reason, message, words, near)

    def _add(self, sentence: Sentence) -> None:
        if sentence not in self.sentences:
            self.sentences.append(sentence)
            self.sentences.sort(key=lambda one: one.index)

    def _choose(self, places: Sequence[Located], topic: str, used: frozenset[Span]) -> Located:
        """Places in cited sentences stand alone in the list; others are ordered by distance already."""
        about = self.words.locate(topic, self.sentences) if topic else ()
        at = about[0].span.start if about else places[0].span.start
        inside = [place for place in places if place.sentence in self.sentences]
        if not inside:
            return places[0]
        return min(inside, key=lambda place: (place.span in used, abs(place.span.end - at)))


def evidence_of(
    kind: RecordKind, index: int, draft: DeclaredAgreement | DeclaredStatement, words: ArticleWords
) -> Evidence:
    """Return the sentences that a record cites; numbers that the article does not have are left out."""
    cited = {number: words.shown.at(number) for number in sorted(set(draft.sentences))}
    return Evidence(kind, index, words, [sentence for sentence in cited.values() if sentence])
