"""The one policy of transport retries: how often, how long to wait, and for what."""

import random
from collections.abc import Awaitable, Callable

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from extract.errors import ModelError
from extract.model.faults import RETRYABLE

ATTEMPTS = 4
"""Calls in all, the first included."""
FIRST_WAIT = 1.0
"""Seconds before the first retry; doubled each time, and spread by up to a quarter so that clients do not march in
step."""
LONGEST_WAIT = 60.0
"""Seconds; a server that asks for more gets no further call from this run."""


def retrying(sleep: Callable[[float], Awaitable[None]]) -> AsyncRetrying:
    """A fresh policy for one call; it must not be shared, since tenacity keeps its state in the object."""
    return AsyncRetrying(
        sleep=sleep,
        stop=stop_after_attempt(ATTEMPTS),
        wait=_wait,
        retry=retry_if_exception(_worth_it),
        reraise=True,
    )


def _worth_it(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.code in RETRYABLE and (error.retry_after or 0) <= LONGEST_WAIT


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, ModelError) and error.retry_after is not None:
        return error.retry_after
    base = FIRST_WAIT * 2.0 ** (state.attempt_number - 1)
    return min(LONGEST_WAIT, base * random.uniform(1.0, 1.25))
