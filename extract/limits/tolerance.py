"""How many articles of a run may fail before it stops: beyond a share of them, something is wrong with more than the
articles.

Pure: results come in one by one. Nothing is decided on a handful: few articles count as if they were a hundred.
"""

LEAST = 100
"""Articles out of which failures are counted while fewer are through; a run that has fewer counts out of all it has."""


class Tolerance:
    """The share of the articles that may fail, from 0 to 1; None lets all of them."""

    def __init__(self, share: float | None, articles: int) -> None:
        """`articles` are those of the whole run."""
        self.share = share
        self.done = 0
        """Articles that are through, the failed ones included."""
        self.failed = 0
        self._least = min(LEAST, articles)

    def add(self, *, failed: bool) -> None:
        """One more article is through."""
        self.done += 1
        self.failed += failed

    @property
    def passed(self) -> bool:
        """Whether more failed than may."""
        return self.share is not None and self.failed > self.share * max(self.done, self._least)
