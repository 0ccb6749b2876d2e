"""Recorded model calls: with a tape around an article, its calls are recorded, or answered from what was recorded.

One cassette per article and plan. A call is matched by method, path and JSON body, never by host, port or key, and each
recorded answer is given once. A cassette holds no key, cookie or address. Other requests (a server's health) pass by.
Articles and calls may overlap: the tape follows the asyncio task, and only calls inside the context are its business.
They must be those of a client that is `taped`: a tape works on the transport of httpx2, and on no other.
"""

import json
import re
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from functools import partial
from pathlib import Path
from typing import Protocol

import httpx2
from vcr import VCR
from vcr.patch import PATCHER_NAMES
from vcr.record_mode import RecordMode
from vcr.request import Request
from vcr.stubs.httpx_stubs import vcr_handle_async_request

from extract.model.clean_response import clean_content, clean_head
from extract.model.failures import SECRET
from extract.model.replay.cassette_file import Readable, Reading, Writing, cassette_of, cassette_path
from extract.model.transport import RECORDED_SECONDS, WANTED
from extract.redaction import Redactor

_Handle = Callable[[httpx2.AsyncHTTPTransport, httpx2.Request], Awaitable[httpx2.Response]]

_CALL = "/chat/completions"
_KEPT = ("content-type", "retry-after")
"""Headers of an answer that mean something to the client."""
_SECRET = re.compile(SECRET.pattern.encode(), re.I)


class Tape(Protocol):
    """What goes around the model calls of an article."""

    def article(self, source_id: str, article_id: str, plan: str) -> AbstractContextManager[None]:
        """Inside, the calls are those of this article by this plan. Raises StoreError or ModelUnavailable."""
        ...


def live() -> Tape:
    """A tape that does nothing: calls go to the model."""
    return _Live()


def recording(folder: Path, redactor: Redactor) -> Tape:
    """Records every call, without the secrets that `redactor` knows. An article's cassette is replaced whole when its
    context ends without an error."""
    return _Recording(folder, redactor)


def replaying(folder: Path) -> "Replay":
    """Answers every call from the cassettes; one that is not there fails as NOT_RECORDED, and none reaches a model."""
    return Replay(folder)


class _Live:
    def article(self, source_id: str, article_id: str, plan: str) -> AbstractContextManager[None]:
        return nullcontext()


class _Recording:
    def __init__(self, folder: Path, redactor: Redactor) -> None:
        self._folder = folder
        self._timed = partial(_timed, redactor)
        self._articles: dict[Path, str] = {}
        self._vcr = _vcr(Writing, RecordMode.ALL)

    @contextmanager
    def article(self, source_id: str, article_id: str, plan: str) -> Iterator[None]:
        path = cassette_path(self._folder, source_id, plan)
        if self._articles.setdefault(path, article_id) != article_id:
            path = cassette_of(self._folder, source_id, article_id, plan)
        with self._vcr.use_cassette(path) as cassette:
            # this is how vcrpy stores metadata; with it, an article without a call has a cassette too
            cassette.get_metadata("source_id", source_id)
            cassette.get_metadata("article", article_id)
            with _in_use(vcr_handle_async_request(cassette, self._timed, httpx2)):
                yield


class Replay:
    """A tape that answers from cassettes, and knows what it did not need."""

    def __init__(self, folder: Path) -> None:
        self.unplayed = 0
        """Recorded calls that were not made, of the articles whose contexts ended without an error."""
        self._folder = folder
        self._opened: set[Path] = set()
        self._vcr = _vcr(Reading, RecordMode.NONE)

    @contextmanager
    def article(self, source_id: str, article_id: str, plan: str) -> Iterator[None]:
        path = cassette_of(self._folder, source_id, article_id, plan)
        path = path if path.is_file() else cassette_path(self._folder, source_id, plan)
        self._opened.add(path)
        with self._vcr.use_cassette(path) as cassette:
            with _in_use(vcr_handle_async_request(cassette, _real, httpx2)):
                yield
            self.unplayed += len(cassette) - cassette.play_count

    def orphans(self) -> tuple[Path, ...]:
        """Cassettes in the folder that no article has asked for."""
        return tuple(sorted(set(self._folder.rglob("*.yaml")) - self._opened))


def _vcr(persister: object, mode: RecordMode) -> VCR:
    """Everything but the patching, which would hold for the whole process and not for the task."""
    vcr = VCR(
        record_mode=mode,
        serializer="readable",
        match_on=("method", "path", "body"),
        before_record_request=_without_address,
        record_on_exception=False,
        skip_patchers=PATCHER_NAMES,
    )
    vcr.register_serializer("readable", Readable)
    vcr.register_persister(persister)
    return vcr


def _without_address(request: Request) -> Request | None:
    """A model call as it is stored and matched; None for any other request."""
    if not request.path.endswith(_CALL):
        return None
    wanted = WANTED.get()
    body = request.body if wanted is None else json.dumps(wanted, ensure_ascii=False).encode()
    return Request(request.method, f"http://model{request.path}", body, _only(request.headers, "content-type"))


_real: _Handle = httpx2.AsyncHTTPTransport.handle_async_request
_handle: ContextVar[_Handle] = ContextVar("handle", default=_real)
_handles: list[_Handle] = []
"""Those in use, of all tasks; the transport is patched while there is one."""


async def _dispatch(transport: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
    return await _handle.get()(transport, request)


@contextmanager
def _in_use(handle: _Handle) -> Iterator[None]:
    """Inside, the requests of this task and of those it starts go to `handle`; contexts may end in any order."""
    token = _handle.set(handle)
    _handles.append(handle)
    httpx2.AsyncHTTPTransport.handle_async_request = _dispatch  # type: ignore[method-assign,assignment]
    try:
        yield
    finally:
        _handle.reset(token)
        _handles.remove(handle)
        if not _handles:
            httpx2.AsyncHTTPTransport.handle_async_request = _real  # type: ignore[method-assign,assignment]


async def _timed(redactor: Redactor, transport: httpx2.AsyncHTTPTransport, request: httpx2.Request) -> httpx2.Response:
    """The model's answer as its replay will give it, so that a recorded run and its replay see the same."""
    if not request.url.path.endswith(_CALL):
        return await _real(transport, request)
    start = time.perf_counter()
    response = await _real(transport, request)
    try:
        await response.aread()
    finally:
        await response.aclose()
    response.request = request
    clean_head(response, redactor)
    clean_content(response, redactor)
    body = response.content
    headers = _only(response.headers, *_KEPT) | {RECORDED_SECONDS: f"{time.perf_counter() - start:.3f}"}
    if response.is_error:
        body = _SECRET.sub(b"[removed]", body)
    return httpx2.Response(
        response.status_code,
        headers=headers,
        stream=httpx2.ByteStream(body),
        extensions={"reason_phrase": response.reason_phrase.encode()},
    )


def _only(headers: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: headers[name] for name in names if name in headers}
