"""Annotates an article with everything that the code finds before a model is asked: sentences and entities."""

from dataclasses import dataclass

from extract.document.segment import Sentence
from extract.entities.entities import Entities
from extract.entities.find import find_entities
from extract.entities.publisher import assign_home, find_publisher
from extract.language.analysis import Analysis, Analyzer
from schemas import Article, Span


@dataclass(frozen=True)
class Document:
    """An article with its sentences and entities."""

    article: Article
    sentences: tuple[Sentence, ...]
    entities: Entities
    analysis: Analysis | None = None
    """What the analyzer finds; None in a language that it does not read, or without its weights."""

    def span_in(self, sentence: Sentence, start: int, end: int) -> Span:
        """Return the span of offsets that count from the beginning of a sentence."""
        return self.article.span(sentence.start + start, sentence.start + end)

    def span_of(self, sentence: Sentence) -> Span:
        """Return a whole sentence as a span."""
        return self.article.span(sentence.start, sentence.end)


def annotate(article: Article, sentences: tuple[Sentence, ...], analyzer: Analyzer | None = None) -> Document:
    """Return an article with its entities, and with its analysis if an analyzer is given."""
    entities = find_entities(article.text, sentences)
    publisher = find_publisher(article.source)
    analysis = analyzer.analyze(article.text, sentences) if analyzer else None
    return Document(article, sentences, assign_home(entities, publisher) if publisher else entities, analysis)
