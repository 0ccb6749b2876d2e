"""The answers that a run was given, found again by what was asked: in its journal, or in the cassettes it replayed."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from extract.errors import ModelError
from extract.load import Run
from extract.model.client import Endpoint, response_format
from extract.model.contract import Answer
from extract.model.recorded import recorded_calls
from extract.prompt import Prompt
from extract.store import request_key
from extract.store.directory import JOURNAL
from extract.store.journal import entries
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


class Answers:
    """The answers of one article of a run. It is a model that knows these and nothing else."""

    def __init__(self, run: Run, manifest: RunManifest, source_id: str, cassettes: Path | None) -> None:
        """Reads the journal and, if given, the article's cassette. Raises StoreError or ModelUnavailable."""
        self.name = manifest.model
        self._endpoints = tuple(_endpoints(manifest))
        journal = run.path / JOURNAL
        self._found = {
            entry.request: Found(entry.raw, entry.usage, entry.seconds, entry.created, str(journal))
            for entry in entries(journal)
        }
        for call in recorded_calls(cassettes, source_id, manifest.plan) if cassettes else ():
            found = Found(call.raw, call.usage, call.seconds, call.created, str(cassettes))
            self._found.setdefault(request_key(call.request), found)

    def body(self, prompt: Prompt) -> dict[str, Any]:
        """What was sent for a prompt, as JSON; as it was found, or as it would be sent now."""
        bodies = list(self._bodies(prompt))
        return next((body for body in bodies if request_key(body) in self._found), bodies[0])

    def find(self, prompt: Prompt) -> Found | None:
        """The answer to a prompt; None if it is not kept."""
        return self._found.get(request_key(self.body(prompt)))

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

    def _bodies(self, prompt: Prompt) -> Iterator[dict[str, Any]]:
        shape = response_format(prompt.reply)
        for endpoint in self._endpoints:
            messages = [dict(message) for message in prompt.messages]
            yield {"messages": messages, "response_format": shape, "model": self.name, **endpoint.answering()}


def _endpoints(manifest: RunManifest) -> Iterator[Endpoint]:
    """How the model may have been asked; the manifest does not say whether it was OpenAI's own service."""
    asked: dict[str, Any] = {
        name: manifest.settings[name] for name in ("max_tokens", "temperature", "seed") if name in manifest.settings
    }
    for openai in (False, True):
        yield Endpoint(manifest.model, manifest.base_url, SecretStr("none"), openai=openai, **asked)
