"""An event loop in a thread of its own, so that synchronous code can use it, also while another loop runs."""

import asyncio
import threading
from collections.abc import Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from extract.errors import ConfigError

Result = TypeVar("Result")


def closed_error() -> ConfigError:
    """Return the error of the use of an extractor after its end."""
    return ConfigError("this extractor is closed; make a new one")


class LoopThread:
    """Runs coroutines for other threads, until it is closed."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._helpers = ThreadPoolExecutor(thread_name_prefix="communique-helper")
        self._loop.set_default_executor(self._helpers)
        self._thread = threading.Thread(target=self._run, name="communique", daemon=True)
        self._thread.start()

    @property
    def is_current(self) -> bool:
        """Whether the caller runs in this thread, and must not wait for it."""
        return threading.current_thread() is self._thread

    def submit(self, work: Coroutine[Any, Any, Result]) -> "Future[Result]":
        """Begin a coroutine. Cancelling the future cancels it. Raises ConfigError after the end."""
        if self._loop.is_closed():
            work.close()
            raise closed_error()
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Return the result of a coroutine. An interruption of the waiting thread cancels it."""
        future = self.submit(work)
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    def close(self) -> None:
        """End the loop and its threads. What still runs in it is cancelled."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        if not self.is_current:
            self._thread.join()

    def _run(self) -> None:
        try:
            self._loop.run_forever()
            self._loop.run_until_complete(_cancel_others())
            self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        finally:
            self._helpers.shutdown()
            self._loop.close()


async def _cancel_others() -> None:
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
