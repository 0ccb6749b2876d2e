"""An article with all that code alone knows of it, before any model is asked: its sentences and its cast."""

from dataclasses import dataclass

from extract.document.segment import Sentence, split
from extract.entities.cast import Cast, assemble
from extract.entities.publisher import home_of, settle
from schemas import Article, Span


@dataclass(frozen=True)
class Story:
    """What the steps after the model look things up in."""

    article: Article
    sentences: tuple[Sentence, ...]
    cast: Cast

    def within(self, sentence: Sentence, start: int, end: int) -> Span:
        """The span of offsets that count from the beginning of a sentence."""
        return self.article.span(sentence.start + start, sentence.start + end)

    def evidence(self, sentence: Sentence) -> Span:
        """The whole sentence as a span."""
        return self.article.span(sentence.start, sentence.end)


def tell(article: Article) -> Story:
    """The story of an article."""
    sentences = split(article.text)
    cast, home = assemble(article.text, sentences), home_of(article.source)
    if home:
        settle(cast, home)
    return Story(article, sentences, cast)
