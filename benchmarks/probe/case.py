"""What an edit hands over: an edited article with what must come of it, or the reason why it was not made."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from benchmarks.probe.facts import Difference, Facts, Lens, difference, facts, undated
from benchmarks.probe.rewrite import Rewriting
from schemas import Article, ArticleExtraction


@dataclass(frozen=True)
class Case:
    """One edit of one article."""

    article: Article
    """The edited one."""
    before: str
    """The sentence that is edited, or that the edit stands beside."""
    after: str
    readings: tuple[Lens, ...]
    """Each tells a right output; more than one where the coding guide leaves a choice."""
    dates_open: bool = False
    """Whether the edit may move dates too: "plan to sign on Wednesday" looks ahead."""

    def judge(self, base: ArticleExtraction, found: ArticleExtraction) -> Difference:
        """How far what was found is from the nearest right output; empty if it behaves."""
        seen = self._bare(facts(found))
        return min((difference(self._bare(facts(base, lens)), seen) for lens in self.readings), key=lambda d: d.size)

    def _bare(self, found: Facts) -> Facts:
        return undated(found) if self.dates_open else found


@dataclass(frozen=True)
class Skipped:
    """An edit that has a target but cannot be made cleanly there."""

    sentence: str
    reason: str


Edit = Callable[[ArticleExtraction], Iterator[Case | Skipped]]
"""From a base extraction to the cases that its article gives; none where it has nothing to edit."""


def sentence_at(article: Article, start: int) -> tuple[int, int]:
    """The line of the article around an offset, as offsets."""
    begin = article.text.rfind("\n", 0, start) + 1
    end = article.text.find("\n", start)
    return begin, end if end >= 0 else article.characters


def shown(article: Article, rewriting: Rewriting) -> tuple[str, str]:
    """The line of the first replacement, before and after."""
    span = article.span(*sentence_at(article, rewriting.replacements[0].start))
    return span.text, rewriting.words(span)
