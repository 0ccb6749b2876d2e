"""What an edit starts from and hands over: an edited article with the right output, or the reason why there is none."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from benchmarks.probe.coinage import Coinage
from benchmarks.probe.facts import Difference, Facts, Lens, difference, facts, undated
from benchmarks.probe.rewrite import Rewriting
from extract.language.analysis import Analysis
from schemas import Article, ArticleExtraction


@dataclass(frozen=True)
class Base:
    """An article before its edits."""

    found: ArticleExtraction
    """The output of the unedited article."""
    analysis: Analysis
    coinage: Coinage

    @property
    def article(self) -> Article:
        """Return the unedited article."""
        return self.found.article


@dataclass(frozen=True)
class Case:
    """One edit of one article."""

    article: Article
    """The edited one."""
    before: str
    """The sentence that is edited, or after which a sentence is added."""
    after: str
    readings: tuple[Lens, ...]
    """Each gives a right output; more than one where the coding guide leaves a choice."""
    dates_open: bool = False
    """Whether the edit may move dates too: "plan to sign on Wednesday" looks ahead."""
    added: Facts = field(default_factory=Counter)
    """The facts that an added sentence states."""

    def judge(self, base: ArticleExtraction, found: ArticleExtraction) -> Difference:
        """Return how far what was found is from the nearest right output; empty if the case passes."""
        seen = self._bare(facts(found))
        expected = (self._bare(facts(base, lens) + self.added) for lens in self.readings)
        return min((difference(one, seen) for one in expected), key=lambda unlike: unlike.size)

    def _bare(self, found: Facts) -> Facts:
        return undated(found) if self.dates_open else found


@dataclass(frozen=True)
class Skipped:
    """An edit that has a target but cannot be made cleanly there."""

    sentence: str
    reason: str


Edit = Callable[[Base], Iterator[Case | Skipped]]
"""From an article to the cases that it gives; none where it has nothing to edit."""


def sentence_at(article: Article, start: int) -> tuple[int, int]:
    """Return the line of the article around an offset, as offsets."""
    begin = article.text.rfind("\n", 0, start) + 1
    end = article.text.find("\n", start)
    return begin, end if end >= 0 else article.characters


def shown(article: Article, rewriting: Rewriting) -> tuple[str, str]:
    """Return the line of the first replacement, before and after."""
    span = article.span(*sentence_at(article, rewriting.replacements[0].start))
    return span.text, rewriting.words(span)
