"""Ctrl-C and SIGTERM: the first has a run finish what is under way and then stop, the second ends it at once."""

import asyncio
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from extract.run.workers import Stop

SIGNALS = (signal.SIGINT, signal.SIGTERM)


@contextmanager
def stopping(stop: Stop, close: Callable[[], None], say: Callable[[str], None]) -> Iterator[None]:
    """Inside, a signal asks for a stop and calls `close`; a second one cancels the task that is inside."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread hears signals
        return
    loop, task = asyncio.get_running_loop(), asyncio.current_task()

    def hear() -> None:
        if stop.wanted:
            if task:
                task.cancel()
            return
        say("stopping: the calls in flight are awaited; once more, and they are given up")
        stop.ask()
        close()

    for one in SIGNALS:
        loop.add_signal_handler(one, hear)
    try:
        yield
    except asyncio.CancelledError:
        raise KeyboardInterrupt from None
    finally:
        for one in SIGNALS:
            loop.remove_signal_handler(one)
