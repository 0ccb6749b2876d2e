"""Annotates an article with everything that the code finds before a model is asked: sentences and entities."""

from dataclasses import dataclass

from extract.document.segment import Sentence
from extract.entities.entities import Entities
from extract.entities.find import find_entities
from extract.entities.publisher import assign_home, find_publisher
from schemas import Article, Span


@dataclass(frozen=True)
class Document:
    """An article with its sentences and entities."""

    article: Article
    sentences: tuple[Sentence, ...]
    entities: Entities

    def span_in(self, sentence: Sentence, start: int, end: int) -> Span:
        """Return the span of offsets that count from the beginning of a sentence."""
        return self.article.span(sentence.start + start, sentence.start + end)

    def span_of(self, sentence: Sentence) -> Span:
        """Return a whole sentence as a span."""
        return self.article.span(sentence.start, sentence.end)


def annotate(article: Article, sentences: tuple[Sentence, ...]) -> Document:
    """Return an article with its entities."""
    entities = find_entities(article.text, sentences)
    publisher = find_publisher(article.source)
    return Document(article, sentences, assign_home(entities, publisher) if publisher else entities)
