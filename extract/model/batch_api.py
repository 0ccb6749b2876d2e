"""OpenAI's Batch API as an edge: a file is uploaded, a batch submitted, looked at, and its files fetched.

Whatever can be repeated without harm is; a submission is made once, for it may have been accepted though no answer
came. Errors are those of every call, classified. See: https://platform.openai.com/docs/guides/batch
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TypeVar

import httpx2
from openai import DefaultAioHttpClient
from openai.types import Batch

from extract.atomic_write import open_atomic
from extract.model.batch_file import CHAT, LONGEST_LINE
from extract.model.clean_response import clean_body, clean_content, clean_head
from extract.model.endpoint import Endpoint
from extract.model.failures import SECRET, classify, invalid_output
from extract.model.retry import retrying
from extract.model.transport import open_client, read_bounded

Got = TypeVar("Got")
_ENDED = frozenset({"completed", "failed", "expired", "cancelled"})
QUEUE_FULL = "token_limit_exceeded"
"""Why a batch fails of which nothing is wrong, but that too many tokens wait at the server already."""


@dataclass(frozen=True)
class BatchStatus:
    """The status of a batch at the server."""

    id: str
    status: str
    """validating, in_progress, finalizing, completed, failed, expired, cancelling or cancelled."""
    total: int
    completed: int
    failed: int
    files: tuple[str, ...]
    """Those of answers and of errors, as far as there are any."""
    problems: tuple[str, ...]
    """Why the whole batch failed, in the server's words."""
    queue_full: bool

    @property
    def ended(self) -> bool:
        return self.status in _ENDED


class BatchApi:
    """The batches of one endpoint. Use it as an async context manager: it holds the connections."""

    def __init__(self, endpoint: Endpoint, *, sleep: Callable[[float], Awaitable[None]] = asyncio.sleep) -> None:
        self._endpoint = endpoint
        self._sleep = sleep
        self._stack = AsyncExitStack()

    async def __aenter__(self) -> Self:
        client = open_client(self._endpoint, self._endpoint.servers[0], DefaultAioHttpClient, self._read)
        self._openai = await self._stack.enter_async_context(client)
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self._stack.aclose()

    async def upload(self, path: Path) -> str:
        """The id of the file at the server. Raises ModelError."""

        async def once() -> str:
            with path.open("rb") as file:
                sent = await self._openai.files.create(file=(path.name, file, "application/jsonl"), purpose="batch")
            return sent.id

        return await self._repeated(once)

    async def submit(self, file_id: str, name: str) -> BatchStatus:
        """The batch that is made of an uploaded file. Raises ModelError, after which `find` tells if there is one."""
        with self._classified():
            made = await self._openai.batches.create(
                input_file_id=file_id, endpoint=CHAT, completion_window="24h", metadata={"communique": name}
            )
        return _standing(made)

    async def find(self, file_id: str) -> BatchStatus | None:
        """The batch that was made of this file, if there is one that did not fail. Raises ModelError."""

        async def once() -> BatchStatus | None:
            async for one in self._openai.batches.list(limit=100):
                if one.input_file_id == file_id and one.status != "failed":
                    return _standing(one)
            return None

        return await self._repeated(once)

    async def look(self, batch_id: str) -> BatchStatus:
        """The current status of a batch. Raises ModelError."""
        with self._classified():
            return _standing(await self._openai.batches.retrieve(batch_id))

    async def fetch(self, file_id: str, path: Path) -> None:
        """Makes a file of the server's the content of `path`, whole or not at all. Raises ModelError or StoreError."""

        async def once() -> None:
            with open_atomic(path) as file:
                async with self._openai.files.with_streaming_response.content(file_id) as response:
                    async for line in _lines(response.iter_bytes()):
                        found = self._endpoint.redactor.finds(line.decode(errors="replace"))
                        file.write(clean_body(line, self._endpoint.redactor) + b"\n" if found else line)

        await self._repeated(once)

    async def _read(self, response: httpx2.Response) -> None:
        """Read a response, and take the keys out of it; a file is read line by line instead."""
        clean_head(response, self._endpoint.redactor)
        if response.is_error or not response.url.path.endswith("/content"):
            await read_bounded(response)
            clean_content(response, self._endpoint.redactor)

    async def _repeated(self, once: Callable[[], Awaitable[Got]]) -> Got:
        async for attempt in retrying(self._sleep):
            with attempt, self._classified():
                found = await once()
        return found

    @contextmanager
    def _classified(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            raise classify(error, self._endpoint.redactor.clean) from error


async def _lines(parts: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """The lines of a file that comes in parts, each with its end; one that is longer than an answer is `{}`."""
    line = bytearray()
    too_long = False
    async for part in parts:
        for piece in part.splitlines(keepends=True):
            too_long |= len(line) + len(piece) > LONGEST_LINE
            line += b"" if too_long else piece
            if piece.endswith(b"\n"):
                yield b"{}\n" if too_long else bytes(line)
                line.clear()
                too_long = False
    if line or too_long:
        yield b"{}" if too_long else bytes(line)


def _standing(batch: Batch) -> BatchStatus:
    if not (batch.id and batch.status):
        raise invalid_output("what the server tells is no batch")
    counts = batch.request_counts
    errors = (batch.errors.data or []) if batch.errors else []
    return BatchStatus(
        id=batch.id,
        status=batch.status,
        total=counts.total if counts else 0,
        completed=counts.completed if counts else 0,
        failed=counts.failed if counts else 0,
        files=tuple(file for file in (batch.output_file_id, batch.error_file_id) if file),
        problems=tuple(SECRET.sub("[removed]", f"{one.code}: {one.message}") for one in errors[:3]),
        queue_full=any(one.code == QUEUE_FULL for one in errors),
    )
