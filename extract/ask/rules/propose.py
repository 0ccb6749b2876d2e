"""Propose the records of an article: its analysis as the declared answer that a strong model would give.

actors       names of the text -> cast
agreements   stages and instruments -> deals, each once
statements   performed acts -> speech acts, each once
answer       cast, deals and acts -> declared answer
"""

from extract.ask.rules.agreements import propose_agreements
from extract.ask.rules.answer import declare
from extract.ask.rules.discourse import Discourse
from extract.ask.rules.references import References
from extract.ask.rules.statements import propose_statements
from extract.document.numbering import Numbered
from extract.entities.find_cast import find_cast
from extract.language.analysis import Analysis
from schemas import Article
from schemas.declared import DeclaredAnswer


def propose(article: Article, analysis: Analysis, shown: Numbered) -> DeclaredAnswer:
    """Return the records that the rules of the coding guide propose."""
    cast = find_cast(analysis, article.source)
    discourse = Discourse(analysis, cast, shown, References(analysis, cast), article.published)
    agreements = tuple(propose_agreements(discourse))
    return declare(agreements, propose_statements(discourse, agreements), discourse)
