"""Asks a model about the windows of an article; a window whose answer cannot be used is halved before it is given up.

In: windows and a model. Out: answered windows in order, and the windows that no answer could be had for, with the
error.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from extract.document.segment import Sentence
from extract.errors import Interrupted, ModelError, ModelUnavailable
from extract.model.contract import Answer, Model, Prompt
from schemas import FailureCode

_OF_THE_WINDOW = frozenset(
    {
        FailureCode.TOO_LONG,
        FailureCode.TRUNCATED,
        FailureCode.INVALID_OUTPUT,
        FailureCode.REFUSED,
        FailureCode.FILTERED,
    }
)
"""Errors that another window of the same article need not meet."""

Window = tuple[Sentence, ...]


@dataclass(frozen=True)
class Answered:
    """A window and what the model said of it: an answer, or the error that remains."""

    window: Window
    answer: Answer | None
    error: ModelError | None = None


async def ask_all(windows: Sequence[Window], model: Model, render: Callable[[Window], Prompt]) -> tuple[Answered, ...]:
    """All windows, asked at the same time as far as the model lets them.

    Raises ModelError if no window could be answered, or for an error that is not of a single window.
    """
    tasks = [asyncio.create_task(_ask(window, model, render)) for window in windows]
    try:
        parts = await asyncio.gather(*tasks)
    except Interrupted:  # what is in flight is paid for, and will be kept
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    answered = tuple(one for part in parts for one in part)
    errors = [one.error for one in answered if one.error]
    if errors and len(errors) == len(answered):
        raise errors[0]
    return answered


async def _ask(window: Window, model: Model, render: Callable[[Window], Prompt]) -> tuple[Answered, ...]:
    try:
        return (Answered(window, await model.ask(render(window))),)
    except ModelUnavailable:
        raise
    except ModelError as error:
        if error.code not in _OF_THE_WINDOW:
            raise
        if len(window) == 1:
            return (Answered(window, None, error),)
    half = len(window) // 2
    return (*await _ask(window[:half], model, render), *await _ask(window[half:], model, render))
