"""Checks that a server read all of a prompt, by the tokens that it tells. Pure.

Some servers cut a prompt to their context without an error (Ollama at `num_ctx`), and the model answers about what is
left. A word has about a token at least in every tokenizer, so that fewer tokens than words tell a prompt that was cut.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from extract.errors import ModelError
from schemas import FailureCode

TOKENS_PER_WORD = 0.9
"""A lower bound; English has about 1.3 tokens a word."""
CHARACTERS_PER_TOKEN = 4
"""An estimate, for English."""
_GRAIN = 128
"""Tokens; a context has a multiple of them. A server that tells another number cannot be told from one that does not
count."""
_SMALLEST = 512


def is_cut(messages: Sequence[Mapping[str, Any]], told: int) -> bool:
    """Whether a server that counts `told` tokens has read only a part of these messages."""
    if told < _SMALLEST or told % _GRAIN:
        return False
    text = " ".join(str(message["content"]) for message in messages)
    power_of_two = told & (told - 1) == 0
    return told < least_tokens(text) or (power_of_two and told <= len(text) // CHARACTERS_PER_TOKEN)


def least_tokens(text: str) -> int:
    """Tokens that a text has at least."""
    return int(len(text.split()) * TOKENS_PER_WORD)


def cut(told: int, messages: Sequence[Mapping[str, Any]]) -> ModelError:
    """The error for a prompt that was cut."""
    sent = sum(len(str(message["content"])) for message in messages) // CHARACTERS_PER_TOKEN
    return ModelError(
        f"the server read {told:,} tokens of a prompt of about {sent:,} and cut the rest off without an error; raise"
        f" its context length (Ollama: num_ctx, as OLLAMA_CONTEXT_LENGTH={2 * told}; LM Studio: the model's context"
        " length), or use --plan choices",
        FailureCode.TOO_LONG,
    )
