"""Finds the stored answers to the questions about one article: in the ledger of its run, or in a cassette.

The question itself is the key (`question_key`): endpoint, parameters, messages and response format.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from extract.ask.method import Method
from extract.errors import ModelError
from extract.model.answer_reader import read_text
from extract.model.caching_model import question_key
from extract.model.contract import Answer, Prompt
from extract.model.endpoint import NO_KEY, Endpoint
from extract.model.response_schema import response_format
from extract.output.explain.from_cassette import replay_article
from extract.output.load import Run
from extract.store import Ledger
from extract.store.ledger import LEDGER
from schemas import Article, FailureCode, RunManifest, Usage


@dataclass(frozen=True)
class StoredAnswer:
    """An answer in a ledger or a cassette."""

    reply: str
    """The parsed answer: JSON of the response format."""
    raw: str | None
    """The text that the model wrote; None in a ledger of an older version, which did not store it."""
    unusable: tuple[str, ...]
    """Earlier texts of the model that did not fit the response format, in order."""
    usage: Usage
    seconds: float
    created: int
    """Unix time in seconds."""
    place: str
    """The ledger or the cassette folder that holds the answer."""


class StoredAnswers:
    """The stored answers about one article. It is a `Model` that gives these answers and asks nothing."""

    def __init__(self, name: str, endpoints: tuple[Endpoint, ...], ledger: Ledger | None) -> None:
        self.name = name
        self._endpoints = endpoints
        self._ledger = ledger
        self._recorded: dict[str, StoredAnswer] = {}
        """Answers of a cassette, by `question_key`."""
        self._failed: dict[str, FailureCode] = {}
        """Failed calls of a cassette, by `question_key`."""
        self.given: list[tuple[dict[str, Any], StoredAnswer]] = []
        """The answers that `ask` has given so far, each with its request body."""
        self.missing = 0
        """The number of questions without a stored answer so far."""

    @classmethod
    @contextmanager
    def open(cls, run: Run, method: Method, article: Article, cassettes: Path | None) -> Iterator[Self]:
        """The answers in the run's ledger, if it has one, and in the article's cassette, if `cassettes` is given.

        Raises StoreError if the ledger cannot be read, ModelUnavailable if the cassette cannot.
        """
        ledger = run.path / LEDGER
        with Ledger.open_read_only(ledger) if ledger.is_file() else nullcontext() as opened:
            answers = cls(method.model, tuple(_endpoints(run.manifest)), opened)
            if cassettes:
                answers._load_cassette(cassettes, article, method)
            yield answers

    def request(self, prompt: Prompt) -> dict[str, Any]:
        """The request body for a prompt: the one that was answered, or the one that would be sent now."""
        for endpoint in self._endpoints:
            if self._find(prompt, endpoint):
                return _request(prompt, endpoint)
        return _request(prompt, self._endpoints[0])

    def find(self, prompt: Prompt) -> StoredAnswer | None:
        """The answer to a prompt, or None if there is none."""
        answers = (self._find(prompt, endpoint) for endpoint in self._endpoints)
        return next((answer for answer in answers if answer), None)

    async def ask(self, prompt: Prompt) -> Answer:
        """The stored answer.

        Raises ModelError if the call failed, if there is no answer, or if the answer does not fit the response format.
        """
        stored = self.find(prompt)
        if stored is None:
            self.missing += 1
            raise self._error(prompt)
        try:
            reply = prompt.reply.model_validate_json(stored.reply)
        except ValueError as error:
            raise ModelError("the stored answer does not fit its schema", FailureCode.INVALID_OUTPUT) from error
        self.given.append((self.request(prompt), stored))
        raw = stored.reply if stored.raw is None else stored.raw
        read = read_text(raw, prompt.reply)
        took = stored.usage, stored.seconds, stored.created
        return Answer(reply, raw, *took, refused=stored.unusable, dropped=read.dropped if read else ())

    def _load_cassette(self, cassettes: Path, article: Article, method: Method) -> None:
        for endpoint in self._endpoints:
            for prompt, answer in replay_article(cassettes, article, method, endpoint):
                key = question_key(prompt, endpoint)
                if isinstance(answer, ModelError):
                    self._failed[key] = answer.code
                else:
                    self._recorded[key] = _stored(answer, cassettes)
            if self._recorded:
                return

    def _error(self, prompt: Prompt) -> ModelError:
        for key in (question_key(prompt, endpoint) for endpoint in self._endpoints):
            ended = self._failed.get(key) or (self._ledger.find_state(key) if self._ledger else None)
            if ended in set(FailureCode):
                return ModelError("the call failed", FailureCode(ended))
        return ModelError("the call is not stored", FailureCode.NOT_RECORDED)

    def _find(self, prompt: Prompt, endpoint: Endpoint) -> StoredAnswer | None:
        key = question_key(prompt, endpoint)
        row = self._ledger.find_answer(key) if self._ledger else None
        if self._ledger is None or row is None:
            return self._recorded.get(key)
        texts = self._ledger.find_texts(key)
        raw = texts[-1] if texts else None
        place = str(self._ledger.path)
        return StoredAnswer(row.reply, raw, texts[:-1], row.usage, row.seconds, row.created, place)


def _stored(answer: Answer, cassettes: Path) -> StoredAnswer:
    reply, place = answer.reply.model_dump_json(), str(cassettes)
    return StoredAnswer(reply, answer.raw, answer.refused, answer.usage, answer.seconds, answer.created, place)


def _request(prompt: Prompt, endpoint: Endpoint) -> dict[str, Any]:
    messages = [dict(message) for message in prompt.messages]
    response = response_format(prompt.reply)
    return {"messages": messages, "response_format": response, "model": endpoint.model, **endpoint.sampling()}


def _endpoints(manifest: RunManifest) -> Iterator[Endpoint]:
    """The endpoints that may have been asked; the manifest does not say whether it was OpenAI's own service."""
    parameters: dict[str, Any] = {
        name: manifest.settings[name]
        for name in ("max_tokens", "temperature", "seed", "response_format")
        if name in manifest.settings
    }
    parameters["extra_body"] = json.loads(str(manifest.settings.get("extra_body", "{}")))
    for openai in (False, True):
        yield Endpoint(manifest.model, "http://replayed/v1", NO_KEY, openai=openai, **parameters)
