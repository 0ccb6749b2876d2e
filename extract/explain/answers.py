"""The answers that a run was given, found again by what was asked: in its ledger, or in the cassettes it replayed."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from pydantic import SecretStr

from extract.errors import ModelError
from extract.load import Run
from extract.model.contract import Answer
from extract.model.place import Endpoint
from extract.model.recorded import RecordedCall, recorded_calls
from extract.model.shape import response_format
from extract.prompt import Prompt
from extract.resume import question_key
from extract.store import Ledger, Stored, request_key
from extract.store.ledger import LEDGER
from schemas import FailureCode, RunManifest, Usage


@dataclass(frozen=True)
class Found:
    """An answer as it was kept."""

    raw: str
    usage: Usage
    seconds: float
    created: int
    place: str
    """The file that it was found in."""


Tape = dict[str, Found]
"""Answers by `request_key` of what was sent."""


class Answers:
    """The answers of one article of a run. It is a model that knows these and nothing else."""

    def __init__(self, manifest: RunManifest, ledger: Ledger | None, tape: Tape) -> None:
        self.name = manifest.model
        self._endpoints = tuple(_endpoints(manifest))
        self._ledger = ledger
        self._tape = tape

    @classmethod
    @contextmanager
    def of(cls, run: Run, manifest: RunManifest, source_id: str, cassettes: Path | None) -> Iterator[Self]:
        """The answers in the ledger of the run, if it has one, and in the article's cassette, if that is given.

        Raises StoreError or ModelUnavailable.
        """
        tape = _tape(cassettes, source_id, manifest.plan) if cassettes else {}
        ledger = run.path / LEDGER
        with Ledger.view(ledger) if ledger.is_file() else nullcontext() as opened:
            yield cls(manifest, opened, tape)

    def body(self, prompt: Prompt) -> dict[str, Any]:
        """What was sent for a prompt, as JSON; as it was found, or as it would be sent now."""
        bodies = ((_body(prompt, endpoint), self._at(prompt, endpoint)) for endpoint in self._endpoints)
        return next((body for body, found in bodies if found), _body(prompt, self._endpoints[0]))

    def find(self, prompt: Prompt) -> Found | None:
        """The answer to a prompt; None if it is not kept."""
        answers = (self._at(prompt, endpoint) for endpoint in self._endpoints)
        return next((found for found in answers if found), None)

    async def ask(self, prompt: Prompt) -> Answer:
        """The kept answer. Raises ModelError if there is none, or if it does not have its shape."""
        found = self.find(prompt)
        if found is None:
            raise ModelError("the call is not kept", FailureCode.NOT_RECORDED)
        try:
            reply = prompt.reply.model_validate_json(found.raw)
        except ValueError as error:
            raise ModelError("the kept answer does not have its shape", FailureCode.INVALID_OUTPUT) from error
        return Answer(reply, found.raw, found.usage, found.seconds, found.created)

    def _at(self, prompt: Prompt, endpoint: Endpoint) -> Found | None:
        kept = self._ledger.known(question_key(prompt, endpoint)) if self._ledger else None
        if self._ledger and kept:
            return _found(kept, self._ledger.path)
        return self._tape.get(request_key(_body(prompt, endpoint)))


def _tape(cassettes: Path, source_id: str, plan: str) -> Tape:
    calls = recorded_calls(cassettes, source_id, plan)
    return {request_key(call.request): _found(call, cassettes) for call in calls}


def _found(call: Stored | RecordedCall, place: Path) -> Found:
    return Found(call.raw, call.usage, call.seconds, call.created, str(place))


def _body(prompt: Prompt, endpoint: Endpoint) -> dict[str, Any]:
    messages = [dict(message) for message in prompt.messages]
    shape = response_format(prompt.reply)
    return {"messages": messages, "response_format": shape, "model": endpoint.model, **endpoint.answering()}


def _endpoints(manifest: RunManifest) -> Iterator[Endpoint]:
    """How the model may have been asked; the manifest does not say whether it was OpenAI's own service."""
    asked: dict[str, Any] = {
        name: manifest.settings[name] for name in ("max_tokens", "temperature", "seed") if name in manifest.settings
    }
    for openai in (False, True):
        yield Endpoint(manifest.model, manifest.base_url, SecretStr("none"), openai=openai, **asked)
