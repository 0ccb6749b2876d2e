"""The plan without a model: rules propose all records from the analysis of the text."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from extract.ask.expected import Expected
from extract.ask.question import Question
from extract.document.numbering import Numbered
from extract.document.segment import Sentence
from extract.errors import ConfigError
from extract.language.coverage import find_coverage_issue
from extract.language.load import analyzer_at
from extract.model.contract import Prompt
from prompts import PromptFile
from schemas import Article

if TYPE_CHECKING:
    from extract.ask.rules.propose import Proposal


@dataclass(frozen=True)
class RulesPlan:
    """Asks nothing."""

    pipeline: Path | None = None
    """Archive or folder of the analyzer's weights; the settings name it."""
    name: str = "rules"

    @property
    def prompts(self) -> tuple[PromptFile, ...]:
        """Return nothing."""
        return ()

    @property
    def reply_models(self) -> tuple[type[BaseModel], ...]:
        """Return nothing."""
        return ()

    def questions(self, article: Article, sentences: Iterable[Sentence]) -> tuple[Question[object], ...]:
        """Return nothing."""
        return ()

    def expect(self, question: Question[object]) -> Expected:
        """Return that nothing is asked."""
        return Expected(calls=0, tokens_in=0, tokens_same=0, tokens_out=0)

    def warm_up(self) -> Prompt:
        """Raise ConfigError: there is no prompt to try a model with."""
        raise ConfigError("the plan 'rules' asks no model; choose another --plan for one")


def propose_with(pipeline: Path | None, article: Article, shown: Numbered) -> "Proposal | None":
    """Return what the rules propose, given the analyzer's weights; None for an article in another language.

    Raises ConfigError if there are no weights.
    """
    if pipeline is None:
        raise ConfigError("the analyzer's weights are not named; give their archive or folder with --analyzer")
    if find_coverage_issue(article):
        return None
    from extract.ask.rules.propose import propose  # with tables of names and amounts; other plans do without

    return propose(article, analyzer_at(pipeline).analyze(article.text, shown.sentences), shown)
