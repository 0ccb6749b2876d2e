"""The one policy of transport retries: how often, how long to wait, and for what."""

import random
from collections.abc import Awaitable, Callable

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception

from extract.errors import ModelError
from extract.limits.gate import MAX_WAIT
from extract.model.failures import RETRYABLE
from schemas import FailureCode

ATTEMPTS = 4
"""Calls in all, the first included."""
FIRST_WAIT = 1.0
"""Seconds before the first retry; doubled each time, and spread by up to a quarter so that clients do not march in
step."""
LONGEST_WAIT = 60.0
"""Seconds, where the server does not say how long."""
THROTTLED_ATTEMPTS = 20
"""Calls in all while a server says that there are too many: waiting for a turn is no failure of the call."""
LOADING_ATTEMPTS = 10
"""Calls in all while a server says that it loads its model."""
LONGEST_LOADING_WAIT = 120.0
"""Seconds; with `LOADING_ATTEMPTS` a model has eight minutes to load."""


REGENERATED_ATTEMPTS = 2
"""Calls in all where the model gave nothing that could be corrected."""


def retrying(sleep: Callable[[float], Awaitable[None]], *, regenerate: bool = True) -> AsyncRetrying:
    """A fresh policy for one call; it must not be shared, since tenacity keeps its state in the object. `regenerate`
    says whether a model that gave no answer is asked once more."""

    def worth_it(error: BaseException) -> bool:
        return _worth_it(error) or (regenerate and isinstance(error, ModelError) and error.regenerate)

    return AsyncRetrying(
        sleep=sleep,
        stop=_enough,
        wait=_wait,
        retry=retry_if_exception(worth_it),
        reraise=True,
    )


def _worth_it(error: BaseException) -> bool:
    return isinstance(error, ModelError) and error.code in RETRYABLE and (error.retry_after or 0) <= MAX_WAIT


def _enough(state: RetryCallState) -> bool:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, ModelError) and error.loading:
        return state.attempt_number >= LOADING_ATTEMPTS
    if isinstance(error, ModelError) and error.regenerate:
        return state.attempt_number >= REGENERATED_ATTEMPTS
    throttled = isinstance(error, ModelError) and error.code is FailureCode.RATE_LIMITED
    return state.attempt_number >= (THROTTLED_ATTEMPTS if throttled else ATTEMPTS)


def _wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    if isinstance(error, ModelError) and error.retry_after is not None:
        return error.retry_after
    base = FIRST_WAIT * 2.0 ** (state.attempt_number - 1)
    if isinstance(error, ModelError) and error.loading:
        return min(LONGEST_LOADING_WAIT, 2 * base)
    return min(LONGEST_WAIT, base * random.uniform(1.0, 1.25))
