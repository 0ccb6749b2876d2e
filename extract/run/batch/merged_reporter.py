"""Report several passes over the same articles as one: each article once, and no calls, since a pass makes none."""

from collections.abc import Sequence

from extract.telemetry.progress import ProgressReporter, SilentReporter
from schemas import ArticleExtraction, Failure, Rejected


class MergedReporter(SilentReporter):
    """Passes on to another reporter what it has not seen in an earlier pass."""

    def __init__(self, reporter: ProgressReporter) -> None:
        self._reporter = reporter
        self._passes = 0
        self._failed: set[str] = set()

    def begin_pass(self) -> None:
        """Begin another pass."""
        self._passes += 1

    def reused(self, source_id: str) -> None:
        if self._passes == 1:
            self._reporter.reused(source_id)

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None:
        self._reporter.extracted(extraction, rejected)

    def failed(self, failure: Failure) -> None:
        if failure.source_id not in self._failed:
            self._failed.add(failure.source_id)
            self._reporter.failed(failure)

    def warn(self, message: str) -> None:
        self._reporter.warn(message)

    def info(self, message: str) -> None:
        self._reporter.info(message)

    def status(self, line: str) -> None:
        self._reporter.status(line)
