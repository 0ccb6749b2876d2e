"""The extractor for scripts and notebooks: the asynchronous one, on an event loop in a thread of its own."""

import weakref
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from types import TracebackType
from typing import Literal, Self, Unpack, overload

from extract.api.async_extractor import AsyncExtractor, OnError, settle
from extract.api.loop_thread import LoopThread
from extract.api.options import Options
from extract.api.rows import Rows
from schemas import Article, ArticleExtraction, Failure


class Extractor:
    """Extracts the records of articles, with one model that stays open.

        with Extractor() as extractor:
            found = extractor.extract("...", published="2025-09-09", source="Reuters")

    The options are the settings of the command line with `_` for `-`: model, base_url, plan, concurrency, budget, ...
    One that is not given is read from the environment, then from `communique.toml`, else it has its default: without a
    key the embedded model is asked, and `model="none"` asks none. Further options:

    api_key   the key of the servers, in place of OPENAI_API_KEY
    out       a run directory that keeps results and answers; the command line can show, report and export it
    cache     a folder that keeps the model's answers only

    It works in a script without a main guard, in tests, and in the running loop of a notebook. Threads may share it.
    """

    def __init__(self, **options: Unpack[Options]) -> None:
        """Check the options; the model is opened by the first use. Raises ConfigError."""
        inner, thread = AsyncExtractor(**options), LoopThread()
        self._inner, self._thread = inner, thread
        self._close = weakref.finalize(self, _close, inner, thread)

    def __enter__(self) -> Self:
        try:
            self._thread.run(self._inner.open())
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the model and all processes and threads, and finish the folder `out`. Raises StoreError.

        An extractor that is not closed ends with the program.
        """
        self._close()

    def extract(  # noqa: PLR0913
        self,
        text: str | Article,
        *,
        title: str | None = None,
        source: str | None = None,
        published: str | None = None,
        url: str | None = None,
        language: str | None = None,
        id: str | None = None,  # noqa: A002
    ) -> ArticleExtraction:
        """Return the records of a text. The keywords say what is known of the article; without an id, its id is a hash.

        Raises ArticleFailed if the article gives no records, and ModelUnavailable, StoreError, ConfigError or
        TooManyFailed if no article can.
        """
        known = self._inner.extract(
            text, title=title, source=source, published=published, url=url, language=language, id=id
        )
        return self._thread.run(known)

    @overload
    def pipe(self, rows: Rows, *, on_error: Literal["raise"] = "raise") -> Iterator[ArticleExtraction]: ...

    @overload
    def pipe(self, rows: Rows, *, on_error: Literal["yield"]) -> Iterator[ArticleExtraction | Failure]: ...

    def pipe(self, rows: Rows, *, on_error: OnError = "raise") -> Iterator[ArticleExtraction | Failure]:
        """Yield the records of many rows, in their order, with several under way at a time.

        A row is a text, a mapping or a row of a data frame with the fields of an article, an Article, or a Path, which
        may hold many articles. Rows are read as they are needed, in the calling thread. Raises what `extract` raises;
        with on_error="yield", an article that fails yields its Failure instead.
        """
        self._thread.run(self._inner.open())
        waiting: deque[Future[ArticleExtraction | Failure]] = deque()
        try:
            for item in self._inner.read(rows):
                waiting.append(self._thread.submit(self._inner.process(item)))
                while waiting and (len(waiting) >= self._inner.concurrency or waiting[0].done()):
                    yield settle(waiting.popleft().result(), on_error)
            while waiting:
                yield settle(waiting.popleft().result(), on_error)
        finally:
            for future in waiting:
                future.cancel()


def _close(inner: AsyncExtractor, thread: LoopThread) -> None:
    try:
        if not thread.is_current:  # as it is if the garbage collector happens to run there
            thread.run(inner.close())
    finally:
        thread.close()
