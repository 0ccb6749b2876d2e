"""How a run reports its progress: the protocol that displays implement, and one that displays nothing."""

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol, Self

from schemas import ArticleExtraction, Duplicate, Failure, Rejected


class Watcher(Protocol):
    """Hears how a run goes, from the event loop's thread; `preparing` may be called from another one."""

    def preparing(self, note: str, done: int, total: int) -> None:
        """Something is made ready, by now `done` of `total` bytes; a total of 0 is unknown."""

    def begin(self, articles: int) -> None:
        """The model is there, and so many articles follow."""

    def started(self, source_id: str, calls: int) -> None:
        """An article begins; it takes so many model calls."""

    def answered(self, source_id: str) -> None:
        """One of the calls of an article is done."""

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None:
        """An article is done."""

    def known(self, source_id: str) -> None:
        """An article was done before this run was resumed."""

    def duplicate(self, duplicate: Duplicate) -> None:
        """An article says nothing but what an earlier one says, and is not coded again."""

    def failed(self, failure: Failure) -> None:
        """An article could not be done."""

    def warn(self, message: str) -> None:
        """Something that the user should know, though the run goes on."""

    def tell(self, message: str) -> None:
        """Something that is good to know."""

    def pulse(self, line: str) -> None:
        """How the run goes, twice a second."""


class Silent:
    """A watcher that tells nothing; the base of the others. Use it as a context manager: it ends what it shows."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Removes what is shown for a time only."""

    def preparing(self, note: str, done: int, total: int) -> None: ...

    def begin(self, articles: int) -> None: ...

    def started(self, source_id: str, calls: int) -> None: ...

    def answered(self, source_id: str) -> None: ...

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None: ...

    def known(self, source_id: str) -> None: ...

    def duplicate(self, duplicate: Duplicate) -> None: ...

    def failed(self, failure: Failure) -> None: ...

    def warn(self, message: str) -> None: ...

    def tell(self, message: str) -> None: ...

    def pulse(self, line: str) -> None: ...
