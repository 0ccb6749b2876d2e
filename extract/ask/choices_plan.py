"""The plan for small models: rules propose all records, and a model says which of the open ones it doubts.

Models of a few billion parameters do not read a whole article reliably, but they can choose among a few numbered
options about one sentence: what a statement is about, where no word of it says that it is security or foreign policy.
Their choice sorts right from wrong, and is not good enough to remove a record: it lowers the certainty of one.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel

from extract.ask.expected import Expected, tokens_in
from extract.ask.question import Question
from extract.ask.rules_plan import propose_with
from extract.ask.topic_question import Choice, TopicQuestion, render_topic, topic_prompt
from extract.document.numbering import numbered
from extract.document.segment import Sentence
from extract.model.contract import Prompt
from prompts import PromptFile
from schemas import Article

if TYPE_CHECKING:
    from extract.ask.rules.discourse import Discourse
    from extract.ask.rules.propose import Proposal
    from extract.ask.rules.statements import ProposedStatement

_TOKENS_PER_ANSWER = 6


@dataclass(frozen=True)
class ChoicesPlan:
    """Asks about one statement at a time, with numbered options."""

    pipeline: Path | None = None
    """Archive or folder of the analyzer's weights; the settings name it."""
    name: str = "choices"

    @property
    def prompts(self) -> tuple[PromptFile, ...]:
        """The one prompt file."""
        return (topic_prompt(),)

    @property
    def reply_models(self) -> tuple[type[BaseModel], ...]:
        """The type of a choice."""
        return (Choice,)

    def questions(self, article: Article, sentences: Iterable[Sentence]) -> tuple[TopicQuestion, ...]:
        """Return a question for each statement that the rules leave open, in order; none without an analyzer."""
        shown = numbered(tuple(sentences))
        proposal = propose_with(self.pipeline, article, shown) if self.pipeline else None
        return topic_questions(proposal) if proposal else ()

    def expect(self, question: Question[object]) -> Expected:
        """Return what a question takes before it is asked."""
        *same, last = question.render().messages
        return Expected(1, tokens_in((*same, last)), tokens_in(same), _TOKENS_PER_ANSWER)

    def warm_up(self) -> Prompt:
        """Return the shortest prompt: what every call begins with, and a question about nothing."""
        return render_topic(".", ".")


def topic_questions(proposal: "Proposal") -> tuple[TopicQuestion, ...]:
    """Return a question for each statement of a proposal that the rules leave open."""
    statements = ((place, proposal.statements[place]) for place in proposal.open)
    discourse = proposal.discourse
    return tuple(
        TopicQuestion(place, discourse.sentence(one.cue), _in_words(one, discourse)) for place, one in statements
    )


def _in_words(statement: "ProposedStatement", discourse: "Discourse") -> str:
    speakers = " and ".join(discourse.cast.actors[key].name for key in statement.speakers)
    return f"{speakers} {statement.act.replace('_', ' ')}: {statement.about}"
