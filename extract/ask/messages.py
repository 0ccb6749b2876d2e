"""Messages of a prompt: the instructions and examples that every call of a run begins with, then the question.

The part that is the same for every call comes first, so that a server can cache it. Article text is only ever data:
nothing renders it as a template.
"""

import json
from collections.abc import Callable
from typing import Any

from prompts import PromptFile

Example = dict[str, Any]
"""A few-shot example: `sentences`, and what else its prompt shows and asks for."""
Messages = tuple[dict[str, str], ...]


def introduce(file: PromptFile, ask: Callable[[Example], str], answer: Callable[[Example], dict[str, Any]]) -> Messages:
    """Return the messages before the question: instructions, then question and answer of each example."""
    messages = [{"role": "system", "content": file.instructions}]
    for example in file.examples:
        messages.append(user(ask(example)))
        messages.append({"role": "assistant", "content": _as_json(answer(example))})
    return tuple(messages)


def user(content: str) -> dict[str, str]:
    """Return a message of the user."""
    return {"role": "user", "content": content}


def on_one_line(text: str) -> str:
    """Return the text without line breaks: one inside a sentence would end its numbered line."""
    return text.replace("\n", " ")


def _as_json(answer: dict[str, Any]) -> str:
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
