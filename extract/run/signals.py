"""Ctrl-C, SIGTERM and SIGHUP: the first signal stops a run after the calls in flight, the second ends it at once."""

import asyncio
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from types import FrameType
from typing import Any

from extract.run.workers import StopFlag

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def stop_on_signals(stop: StopFlag, close: Callable[[], None], warn: Callable[[str], None]) -> Iterator[None]:
    """Handle signals inside the context: the first sets `stop` and calls `close`, the second is left to the handlers
    from before. An ignored signal stays ignored."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread receives signals
        return

    def end_gently() -> None:
        if not stop.is_set:
            warn("stopping: waiting for the calls in flight; press Ctrl-C again to give them up")
            stop.set()
            close()

    handlers = _Handlers(end_gently)
    try:
        yield
    finally:
        handlers.restore()


class _Handlers:
    """The handlers of the signals while a run goes on."""

    def __init__(self, end_gently: Callable[[], None]) -> None:
        self._end_gently = end_gently
        self._loop = asyncio.get_running_loop()
        found: dict[signal.Signals, Any] = {number: signal.getsignal(number) for number in SIGNALS}
        self._before = {number: handler for number, handler in found.items() if handler is not signal.SIG_IGN}
        self._heard, self._seen = count(1), count(1)
        for number in self._before:
            self._loop.add_signal_handler(number, self._take_in_loop, number)
            signal.signal(number, self._take)

    def restore(self) -> None:
        """Set the handlers from before."""
        for number, handler in self._before.items():
            self._loop.remove_signal_handler(number)  # its turns that are still to come are left out
            signal.signal(number, handler)

    def _take_in_loop(self, number: signal.Signals) -> None:
        """Take the first signal. The loop has one turn for each, also for two that came while Python was busy."""
        if next(self._seen) == 1:
            self._end_gently()
        else:
            self._end_at_once(number, None)

    def _take(self, number: int, frame: FrameType | None) -> None:
        """Take the second signal, also while an article is analysed here and the loop stands still."""
        if next(self._heard) > 1:
            self._end_at_once(signal.Signals(number), frame)

    def _end_at_once(self, number: signal.Signals, frame: FrameType | None) -> None:
        """Call the handler from before, or have the system do what it does without one."""
        self.restore()
        handler = self._before[number]
        if callable(handler):
            handler(number, frame)
        else:
            os.kill(os.getpid(), number)
