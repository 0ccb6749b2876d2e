"""The ways of asking the same questions that are compared: from a bare socket to the whole of Communique.

Each is a coroutine that asks so many questions, so many at a time, and is done when it has read every answer.
"""

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import instructor
from openai import AsyncOpenAI

from benchmarks.batch.server import PACT
from extract.ask.declared_form import answer_form
from extract.ask.method import build_method
from extract.document.segment import segment
from extract.model.contract import Answer, Prompt
from extract.model.response_schema import response_format
from extract.pipeline import extract
from extract.read import read
from extract.read.article import build_article
from extract.read.metadata import Metadata
from extract.run import engine
from extract.settings.settings import Settings, load_settings
from extract.telemetry.progress import SilentReporter
from prompts import codebook
from schemas import Article, Usage

TEXT = "France and Chad signed a defence pact as article {} of many."

FORM = answer_form(codebook())
"""The type of an answer."""

Client = Callable[[str, int, int], Awaitable[None]]
"""Of the URL, the number of calls, and how many at a time."""


def rows(path: Path, articles: int) -> Path:
    """A file of so many articles of one sentence."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            file.write(json.dumps({"id": f"a{number}", "text": TEXT.format(number)}) + "\n")
    return path


def settings(url: str, concurrency: int) -> Settings:
    flags = {"base_url": url, "model": "m", "plan": "document", "concurrency": concurrency}
    return load_settings(flags, {"OPENAI_API_KEY": "k"}, Path("/nowhere"))


def prompt(number: int) -> Prompt:
    article = build_article(TEXT.format(number), Metadata(), "article", "article.txt")
    [question] = build_method("m", "document", {}).questions(article, segment(article.text))
    return question.render()


async def spread(ask: Callable[[int], Awaitable[object]], calls: int, concurrency: int) -> None:
    """The bare loop: so many workers over one counter."""
    numbers = iter(range(calls))

    async def worker() -> None:
        for number in numbers:
            await ask(number)

    await asyncio.gather(*(worker() for _ in range(concurrency)))


async def socket(url: str, calls: int, concurrency: int) -> None:
    """The least that a client can do: bytes made beforehand over open connections. What it gets, the server gives."""
    where = urlsplit(url)
    asked = prompt(0)
    body = json.dumps({"model": "m", "messages": asked.messages, "response_format": response_format(asked.reply)})
    head = f"POST {where.path}/chat/completions HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: {len(body)}\r\n\r\n"
    question = (head + body).encode()
    numbers = iter(range(calls))

    async def worker() -> None:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        for _ in numbers:
            writer.write(question)
            told = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(told.partition(b"Content-Length: ")[2].split(b"\r")[0]))
        writer.close()

    await asyncio.gather(*(worker() for _ in range(concurrency)))


async def bare_openai(url: str, calls: int, concurrency: int) -> None:
    async with AsyncOpenAI(api_key="k", base_url=url, max_retries=0) as client:

        async def ask(number: int) -> object:
            asked = prompt(number)
            messages: Any = list(asked.messages)
            shape: Any = response_format(asked.reply)
            answer = await client.chat.completions.create(model="m", messages=messages, response_format=shape)
            return FORM.model_validate_json(answer.choices[0].message.content or "")

        await spread(ask, calls, concurrency)


async def bare_instructor(url: str, calls: int, concurrency: int) -> None:
    async with AsyncOpenAI(api_key="k", base_url=url, max_retries=0) as openai:
        client = instructor.from_openai(openai, mode=instructor.Mode.JSON_SCHEMA)

        async def ask(number: int) -> object:
            messages: Any = list(prompt(number).messages)
            return await client.chat.completions.create(
                model="m", messages=messages, response_model=FORM, max_retries=1
            )

        await spread(ask, calls, concurrency)


async def communique(url: str, calls: int, concurrency: int) -> None:
    """The whole way: reading, pipeline, ledger, exports."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = rows(Path(folder) / "rows.jsonl", calls)
        finished = await engine.extract_inputs(
            [inputs], Path(folder) / "out", settings(url, concurrency), SilentReporter()
        )
        assert finished.manifest.counts.extracted == calls


class Known:
    """A model that has its answer ready."""

    name = "known"

    def __init__(self) -> None:
        self._answer = Answer(FORM.model_validate_json(PACT), PACT, Usage(calls=1), 0.0, 0)

    async def ask(self, prompt: Prompt) -> Answer:
        return self._answer


async def analysis(url: str, calls: int, concurrency: int) -> None:
    """What the article itself costs: everything of `communique` but the call, the ledger and the files it writes."""
    how, known = build_method("m", "document", {}), Known()
    with tempfile.TemporaryDirectory() as folder:
        for item in read(rows(Path(folder) / "rows.jsonl", calls)):
            assert isinstance(item, Article)
            await extract(item, known, how)


CLIENTS: dict[str, Client] = {
    "socket": socket,
    "openai": bare_openai,
    "instructor": bare_instructor,
    "communique": communique,
    "analysis": analysis,
}
