"""How a run reports its progress: the protocol that displays implement, and a reporter that displays nothing."""

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from schemas import ArticleExtraction, Duplicate, Failure, Rejected


class ProgressReporter(Protocol):
    """Receives the progress of a run, in the thread of its event loop; `preparing` may come from another thread."""

    def preparing(self, note: str, done: int, total: int) -> None:
        """Something is being prepared; `done` of `total` bytes are there. A total of 0 is unknown."""

    def begin(self, articles: int) -> None:
        """The model is open, and this number of articles follows."""

    def started(self, source_id: str, calls: int) -> None:
        """An article begins; it takes this number of model calls."""

    def answered(self, source_id: str) -> None:
        """One call of an article has ended."""

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None:
        """An article is done."""

    def reused(self, source_id: str) -> None:
        """An article was done by an earlier run."""

    def duplicate(self, duplicate: Duplicate) -> None:
        """An article repeats an earlier one, and is not coded again."""

    def failed(self, failure: Failure) -> None:
        """An article failed."""

    def warn(self, message: str) -> None:
        """Something is wrong, though the run goes on."""

    def info(self, message: str) -> None:
        """Something is worth knowing."""

    def status(self, line: str) -> None:
        """The state of the run in one line, twice a second."""


class SilentReporter:
    """Displays nothing; the base of the other reporters. Use it as a context manager that removes its display."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove what is displayed only while the run goes on."""

    def preparing(self, note: str, done: int, total: int) -> None: ...

    def begin(self, articles: int) -> None: ...

    def started(self, source_id: str, calls: int) -> None: ...

    def answered(self, source_id: str) -> None: ...

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None: ...

    def reused(self, source_id: str) -> None: ...

    def duplicate(self, duplicate: Duplicate) -> None: ...

    def failed(self, failure: Failure) -> None: ...

    def warn(self, message: str) -> None: ...

    def info(self, message: str) -> None: ...

    def status(self, line: str) -> None: ...
