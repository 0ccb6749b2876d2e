"""What the rules propose of a text, with names in the place of ids."""

from dataclasses import dataclass

from extract.ask.rules import propose as rules
from extract.document.numbering import numbered
from extract.document.segment import segment
from extract.read.article import build_article
from extract.read.metadata import Metadata
from schemas import Article
from schemas.declared import DeclaredAgreement, DeclaredAnswer
from tests.support.english import analyzer


@dataclass(frozen=True)
class Said:
    """A proposed statement."""

    act: str
    speakers: list[str]
    recipients: list[str]


@dataclass(frozen=True)
class Agreed:
    """A proposed agreement."""

    instrument: str
    status: str
    parties: list[str]


@dataclass(frozen=True)
class Proposed:
    """The proposed records of a text."""

    answer: DeclaredAnswer

    @property
    def statements(self) -> list[Said]:
        """Return the statements, actors by name."""
        return [Said(one.act, self._named(one.speakers), self._named(one.recipients)) for one in self.answer.statements]

    @property
    def agreements(self) -> list[Agreed]:
        """Return the agreements, parties by name in alphabetical order."""
        return [
            Agreed(one.instrument, one.status, sorted(self._named([party.actor for party in one.parties])))
            for one in self.answer.agreements
        ]

    @property
    def agreement(self) -> DeclaredAgreement:
        """Return the only agreement."""
        [found] = self.answer.agreements
        return found

    def _named(self, ids: tuple[str, ...] | list[str]) -> list[str]:
        names = {actor.id: actor.name for actor in self.answer.actors}
        return [names[one] for one in ids]


def propose(text: str, source: str | None = None, date: str | None = None, title: str | None = None) -> Proposed:
    """Return what the rules propose of an article with this text."""
    article = article_of(text, source, date, title)
    sentences = segment(article.text)
    analysis = analyzer().analyze(article.text, sentences)
    proposal = rules.propose(article, analysis, numbered(sentences))
    return Proposed(proposal.declare())


def article_of(text: str, source: str | None = None, date: str | None = None, title: str | None = None) -> Article:
    """Return an article with this text."""
    return build_article(text, Metadata(title=title, source=source, date=date), "own", "own.txt")
