"""The extractor for asynchronous code."""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator, Iterator
from contextlib import aclosing
from contextvars import Context, copy_context
from itertools import islice
from types import TracebackType
from typing import Literal, Self, Unpack, overload

from extract.api.loop_thread import closed_error
from extract.api.options import Options, read_options
from extract.api.rows import Row, Rows, iterate, read_row, read_text
from extract.api.session import Session, open_session
from extract.errors import ArticleFailed
from extract.optional_import import extras_named
from extract.read.subprocess_reader import close_reader
from schemas import Article, ArticleExtraction, Failure

OnError = Literal["raise", "yield"]
"""What `pipe` does about an article that fails: raise ArticleFailed, or yield the Failure at its place."""


class AsyncExtractor:
    """Extracts the records of articles, with one model that stays open. Its options are those of `Extractor`."""

    def __init__(self, **options: Unpack[Options]) -> None:
        """Check the options; the model is opened by the first use. Raises ConfigError."""
        self._choice = read_options(options)
        self._opening = asyncio.Lock()
        self._closing = asyncio.Event()
        self._holding: asyncio.Task[None] | None = None
        self._session: Session | None = None
        self._context: Context | None = None
        self._running: set[asyncio.Task[ArticleExtraction | Failure]] = set()

    async def __aenter__(self) -> Self:
        await self.open()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    async def open(self) -> None:
        """Open the model now, rather than with the first article. Raises ConfigError, StoreError, ModelUnavailable."""
        await self._open()

    async def close(self) -> None:
        """End the model and all processes, and finish the folder `out`. Raises StoreError."""
        self._closing.set()
        async with self._opening:
            for task in self._running:
                task.cancel()
            await asyncio.gather(*self._running, return_exceptions=True)
            holding, self._holding, self._session = self._holding, None, None
            if holding:
                await holding
                await asyncio.to_thread(close_reader)

    async def extract(  # noqa: PLR0913
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
        item = read_text(text, title=title, source=source, date=published, url=url, language=language, id=id)
        return _raise_failure(await self.process(item))

    @overload
    def pipe(
        self, rows: Rows | AsyncIterable[Row], *, on_error: Literal["raise"] = "raise"
    ) -> AsyncIterator[ArticleExtraction]: ...

    @overload
    def pipe(
        self, rows: Rows | AsyncIterable[Row], *, on_error: Literal["yield"]
    ) -> AsyncIterator[ArticleExtraction | Failure]: ...

    async def pipe(
        self, rows: Rows | AsyncIterable[Row], *, on_error: OnError = "raise"
    ) -> AsyncIterator[ArticleExtraction | Failure]:
        """Yield the records of many rows, in their order, with several under way at a time.

        A row is a text, a mapping or a row of a data frame with the fields of an article, an Article, or a Path, which
        may hold many articles. Rows are read as they are needed. Raises what `extract` raises; with on_error="yield",
        an article that fails yields its Failure instead.
        """
        session = await self._open()
        waiting: deque[asyncio.Task[ArticleExtraction | Failure]] = deque()
        try:
            async with aclosing(self._read(rows)) as items:
                async for item in items:
                    waiting.append(self._start(item))
                    while waiting and (len(waiting) >= session.executor.concurrency or waiting[0].done()):
                        yield settle(await waiting.popleft(), on_error)
            while waiting:
                yield settle(await waiting.popleft(), on_error)
        finally:
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)

    async def process(self, item: Article | Failure) -> ArticleExtraction | Failure:
        """Return the records of an article that is read, or why there are none; `pipe` without reading and order."""
        await self._open()
        return await self._start(item)

    @property
    def concurrency(self) -> int:
        """How many articles are under way at a time, at most. Open the extractor before."""
        return self._session.executor.concurrency if self._session else self._choice.settings.concurrency

    def read(self, rows: Rows) -> Iterator[Article | Failure]:
        """Yield the articles of rows, and a failure for each that cannot be read."""
        intake = self._choice.settings.intake
        return (item for number, row in enumerate(iterate(rows), 1) for item in read_row(row, number, intake))

    async def _read(self, rows: Rows | AsyncIterable[Row]) -> AsyncGenerator[Article | Failure, None]:
        if isinstance(rows, AsyncIterable):
            number = 0
            async for row in rows:
                number += 1
                for item in read_row(row, number, self._choice.settings.intake):
                    yield item
            return
        items = self.read(rows)
        while found := await asyncio.to_thread(lambda: list(islice(items, 1))):
            yield found[0]

    def _start(self, item: Article | Failure) -> "asyncio.Task[ArticleExtraction | Failure]":
        """Begin an article, in the context of the session: its listeners are set there."""
        if self._session is None or self._context is None:
            raise closed_error()
        task = asyncio.create_task(self._session.process(item), context=self._context.copy())
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _open(self) -> Session:
        async with self._opening:
            if self._closing.is_set():
                raise closed_error()
            if self._session is None:
                opened: asyncio.Future[tuple[Session, Context]] = asyncio.get_running_loop().create_future()
                self._holding = asyncio.create_task(self._hold(opened))
                self._session, self._context = await opened
            return self._session

    async def _hold(self, opened: "asyncio.Future[tuple[Session, Context]]") -> None:
        """Hold the session open. One task opens and closes it, because its contexts belong to a task."""
        try:
            with extras_named():
                async with open_session(self._choice) as session:
                    opened.set_result((session, copy_context()))
                    await self._closing.wait()
        except Exception as error:
            if opened.done():
                raise
            opened.set_exception(error)


def settle(result: ArticleExtraction | Failure, on_error: OnError) -> ArticleExtraction | Failure:
    """Return a result of `pipe`. Raises ArticleFailed, unless failures are to be yielded."""
    return result if on_error == "yield" else _raise_failure(result)


def _raise_failure(result: ArticleExtraction | Failure) -> ArticleExtraction:
    if isinstance(result, Failure):
        raise ArticleFailed(result)
    return result
