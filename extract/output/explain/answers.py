"""The answers that a run was given, found again by what was asked: in its ledger, or in the cassettes it replayed."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import SecretStr

from extract.ask.method import Method
from extract.errors import ModelError
from extract.model.caching_model import question_key
from extract.model.contract import Answer, Prompt
from extract.model.endpoint import Endpoint
from extract.model.response_schema import response_format
from extract.output.explain.tape import played
from extract.output.load import Run
from extract.store import Ledger
from extract.store.ledger import LEDGER
from schemas import Article, FailureCode, RunManifest, Usage


@dataclass(frozen=True)
class Found:
    """An answer as it was kept."""

    reply: str
    """As it was read: JSON of the shape that was asked for."""
    raw: str | None
    """The model's own text, to the letter; None in the ledger of a version that did not keep it."""
    refused: tuple[str, ...]
    """What the model had said before, in order, and could not be used."""
    usage: Usage
    seconds: float
    created: int
    place: str
    """The file or folder that it was found in."""


class Answers:
    """The answers of one article of a run. It is a model that knows these and nothing else."""

    def __init__(self, name: str, endpoints: tuple[Endpoint, ...], ledger: Ledger | None) -> None:
        self.name = name
        self._endpoints = endpoints
        self._ledger = ledger
        self._taped: dict[str, Found] = {}
        """Those of a cassette, by `question_key`."""
        self._failed: dict[str, FailureCode] = {}
        """How calls of a cassette failed, by `question_key`."""
        self.given: list[tuple[dict[str, Any], Found]] = []
        """What was asked and found: the bodies that were sent, and the answers."""
        self.missed = 0
        """How much was asked and not found."""

    @classmethod
    @contextmanager
    def of(cls, run: Run, how: Method, article: Article, cassettes: Path | None) -> Iterator[Self]:
        """The answers in the ledger of the run, if it has one, and in the article's cassette, if that is given.

        Raises StoreError or ModelUnavailable.
        """
        ledger = run.path / LEDGER
        with Ledger.open_read_only(ledger) if ledger.is_file() else nullcontext() as opened:
            found = cls(how.model, tuple(_endpoints(run.manifest)), opened)
            if cassettes:
                found._play(cassettes, article, how)
            yield found

    def body(self, prompt: Prompt) -> dict[str, Any]:
        """What was sent for a prompt, as JSON; as it was found, or as it would be sent now."""
        bodies = ((_body(prompt, endpoint), self._at(prompt, endpoint)) for endpoint in self._endpoints)
        return next((body for body, found in bodies if found), _body(prompt, self._endpoints[0]))

    def find(self, prompt: Prompt) -> Found | None:
        """The answer to a prompt; None if it is not kept."""
        answers = (self._at(prompt, endpoint) for endpoint in self._endpoints)
        return next((found for found in answers if found), None)

    async def ask(self, prompt: Prompt) -> Answer:
        """The kept answer. Raises ModelError if it failed then, if it is not kept, or does not have its shape."""
        found = self.find(prompt)
        if found is None:
            self.missed += 1
            raise self._failure(prompt)
        try:
            reply = prompt.reply.model_validate_json(found.reply)
        except ValueError as error:
            raise ModelError("the kept answer does not have its shape", FailureCode.INVALID_OUTPUT) from error
        self.given.append((self.body(prompt), found))
        took = found.usage, found.seconds, found.created
        return Answer(reply, found.reply if found.raw is None else found.raw, *took, refused=found.refused)

    def _play(self, cassettes: Path, article: Article, how: Method) -> None:
        for endpoint in self._endpoints:
            for prompt, answer in played(cassettes, article, how, endpoint):
                key = question_key(prompt, endpoint)
                if isinstance(answer, ModelError):
                    self._failed[key] = answer.code
                else:
                    self._taped[key] = _taped(answer, cassettes)
            if self._taped:
                return

    def _failure(self, prompt: Prompt) -> ModelError:
        for key in (question_key(prompt, endpoint) for endpoint in self._endpoints):
            ended = self._failed.get(key) or (self._ledger.find_state(key) if self._ledger else None)
            if ended in set(FailureCode):
                return ModelError("the call failed", FailureCode(ended))
        return ModelError("the call is not kept", FailureCode.NOT_RECORDED)

    def _at(self, prompt: Prompt, endpoint: Endpoint) -> Found | None:
        key = question_key(prompt, endpoint)
        kept = self._ledger.find_answer(key) if self._ledger else None
        if self._ledger is None or kept is None:
            return self._taped.get(key)
        said = self._ledger.find_texts(key)
        took = kept.usage, kept.seconds, kept.created
        return Found(kept.reply, said[-1] if said else None, said[:-1], *took, str(self._ledger.path))


def _taped(answer: Answer, cassettes: Path) -> Found:
    took = answer.usage, answer.seconds, answer.created
    return Found(answer.reply.model_dump_json(), answer.raw, answer.refused, *took, str(cassettes))


def _body(prompt: Prompt, endpoint: Endpoint) -> dict[str, Any]:
    messages = [dict(message) for message in prompt.messages]
    shape = response_format(prompt.reply)
    return {"messages": messages, "response_format": shape, "model": endpoint.model, **endpoint.sampling()}


def _endpoints(manifest: RunManifest) -> Iterator[Endpoint]:
    """How the model may have been asked; the manifest does not say whether it was OpenAI's own service."""
    asked: dict[str, Any] = {
        name: manifest.settings[name] for name in ("max_tokens", "temperature", "seed") if name in manifest.settings
    }
    for openai in (False, True):
        yield Endpoint(manifest.model, "http://replayed/v1", SecretStr("none"), openai=openai, **asked)
