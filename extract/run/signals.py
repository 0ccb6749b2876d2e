"""Ctrl-C and SIGTERM: the first signal stops a run after the calls in flight, the second ends it at once."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extract.run.workers import StopFlag

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stop_on_signals(stop: StopFlag, close: Callable[[], None], warn: Callable[[str], None]) -> Iterator[None]:
    """Handle signals inside the context: the first sets `stop` and calls `close`, the second cancels the task."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread receives signals
        return
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def handle() -> None:
        if stop.is_set:
            if task:
                task.cancel()
            return
        warn("stopping: waiting for the calls in flight; press Ctrl-C again to give them up")
        stop.set()
        close()

    for number in SIGNALS:
        loop.add_signal_handler(number, handle)
    try:
        yield
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        for number in SIGNALS:
            loop.remove_signal_handler(number)
