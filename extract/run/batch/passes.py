"""Tells of several passes over the same articles as of one: each article once, and no calls, since none is made."""

from collections.abc import Sequence

from extract.telemetry.progress import Silent, Watcher
from schemas import ArticleExtraction, Failure, Rejected


class Passes(Silent):
    """A watcher in front of another one."""

    def __init__(self, watcher: Watcher) -> None:
        self._watcher = watcher
        self._number = 0
        self._failed: set[str] = set()

    def next(self) -> None:
        """Another pass begins."""
        self._number += 1

    def known(self, source_id: str) -> None:
        if self._number == 1:
            self._watcher.known(source_id)

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None:
        self._watcher.extracted(extraction, rejected)

    def failed(self, failure: Failure) -> None:
        if failure.source_id not in self._failed:
            self._failed.add(failure.source_id)
            self._watcher.failed(failure)

    def warn(self, message: str) -> None:
        self._watcher.warn(message)

    def tell(self, message: str) -> None:
        self._watcher.tell(message)

    def pulse(self, line: str) -> None:
        self._watcher.pulse(line)
