"""Classifies failed calls: an exception, or a response that is an error, becomes a ModelError with a code and advice.

Each `FailureKind` says what a failure costs (a field of the request, the call, the article, the run), whether the same
call is tried again, and what the user can do. The kind follows from status and words of a response, in one table; the
words are those of documented and reported errors of the servers named in docs/endpoints.md.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

import aiohttp
import httpx2
import openai
from vcr.errors import CannotOverwriteExistingCassetteException

from extract.errors import CommuniqueError, ModelError, ModelUnavailable
from extract.limits.gate import MAX_WAIT
from extract.limits.retry_after import retry_after
from extract.model import failure_words
from extract.model.completion import Completion, parse_body
from extract.model.refusal import ServerError, read_error
from schemas import FailureCode

RETRYABLE = frozenset(
    {FailureCode.RATE_LIMITED, FailureCode.SERVER_ERROR, FailureCode.TIMEOUT, FailureCode.UNREACHABLE}
)
"""Codes for which the same call may succeed later."""


class Cost(StrEnum):
    """What a failure costs."""

    CALL = "call"
    ARTICLE = "article"
    RUN = "run"


@dataclass(frozen=True)
class FailureKind:
    """A class of failures."""

    name: str
    code: FailureCode
    costs: Cost
    advice: str = ""


LOADING = FailureKind(
    "loading", FailureCode.SERVER_ERROR, Cost.CALL, "the server still loads its model; run again when it is ready"
)
SERVER = FailureKind("server", FailureCode.SERVER_ERROR, Cost.CALL, "the server failed; run again to resume")
RATE_LIMIT = FailureKind(
    "rate_limit",
    FailureCode.RATE_LIMITED,
    Cost.CALL,
    "run again later to resume, or ask the provider for a higher limit",
)
TOO_LONG = FailureKind(
    "too_long",
    FailureCode.TOO_LONG,
    Cost.CALL,
    "the window does not fit the model's context; raise the server's context length, or use --plan choices",
)
FILTERED = FailureKind(
    "filtered", FailureCode.FILTERED, Cost.ARTICLE, "the provider's content filter refuses this text; the run goes on"
)
INVALID_JSON = FailureKind("invalid_json", FailureCode.INVALID_OUTPUT, Cost.CALL)
TIMEOUT = FailureKind("timeout", FailureCode.TIMEOUT, Cost.CALL, "raise the timeout, or use a faster model")
BAD_REQUEST = FailureKind(
    "bad_request",
    FailureCode.BAD_REQUEST,
    Cost.ARTICLE,
    "the server does not accept the request; communique doctor shows what it accepts",
)
UNAUTHORIZED = FailureKind("unauthorized", FailureCode.UNAUTHORIZED, Cost.RUN, "check OPENAI_API_KEY and the base URL")
QUOTA = FailureKind(
    "quota",
    FailureCode.QUOTA,
    Cost.RUN,
    "the account has no quota left; raise it at the provider, then run again to resume",
)
DAILY_QUOTA = FailureKind(
    "daily_quota",
    FailureCode.QUOTA,
    Cost.RUN,
    "the quota of the day is used up; run again to resume when the provider renews it",
)
NO_MODEL = FailureKind(
    "no_model", FailureCode.BAD_REQUEST, Cost.RUN, "check the model's name with communique doctor, which lists them"
)
NO_ENDPOINT = FailureKind(
    "no_endpoint",
    FailureCode.BAD_REQUEST,
    Cost.RUN,
    "this server answers, but not as a chat completions endpoint; check the base URL: most end in /v1",
)
REDIRECT = FailureKind("redirect", FailureCode.BAD_REQUEST, Cost.RUN, "give the server's final address as base URL")

_STATUSES = {401: UNAUTHORIZED, 403: UNAUTHORIZED, 407: UNAUTHORIZED, 402: QUOTA, 408: TIMEOUT, 413: TOO_LONG}
_STATUSES |= {429: RATE_LIMIT, 451: FILTERED, 404: NO_MODEL, 405: NO_ENDPOINT, 425: LOADING, 498: SERVER}
"""Kinds of statuses whose words tell nothing more; of the others, from 500 on the server failed, and below the request
is at fault."""

_NO_CONNECTION = (httpx2.ConnectError, httpx2.ConnectTimeout)
"""No connection came about, so that no other call can succeed either."""
_BROKEN_OFF = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)
"""A connection was broken off; openai's transport over aiohttp reports it as one that never came about."""
SECRET = re.compile(
    r"\b(?:sk|org|proj|key|xai)-[\w*.-]{6,}|\b(?:gsk|hf)_\w{6,}|\bAIza[\w-]{6,}|\b[0-9a-f]{32,}\b|\bBearer\s+[\w*.-]+",
    re.I,
)
"""What looks like a key or names an account in the words of a server."""

_UNREACHABLE_ADVICE = "check the base URL and that the server is running"
_CONTENT_FILTER = frozenset({"content_filter", "safety", "prohibited_content", "blocklist", "recitation", "sensitive"})
_CUT_OFF = frozenset({"length", "max_tokens", "model_length", "max_output_tokens"})
_BROKEN = frozenset({"error", "abort", "aborted", "network_error", "insufficient_system_resource", "cancelled"})


@dataclass(frozen=True)
class FailedResponse:
    """A response that is an error, examined."""

    kind: FailureKind
    told: ServerError
    wait: float | None
    """Seconds that the server asks to wait; None if it does not say."""
    renewed: datetime | None = None
    """When a quota that is used up is renewed, as far as it is known."""

    def error(self) -> ModelError:
        """The error to raise."""
        what = f"HTTP {self.told.status}: {_short(self.told.message)}"
        when = f", at about {self.renewed:%Y-%m-%d %H:%M} UTC" if self.renewed else ""
        message = SECRET.sub("[removed]", f"{what}; {self.kind.advice}{when}" if self.kind.advice else what)
        if self.kind.costs is Cost.RUN:
            return ModelUnavailable(message, self.kind.code)
        error = ModelError(message, self.kind.code, retry_after=self.wait)
        error.loading = self.kind is LOADING
        error.costs_article = self.kind is FILTERED
        error.regenerate = self.kind is INVALID_JSON
        return error


def classify(error: BaseException, clean: Callable[[str], str] = str) -> CommuniqueError:
    """The classified error behind an exception of openai, of its transport, or of the replay; the innermost cause
    wins. `clean` takes the keys out of the words of an exception."""
    chain = _causes(error)
    for cause in chain:
        if isinstance(cause, CommuniqueError):
            return cause
        if isinstance(cause, CannotOverwriteExistingCassetteException):
            advice = "this call is not in the cassettes; record them anew or drop REPLAY"
            return _error(FailureCode.NOT_RECORDED, "no recorded answer matches the call", advice, ModelUnavailable)
        if isinstance(cause, _BROKEN_OFF) and not isinstance(cause, aiohttp.ClientConnectorError):
            what = f"the connection broke off ({_root(cause, clean)})"
            return _error(FailureCode.UNREACHABLE, what, _UNREACHABLE_ADVICE)
    for cause in chain:
        if isinstance(cause, openai.APIStatusError):
            response = cause.response
            return examine(response.status_code, response.headers, response.content).error()
        if isinstance(cause, openai.APIConnectionError) and any(isinstance(one, _NO_CONNECTION) for one in chain):
            where = f"{cause.request.url.host}:{cause.request.url.port or 443}"
            what = f"no server answers at {where} ({_root(cause, clean)})"
            return _error(FailureCode.UNREACHABLE, what, _UNREACHABLE_ADVICE, ModelUnavailable)
        if isinstance(cause, TimeoutError | openai.APITimeoutError | httpx2.TimeoutException):
            return _error(FailureCode.TIMEOUT, "the call took longer than the timeout", TIMEOUT.advice)
        if isinstance(cause, openai.APIConnectionError | httpx2.TransportError):
            what = f"no answer from the server ({_root(cause, clean)})"
            return _error(FailureCode.UNREACHABLE, what, _UNREACHABLE_ADVICE)
    return invalid_output(f"the answer could not be read ({_root(error, clean)})")


def examine(status: int, headers: Mapping[str, str], body: bytes, now: datetime | None = None) -> FailedResponse:
    """Kind and words of a response that is an error, even where HTTP says 200."""
    now = now or datetime.now(UTC)
    try:
        told = read_error(status, parse_body(body))
    except ValueError:
        told = None
    if told is None:
        text = " ".join(body.decode(errors="replace").split())[:2_000]
        told = ServerError(status, _visible(text), text)
    wait = retry_after(headers, now, told.raw or told.words)
    kind = _kind(told, body, wait)
    if kind is REDIRECT:
        told = ServerError(status, f"the server redirects to {_address(headers.get('location', '?'))}", told.words)
    google = "RESOURCE_EXHAUSTED" in told.words
    if kind is not DAILY_QUOTA:
        return FailedResponse(kind, told, wait)
    if wait is not None and wait <= MAX_WAIT and not google:  # Google tells seconds also where the day is used up
        return FailedResponse(RATE_LIMIT, told, wait)
    return FailedResponse(kind, told, None, _renewal(None if google else wait, now, 8 if google else 0))


def _renewal(wait: float | None, now: datetime, hour: int) -> datetime:
    """When a quota of the day is renewed: after the told wait, else at this hour of UTC."""
    if wait is not None:
        return now + timedelta(seconds=wait)
    next_one = now.replace(hour=hour, minute=0, second=0, microsecond=0)
    return next_one if next_one > now else next_one + timedelta(days=1)


def _kind(told: ServerError, body: bytes, wait: float | None) -> FailureKind:
    """The kind of an error: by its words where these are plain, else by its status."""
    status, words = told.status, told.words
    if 300 <= status < 400:
        return REDIRECT
    if _is_page(body) and (status < 300 or status in (404, 405)):
        return NO_ENDPOINT
    if status < 300 and _is_cut(body):
        return SERVER
    if failure_words.INVALID_JSON.search(words):
        return INVALID_JSON
    by_words = _by_words(status, words, wait)
    if by_words is None and failure_words.NO_ENDPOINT.search(told.message):
        return NO_ENDPOINT
    return by_words or _STATUSES.get(status) or (SERVER if status >= 500 else BAD_REQUEST)


def _by_words(status: int, words: str, wait: float | None) -> FailureKind | None:
    if failure_words.TOO_LARGE_FOR_LIMIT.search(words):
        return TOO_LONG
    if status in (401, 429):
        return UNAUTHORIZED if status == 401 else _limit(words, wait)
    return _of_the_text(status, words, wait) or _of_the_address(status, words)


def _of_the_text(status: int, words: str, wait: float | None) -> FailureKind | None:
    """The kind of an error about the text, the account or the state of the model."""
    if status in (400, 413, 422, 500) and failure_words.TOO_LONG.search(words):
        return TOO_LONG
    if (status != 404 and failure_words.LOADING.search(words)) or (status == 503 and "loading" in words.lower()):
        return LOADING
    if failure_words.FILTERED.search(words):
        return FILTERED
    return _limit(words, wait) if failure_words.QUOTA.search(words) else None


def _of_the_address(status: int, words: str) -> FailureKind | None:
    """The kind of an error about the model's name, the key or the number of calls."""
    if status == 404 and failure_words.PARAMETERS.search(words):
        return BAD_REQUEST
    if status in (400, 404, 422) and failure_words.NO_MODEL.search(words):
        return NO_MODEL
    if status < 500 and failure_words.KEY.search(words):
        return UNAUTHORIZED
    return RATE_LIMIT if failure_words.RATE.search(words) and status < 500 else None


def _limit(words: str, wait: float | None) -> FailureKind:
    """The kind of a refusal for too many calls, or for money: that of a day, that of an account, or one that passes."""
    if failure_words.DAILY.search(words):
        return DAILY_QUOTA
    if not failure_words.QUOTA.search(words):
        return RATE_LIMIT
    passes = wait is not None and "insufficient" not in words
    return RATE_LIMIT if passes else QUOTA


def check_answered(completion: Completion) -> None:
    """Raises ModelError if the response holds no answer, or one that the server broke off."""
    if not completion.answered:
        raise _error(FailureCode.SERVER_ERROR, "the server's answer holds no choice", SERVER.advice)
    if completion.finish_reason in _BROKEN:
        raise _error(FailureCode.SERVER_ERROR, "the server broke the answer off", SERVER.advice)


def check_finished(completion: Completion) -> None:
    """Raises ModelError if the answer is empty, refused, filtered or cut off, whatever its text looks like."""
    if completion.refusal:
        raise _error(FailureCode.REFUSED, f"the model refused: {completion.refusal[:200]!r}")
    if completion.finish_reason in _CONTENT_FILTER:
        raise _error(FailureCode.FILTERED, "the provider's content filter stopped the answer")
    if completion.finish_reason in _CUT_OFF:
        raise _error(FailureCode.TRUNCATED, "the answer was cut off at max_tokens", "raise --max-tokens")
    if not completion.said.strip():
        empty = invalid_output("the answer is empty")
        empty.regenerate = True
        raise empty


def invalid_output(what: str) -> ModelError:
    """The error for a response that cannot be an answer."""
    return _error(FailureCode.INVALID_OUTPUT, what)


def _error(code: FailureCode, what: str, advice: str = "", kind: type[ModelError] = ModelError) -> ModelError:
    what = SECRET.sub("[removed]", what)
    return kind(f"{what}; {advice}" if advice else what, code)


def _is_page(body: bytes) -> bool:
    return body[:300].lstrip().lower().startswith((b"<!doctype", b"<html", b"<head", b"<?xml"))


def _is_cut(body: bytes) -> bool:
    """Whether nothing came, or JSON without its end: a server that dies, or a proxy before it, has sent the status."""
    if body.strip() and not body.lstrip().startswith((b"{", b"[")):
        return False
    try:
        parse_body(body)
    except ValueError:
        return True
    return False


def _visible(text: str) -> str:
    """The words of a page without its tags."""
    _, found, title = text.partition("<title>")
    if found:
        return f"a web page ({title.partition('<')[0].strip()[:80]!r})"
    return re.sub(r"<[^<>]{0,200}>", " ", text).strip() or "no words"


def _address(location: str) -> str:
    """A redirect's target as a base URL, without a query."""
    return location.partition("?")[0].removesuffix("/").removesuffix("/chat/completions")


def _causes(error: BaseException | None) -> "list[BaseException]":
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def _root(error: BaseException, clean: Callable[[str], str]) -> str:
    root = _causes(error)[-1]
    return f"{type(root).__name__}: {_short(clean(str(root)))}"


def _short(text: str) -> str:
    return " ".join(text.split())[:200]
