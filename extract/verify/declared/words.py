"""Look the words of an answer up in the article: first in the sentences that a record cites, then in all of it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from extract.document.folding import FoldedText
from extract.document.inflection import locate_name
from extract.document.numbering import Numbered
from extract.document.segment import Sentence
from extract.language.analysis import Analyzer, Cue
from extract.language.coverage import find_coverage_issue
from schemas import Article, Span


@dataclass(frozen=True)
class Located:
    """Words of the article, with the sentence that holds them."""

    span: Span
    sentence: Sentence


class ArticleWords:
    """The words of one article, folded once."""

    def __init__(self, article: Article, shown: Numbered, load_analyzer: Callable[[], Analyzer] | None = None) -> None:
        """Without an analyzer nothing is known of cues; it is loaded for an article in its language only."""
        self.article = article
        self.shown = shown
        self.language = article.language_detected or article.language
        """ISO 639 code; None if it is not known."""
        self.in_english = find_coverage_issue(article) is None
        self._load_analyzer = load_analyzer if self.in_english else None
        self._cues: dict[int, tuple[Cue, ...]] = {}
        """By the index of the sentence."""
        self._folded = FoldedText(article.text)
        self._found: dict[str, tuple[Span, ...]] = {}
        self._names: dict[str, tuple[Span, ...]] = {}
        """Places that were looked up before: the records of a long article ask for the same words again and again."""

    def find(self, words: str) -> tuple[Span, ...]:
        """Return all places of these words, bylines included; in any letter case if there is none in the given one."""
        if words not in self._found:
            self._found[words] = self.find_exactly(words) or self._folded.locate(words, any_case=True)
        return self._found[words]

    def find_name(self, name: str) -> tuple[Span, ...]:
        """Return all places of a name: as it is, else in the cases of its language, else in any letter case."""
        if name not in self._names:
            self._names[name] = locate_name(name, self._folded, self.language) or self.find(name)
        return self._names[name]

    def find_exactly(self, words: str) -> tuple[Span, ...]:
        """Return all places of these words in the given letter case."""
        return self._folded.locate(words)

    def analyze(self, numbers: Iterable[int]) -> None:
        """Find the cues of the sentences with these numbers, of those that were not analysed before."""
        cited = (self.shown.at(number) for number in sorted(set(numbers)))
        fresh = [one for one in cited if one and one.index not in self._cues]
        if self._load_analyzer and fresh:
            self._cues |= {one.index: () for one in fresh}
            for cue in self._load_analyzer().analyze(self.article.text, fresh).cues:
                self._cues[cue.sentence] = (*self._cues[cue.sentence], cue)

    def cues_at(self, span: Span) -> tuple[Cue, ...]:
        """Return the cues of the sentence that holds these words, if it was analysed."""
        sentence = self.shown.containing(span.start, span.end)
        return self._cues.get(sentence.index, ()) if sentence else ()

    def locate(self, words: str, cited: Iterable[Sentence]) -> tuple[Located, ...]:
        """Return the places of these words in the cited sentences; else those in other sentences, the nearest first."""
        cited = tuple(cited)
        if inside := self.locate_within(words, cited):
            return inside
        spans = self.find(words)
        found = [Located(span, sentence) for span in spans if (sentence := self.shown.containing(span.start, span.end))]
        return tuple(sorted(found, key=lambda one: _distance(one.sentence, cited)))

    def locate_within(self, words: str, sentences: Iterable[Sentence]) -> tuple[Located, ...]:
        """Return the places of these words in the sentences."""
        return tuple(Located(span, sentence) for sentence in sentences for span in self._within(words, sentence))

    def _within(self, words: str, sentence: Sentence) -> tuple[Span, ...]:
        place = sentence.start, sentence.end
        return self._folded.locate(words, *place) or self._folded.locate(words, *place, any_case=True)


def _distance(sentence: Sentence, cited: tuple[Sentence, ...]) -> int:
    """Sentences between this one and the nearest of the cited; 0 if there is none."""
    return min((abs(sentence.index - other.index) for other in cited), default=0)
