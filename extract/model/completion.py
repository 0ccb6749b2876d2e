"""An answer of the chat completions API, read for what is needed of it, and no further.

In: the bytes of an answer. Out: its words, why it ended, its usage. openai's own types walk through an answer field by
field and let anything pass; these are read in one go. What a server adds or leaves out is no fault, for they differ.
"""

from openai.types.chat import ChatCompletion
from pydantic import BaseModel, ConfigDict


class _Told(BaseModel):
    model_config = ConfigDict(frozen=True)


class Message(_Told):
    """The words of an answer."""

    role: str = "assistant"
    content: str | None = None
    refusal: str | None = None


class Choice(_Told):
    """One answer of those that a server may give; the others are never asked for."""

    message: Message
    finish_reason: str | None = None


class Cached(_Told):
    """What of a prompt the server had computed before."""

    cached_tokens: int | None = None


class Charged(_Told):
    """The tokens that an answer took."""

    prompt_tokens: int | None = None
    completion_tokens: int | None = None
    total_tokens: int | None = None
    prompt_tokens_details: Cached | None = None


class Completion(_Told):
    """An answer, whatever it holds: whether it is one is for others to say."""

    choices: tuple[Choice, ...] | None = None
    usage: Charged | None = None
    created: int | None = None
    """Unix time."""

    @property
    def content(self) -> str:
        """The words; empty if there are none."""
        return (self.choices[0].message.content or "") if self.choices else ""

    def as_openai(self) -> ChatCompletion:
        """The same in the type that openai has for it."""
        return ChatCompletion.construct(**self.model_dump(mode="json"))
