"""A limit of time for what might not come to an end."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager


class TooSlowError(Exception):
    """It took longer than the limit."""


@contextmanager
def limited(seconds: float) -> Iterator[None]:
    """Raise TooSlowError after so many seconds, in the main thread; `re` looks for signals while it matches."""

    def stop(*_: object) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
