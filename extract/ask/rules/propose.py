"""Propose the records of an article: its analysis as the declared answer that a strong model would give.

actors       names of the text -> cast
agreements   stages and instruments -> deals, each once
statements   performed acts -> speech acts, each once
answer       cast, deals and acts -> declared answer
"""

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, replace

from extract.ask.rules.agreements import ProposedAgreement, propose_agreements
from extract.ask.rules.answer import declare
from extract.ask.rules.discourse import Discourse
from extract.ask.rules.references import References
from extract.ask.rules.statements import ProposedStatement, propose_statements
from extract.ask.rules.topic import Topic
from extract.document.numbering import Numbered
from extract.entities.find_cast import find_cast
from extract.language.analysis import Analysis
from schemas import Article
from schemas.declared import WHOLE, DeclaredAnswer


@dataclass(frozen=True)
class Proposal:
    """What rules propose, with what they leave open."""

    discourse: Discourse
    agreements: tuple[ProposedAgreement, ...]
    statements: tuple[ProposedStatement, ...]

    @property
    def open(self) -> tuple[int, ...]:
        """Return the positions of the statements of which no word says whether they are on topic, from 0."""
        return tuple(place for place, one in enumerate(self.statements) if one.topic is not Topic.ON)

    @property
    def fired(self) -> Counter[str]:
        """Return how often each trigger fired: how many cues of it the text holds, performed or not."""
        return Counter(cue.trigger for cue in self.discourse.analysis.cues)

    def declare(self, doubted: Container[int] = ()) -> DeclaredAnswer:
        """Return the declared answer; the statements at these positions are declared as unsure."""
        statements = (
            replace(one, unsure=(*one.unsure, WHOLE)) if place in doubted else one
            for place, one in enumerate(self.statements)
        )
        return declare(self.agreements, tuple(statements), self.discourse)


def propose(article: Article, analysis: Analysis, shown: Numbered) -> Proposal:
    """Return the records that the rules of the coding guide propose."""
    cast = find_cast(analysis, article.source)
    discourse = Discourse(analysis, cast, shown, References(analysis, cast), article.published)
    agreements = tuple(propose_agreements(discourse))
    return Proposal(discourse, agreements, propose_statements(discourse, agreements))
