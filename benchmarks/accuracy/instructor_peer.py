"""Plain instructor: one response model, a whole article or a paragraph a call. Nothing of our own client is used."""

import asyncio
import json
import logging
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Self

import httpx2
import instructor
from openai import DefaultHttpx2Client, OpenAI
from openai.types.chat import ChatCompletion

from benchmarks.accuracy.adapters import Part, records_of_answers
from benchmarks.accuracy.task import Answer, examples, instructions
from benchmarks.accuracy.ways import Take, failed, fingerprint, taken
from extract.document.blocks import split_blocks
from extract.model.endpoint import Endpoint
from schemas import Article, Usage

logging.getLogger("instructor").setLevel(logging.CRITICAL)  # it logs whole answers and article text

REASKS = 1
"""How often an answer without its shape is asked for again; as often as Communique does."""


class Instructor:
    """instructor in JSON_SCHEMA mode, as its documentation shows it. A context manager: it holds connections."""

    def __init__(self, endpoint: Endpoint, *, by_paragraph: bool) -> None:
        self.name = "instructor by paragraph" if by_paragraph else "instructor by article"
        self._endpoint = endpoint
        self._by_paragraph = by_paragraph
        self._heard = Heard()
        self._openai = OpenAI(
            api_key=endpoint.api_key.get_secret_value(),
            base_url=endpoint.base_url,
            timeout=endpoint.timeout,
            http_client=DefaultHttpx2Client(event_hooks={"response": [self._heard.hear]}, trust_env=False),
        )
        self._instructor = instructor.from_openai(self._openai, mode=instructor.Mode.JSON_SCHEMA)
        self._told = _told()
        self.prefix = f"instructor {fingerprint(json.dumps(self._told))}"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exc: object) -> None:
        self._openai.close()

    async def warm(self) -> None:
        messages: Any = [*self._told, {"role": "user", "content": "."}]
        create = self._openai.chat.completions.create
        await asyncio.to_thread(create, model=self._endpoint.model, messages=messages, max_tokens=1)

    async def take(self, article: Article) -> Take:
        return await asyncio.to_thread(self._take, article)

    def _take(self, article: Article) -> Take:
        """The take; a paragraph that fails is left out, and the article fails where all do."""
        self._heard.clear()
        start, parts, faults = time.perf_counter(), [], []
        for offset, text in self._texts(article.text):
            try:
                parts.append(Part(offset, self._ask(text).model_dump(mode="json")))
            except Exception as fault:  # a peer's failure is a result too
                faults.append(f"{type(fault).__name__}: {fault}")
        seconds, usage, answers = time.perf_counter() - start, self._heard.usage, tuple(self._heard.answers)
        if faults and not parts:
            return failed(faults[0], seconds, usage, answers)
        take = taken(records_of_answers(parts, article.text), article.text, usage, seconds, answers)
        return replace(take, lost=len(faults))

    def _texts(self, text: str) -> Sequence[tuple[int, str]]:
        return [(block.start, block.text) for block in split_blocks(text)] if self._by_paragraph else [(0, text)]

    def _ask(self, text: str) -> Answer:
        messages: Any = [*self._told, {"role": "user", "content": text}]
        answer: Answer = self._instructor.chat.completions.create(
            model=self._endpoint.model,
            response_model=Answer,
            messages=messages,
            max_retries=REASKS,
            **self._endpoint.sampling(),
        )
        return answer


class Heard:
    """What the server said to a client: tokens, and the model's own words."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.usage = Usage()
        self.answers: list[str] = []

    def hear(self, response: httpx2.Response) -> None:
        response.read()
        if response.status_code != 200:
            return
        completion = ChatCompletion.model_validate_json(response.content)
        self.answers.append(completion.choices[0].message.content or "")
        told = completion.usage
        details = told.prompt_tokens_details if told else None
        self.usage += Usage(
            calls=1,
            tokens_in=told.prompt_tokens if told else 0,
            tokens_out=told.completion_tokens if told else 0,
            tokens_cached=(details.cached_tokens or 0) if details else 0,
            unknown=0 if told else 1,
        )


def _told() -> list[dict[str, str]]:
    """The messages before the article."""
    messages = [{"role": "system", "content": instructions()}]
    for example in examples():
        messages.append({"role": "user", "content": example.text})
        messages.append({"role": "assistant", "content": example.answer().model_dump_json()})
    return messages
