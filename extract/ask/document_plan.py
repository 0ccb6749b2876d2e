"""The document plan: a strong model learns the codebook, and declares actors, agreements and statements of an article.

Mostly one call shows all of an article. A long one is shown in pages, one after the other, each with the actors that
were declared before it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path

from pydantic import BaseModel

from extract.ask.declared_form import answer_form
from extract.ask.declared_prompt import KnownActor, Page, render_page
from extract.ask.expected import Expected, tokens_in, tokens_of
from extract.ask.pages import page, page_ranges
from extract.ask.question import Question, Window
from extract.ask.reading import verdicts_form
from extract.ask.repair import Corrections, repair_prompt
from extract.document.numbering import Numbered, numbered
from extract.document.segment import Sentence
from extract.model.contract import Prompt
from prompts import Codebook, PromptFile, codebook, document_prompt, reading_prompt
from schemas import Article
from schemas.declared import DeclaredAnswer


class SecondReading(StrEnum):
    """Which records a second call looks at again."""

    OFF = "off"
    DOUBTFUL = "doubtful"
    ALL = "all"


_ANSWER_SHARE, _READ_SHARE, _VERDICT_SHARE = 1.3, 1.0, 0.1
"""Tokens of an answer, of the claims of a second reading, and of its verdicts, for each token shown: as measured."""
_READ_AGAIN = {SecondReading.OFF: 0.0, SecondReading.DOUBTFUL: 0.5, SecondReading.ALL: 1.0}
"""Second readings for each page, roughly."""


@dataclass(frozen=True)
class PageQuestion:
    """A question about consecutive sentences of an article, numbered over all of it."""

    article: Article
    shown: Numbered
    places: range
    """Places in the shown sentences."""
    book: Codebook
    known: tuple[KnownActor, ...] = ()

    @property
    def window(self) -> Window:
        """The sentences of the page."""
        return self.shown.sentences[self.places.start : self.places.stop]

    def render(self) -> Prompt:
        """Return the call that shows the page."""
        return render_page(page(self.shown, self.places, self.article, self.known), self.book)

    def read(self, reply: BaseModel) -> DeclaredAnswer:
        """Return what a reply declares."""
        return DeclaredAnswer.model_validate(reply.model_dump())

    def halves(self) -> tuple["PageQuestion", ...]:
        """Return two questions about half of the sentences each; nothing for a single sentence."""
        if len(self.places) == 1:
            return ()
        middle = self.places.start + len(self.places) // 2
        parts = range(self.places.start, middle), range(middle, self.places.stop)
        return tuple(replace(self, places=part) for part in parts)

    def knowing(self, actors: tuple[KnownActor, ...]) -> "PageQuestion":
        """Return the question with the actors that earlier pages declared."""
        return replace(self, known=actors)


@dataclass(frozen=True)
class DocumentPlan:
    """Asks about all of an article, and again about what is in doubt."""

    pipeline: Path | None = None
    """Archive or folder of the weights of the analyzer that looks for doubts; None to do without."""
    name: str = "document"
    second_reading: SecondReading = SecondReading.DOUBTFUL
    book: Codebook = field(default_factory=codebook)

    @property
    def prompts(self) -> tuple[PromptFile, ...]:
        """The prompts of the first call, of a repair, and of the second reading, if there is one."""
        second = () if self.second_reading is SecondReading.OFF else (reading_prompt(self.book),)
        return document_prompt(self.book), repair_prompt(), *second

    @property
    def reply_models(self) -> tuple[type[BaseModel], ...]:
        """The types of an answer, of the corrections to one, and of the verdicts of a second reading."""
        second = () if self.second_reading is SecondReading.OFF else (verdicts_form(self.book),)
        return answer_form(self.book), Corrections, *second

    def questions(self, article: Article, sentences: Iterable[Sentence]) -> tuple[PageQuestion, ...]:
        """Return a question for each page of the article, in order. Bylines are left out."""
        shown = numbered(tuple(sentences))
        return tuple(PageQuestion(article, shown, places, self.book) for places in page_ranges(shown))

    def expect(self, question: Question[object]) -> Expected:
        """Return what a question takes, its answer and a second reading included, before it is asked."""
        shown = sum(tokens_of(sentence.text) for sentence in question.window)
        again = _READ_AGAIN[self.second_reading]
        *same, page_shown = question.render().messages
        fixed = tokens_in(same) + again * tokens_of(reading_prompt(self.book).instructions)
        return Expected(
            calls=1 + again,
            tokens_in=fixed + tokens_in([page_shown]) + again * _READ_SHARE * shown,
            tokens_same=fixed,
            tokens_out=(_ANSWER_SHARE + again * _VERDICT_SHARE) * shown,
        )

    def warm_up(self) -> Prompt:
        """Return the shortest prompt: what every first call begins with, and a question about nothing."""
        return render_page(Page(((1, "."),)), self.book)
