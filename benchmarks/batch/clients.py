"""The ways of asking about the same articles that are compared: from a bare socket to the whole of Communique.

Each is a coroutine that asks about every article, so many at a time, and is done when it has read every answer. The
bare loops get their prompts ready-made: what it takes to make them is no cost of theirs.
"""

import asyncio
import json
import tempfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

import instructor
from openai import AsyncOpenAI

from extract.ask.declared_form import answer_form
from extract.ask.method import build_method
from extract.document.segment import segment
from extract.model.contract import Prompt
from extract.model.response_schema import response_format
from extract.read import read
from extract.run import engine
from extract.settings.settings import Settings, load_settings
from extract.telemetry.progress import SilentReporter
from prompts import codebook
from schemas import Article

TEXT = "France and Chad signed a defence pact as article {} of many."

FORM = answer_form(codebook())
"""The type of an answer."""

Client = Callable[[str, "Asked", int], Awaitable[None]]
"""Of the URL, what is asked, and how many at a time."""


@dataclass(frozen=True)
class Asked:
    """Articles, and the first prompt about each."""

    articles: tuple[Article, ...]
    prompts: tuple[Prompt, ...]


def rows(path: Path, articles: int) -> Path:
    """A file of so many articles of one sentence."""
    with path.open("w", encoding="utf-8") as file:
        for number in range(articles):
            file.write(json.dumps({"id": f"a{number}", "text": TEXT.format(number)}) + "\n")
    return path


def settings(url: str, concurrency: int) -> Settings:
    flags = {"base_url": url, "model": "m", "plan": "document", "concurrency": concurrency}
    return load_settings(flags, {"OPENAI_API_KEY": "k"}, Path("/nowhere"))


def load(path: Path, count: int) -> Asked:
    """Return so many articles of one page, spread evenly over a file of JSON Lines; each may come more than once."""
    method = build_method("m", "document", {})
    found: list[tuple[Article, Prompt]] = []
    for article in read(path):
        if isinstance(article, Article):
            questions = method.questions(article, segment(article.text))
            if len(questions) == 1:
                found.append((article, questions[0].render()))
    taken = [found[at * len(found) // count] for at in range(count)]
    return Asked(tuple(article for article, _ in taken), tuple(prompt for _, prompt in taken))


async def spread(ask: Callable[[int], Awaitable[object]], calls: int, concurrency: int) -> None:
    """The bare loop: so many workers over one counter."""
    numbers = iter(range(calls))

    async def worker() -> None:
        for number in numbers:
            await ask(number)

    await asyncio.gather(*(worker() for _ in range(concurrency)))


async def socket(url: str, asked: Asked, concurrency: int) -> None:
    """The least that a client can do: bytes made beforehand over open connections. What it gets, the server gives."""
    where = urlsplit(url)
    questions = iter([_bytes(prompt, where) for prompt in asked.prompts])

    async def worker() -> None:
        reader, writer = await asyncio.open_connection(where.hostname, where.port)
        for question in questions:
            writer.write(question)
            told = await reader.readuntil(b"\r\n\r\n")
            await reader.readexactly(int(told.partition(b"Content-Length: ")[2].split(b"\r")[0]))
        writer.close()

    await asyncio.gather(*(worker() for _ in range(concurrency)))


def _bytes(prompt: Prompt, where: SplitResult) -> bytes:
    asked = {"model": "m", "messages": prompt.messages, "response_format": response_format(prompt.reply)}
    body = json.dumps(asked)
    head = f"POST {where.path}/chat/completions HTTP/1.1\r\nHost: {where.netloc}\r\nContent-Length: {len(body)}\r\n\r\n"
    return (head + body).encode()


async def bare_openai(url: str, asked: Asked, concurrency: int) -> None:
    async with AsyncOpenAI(api_key="k", base_url=url, max_retries=0) as client:

        async def ask(number: int) -> object:
            prompt = asked.prompts[number]
            messages: Any = list(prompt.messages)
            shape: Any = response_format(prompt.reply)
            answer = await client.chat.completions.create(model="m", messages=messages, response_format=shape)
            return FORM.model_validate_json(answer.choices[0].message.content or "")

        await spread(ask, len(asked.prompts), concurrency)


async def bare_instructor(url: str, asked: Asked, concurrency: int) -> None:
    async with AsyncOpenAI(api_key="k", base_url=url, max_retries=0) as openai:
        client = instructor.from_openai(openai, mode=instructor.Mode.JSON_SCHEMA)

        async def ask(number: int) -> object:
            messages: Any = list(asked.prompts[number].messages)
            return await client.chat.completions.create(
                model="m", messages=messages, response_model=FORM, max_retries=1
            )

        await spread(ask, len(asked.prompts), concurrency)


async def communique(url: str, asked: Asked, concurrency: int) -> None:
    """The whole way: reading, pipeline, ledger, exports."""
    with tempfile.TemporaryDirectory() as folder:
        inputs = Path(folder) / "rows.jsonl"
        with inputs.open("w", encoding="utf-8") as file:
            for number, article in enumerate(asked.articles):
                row = {"id": f"a{number}", "text": article.text, "date": article.published, "source": article.source}
                file.write(json.dumps(row) + "\n")
        how = replace(settings(url, concurrency), duplicates="code")
        finished = await engine.extract_inputs([inputs], Path(folder) / "out", how, SilentReporter())
        counts = finished.manifest.counts
        assert counts.balance and not counts.failed, counts


CLIENTS: dict[str, Client] = {
    "socket": socket,
    "openai": bare_openai,
    "instructor": bare_instructor,
    "communique": communique,
}
