"""Every way in which a call can fail, mapped to the closed set of codes with a message that a user can act on."""

import re

import aiohttp
import httpx2
import openai
from vcr.errors import CannotOverwriteExistingCassetteException

from extract.errors import CommuniqueError, ModelError, ModelUnavailable
from extract.limits.retry_after import retry_after
from extract.model.completion import Completion
from schemas import FailureCode

RETRYABLE = frozenset(
    {FailureCode.RATE_LIMITED, FailureCode.SERVER_ERROR, FailureCode.TIMEOUT, FailureCode.UNREACHABLE}
)
"""Codes for which the same call may succeed later."""

_BY_STATUS = {
    401: FailureCode.UNAUTHORIZED,
    403: FailureCode.UNAUTHORIZED,
    408: FailureCode.TIMEOUT,
    413: FailureCode.TOO_LONG,
    429: FailureCode.RATE_LIMITED,
}
"""Those with a code of their own; of the others, from 500 on the server failed, and below the request is at fault."""

_ADVICE = {
    FailureCode.UNAUTHORIZED: "check OPENAI_API_KEY and the base URL",
    FailureCode.QUOTA: "the account has no quota left; raise it at the provider, then run again to resume",
    FailureCode.BAD_REQUEST: "check the model's name and that the server supports response_format json_schema",
    FailureCode.RATE_LIMITED: "run again later to resume, or ask the provider for a higher limit",
    FailureCode.TIMEOUT: "raise the timeout, or use a faster model",
    FailureCode.UNREACHABLE: "check the base URL and that the server is running",
    FailureCode.SERVER_ERROR: "the server failed; run again to resume",
    FailureCode.TOO_LONG: "the window does not fit the model's context; use a plan with smaller windows",
    FailureCode.NOT_RECORDED: "this call is not in the cassettes; record them anew or drop REPLAY",
}

_NO_CONNECTION = (httpx2.ConnectError, httpx2.ConnectTimeout)
"""No connection came about, so that no other call can succeed either."""
_BROKEN_OFF = (aiohttp.ServerDisconnectedError, aiohttp.ClientOSError)
"""A connection that there was came to an end; openai's transport over aiohttp tells it as one that never came about."""
_TOO_LONG = re.compile(r"context_length_exceeded|exceed_context_size|maximum context length", re.I)
SECRET = re.compile(
    r"\b(?:sk|org|proj|key|xai)-[\w*.-]{6,}|\b(?:gsk|hf)_\w{6,}|\bAIza[\w-]{6,}|\b[0-9a-f]{32,}\b|\bBearer\s+[\w*.-]+",
    re.I,
)
"""What looks like a key or names an account in the words of a server."""


def classify(error: BaseException) -> CommuniqueError:
    """The classified error behind an exception of openai, of its transport, or of the replay; the innermost cause
    wins."""
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, CommuniqueError):
            return cause
        if isinstance(cause, CannotOverwriteExistingCassetteException):
            return _error(FailureCode.NOT_RECORDED, "no recorded answer matches the call", ModelUnavailable)
        if isinstance(cause, _BROKEN_OFF) and not isinstance(cause, aiohttp.ClientConnectorError):
            return _error(FailureCode.UNREACHABLE, f"the connection broke off ({_root(cause)})")
    for cause in chain:
        if isinstance(cause, openai.APIStatusError):
            return _status_fault(cause)
        if isinstance(cause, openai.APIConnectionError) and any(isinstance(one, _NO_CONNECTION) for one in chain):
            where = f"{cause.request.url.host}:{cause.request.url.port or 443}"
            return _error(FailureCode.UNREACHABLE, f"nobody answers at {where} ({_root(cause)})", ModelUnavailable)
        if isinstance(cause, TimeoutError | openai.APITimeoutError | httpx2.TimeoutException):
            return _error(FailureCode.TIMEOUT, "the call took longer than the timeout")
        if isinstance(cause, openai.APIConnectionError | httpx2.TransportError):
            return _error(FailureCode.UNREACHABLE, f"no answer from the server ({_root(cause)})")
    return _error(FailureCode.INVALID_OUTPUT, f"the answer could not be read ({_root(error)})")


def check_finished(completion: Completion) -> None:
    """Raises ModelError if the answer is empty, refused, filtered or cut off, whatever its text looks like."""
    if not completion.choices:
        raise _error(FailureCode.INVALID_OUTPUT, "the server's answer holds no choice")
    choice = completion.choices[0]
    if choice.message.refusal:
        raise _error(FailureCode.REFUSED, f"the model refused: {choice.message.refusal[:200]!r}")
    if choice.finish_reason == "content_filter":
        raise _error(FailureCode.FILTERED, "the provider's content filter stopped the answer")
    if choice.finish_reason == "length":
        raise _error(FailureCode.TRUNCATED, "the answer was cut off at max_tokens")


def invalid_output(what: str) -> ModelError:
    """The error for something that cannot be an answer, whatever it holds."""
    return _error(FailureCode.INVALID_OUTPUT, what)


def _status_fault(error: openai.APIStatusError) -> ModelError:
    fault = classify_status(error.status_code, error.message, str(error.body or error.message))
    fault.retry_after = retry_after(error.response.headers)
    return fault


def classify_status(status: int, message: str, body: str) -> ModelError:
    """The error behind an HTTP status, and what the server said with it."""
    otherwise = FailureCode.SERVER_ERROR if status >= 500 else FailureCode.BAD_REQUEST
    code = _BY_STATUS.get(status, otherwise)
    if code is FailureCode.RATE_LIMITED and "insufficient_quota" in body:
        code = FailureCode.QUOTA
    if code is FailureCode.BAD_REQUEST and _TOO_LONG.search(body):
        code = FailureCode.TOO_LONG
    hopeless = code in (FailureCode.UNAUTHORIZED, FailureCode.QUOTA) or status == 404
    kind = ModelUnavailable if hopeless else ModelError
    return _error(code, f"HTTP {status}: {_short(message)}", kind)


def _error(code: FailureCode, what: str, kind: type[ModelError] = ModelError) -> ModelError:
    what, advice = SECRET.sub("[removed]", what), _ADVICE.get(code)
    return kind(f"{what}; {advice}" if advice else what, code)


def _causes(error: BaseException | None) -> "list[BaseException]":
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def _root(error: BaseException) -> str:
    root = _causes(error)[-1]
    return f"{type(root).__name__}: {_short(str(root))}"


def _short(text: str) -> str:
    return " ".join(text.split())[:200]
