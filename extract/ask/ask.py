"""Asks a model the questions about an article, and splits a question in half if no answer to it can be used.

In: questions and a model. Out: every question that was asked last, in order, with what its reply says or with the
error that remains.
"""

import asyncio
from collections.abc import Sequence
from typing import TypeVar

from extract.ask.question import Answered, Question
from extract.errors import Interrupted, ModelError, ModelUnavailable
from extract.model.contract import Model
from schemas import FailureCode

_OF_ONE_QUESTION = frozenset(
    {
        FailureCode.TOO_LONG,
        FailureCode.TRUNCATED,
        FailureCode.INVALID_OUTPUT,
        FailureCode.REFUSED,
        FailureCode.FILTERED,
    }
)
"""Errors that another question about the same article need not meet."""


_Content = TypeVar("_Content")


async def ask_all(questions: Sequence[Question[_Content]], model: Model) -> tuple[Answered[_Content], ...]:
    """Ask all questions, as many at the same time as the model admits.

    Raises ModelError if no question is answered, or for an error that is not of a single question.
    """
    tasks = [asyncio.create_task(ask(question, model)) for question in questions]
    try:
        parts = await asyncio.gather(*tasks)
    except Interrupted:  # calls in flight are paid for, and their answers are kept
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


async def ask(question: Question[_Content], model: Model) -> tuple[Answered[_Content], ...]:
    """Ask one question, in halves if the whole cannot be answered. Raises ModelError for any other fault."""
    try:
        answer = await model.ask(question.render())
    except ModelUnavailable:
        raise
    except ModelError as error:
        halves = question.halves()
        if error.code not in _OF_ONE_QUESTION or error.costs_article:
            raise
        if not halves:
            return (Answered(question, None, None, error),)
    else:
        return (Answered(question, answer, question.read(answer.reply)),)
    return tuple([answered for half in halves for answered in await ask(half, model)])
