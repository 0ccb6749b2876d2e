"""Takes the keys out of a response of a server, before anything else reads it.

Whatever a run writes of a server's words comes out of a response: this is the one place where keys that come back are
removed. In: a response that is read. Out: the same without the secrets of the endpoint.
"""

import json

import httpx2

from extract.model.completion import is_stream, parse_body
from extract.redaction import Redactor


def clean_head(response: httpx2.Response, redactor: Redactor) -> None:
    """Take the secrets out of headers and reason of a response, before it is read."""
    headers, reason = response.headers.multi_items(), response.reason_phrase
    if redactor.finds("\n".join([reason, *(value for _, value in headers)])):
        response.headers = httpx2.Headers([(name, redactor.clean(value)) for name, value in headers])
        response.extensions["reason_phrase"] = redactor.clean(reason).encode()


def clean_content(response: httpx2.Response, redactor: Redactor) -> None:
    """Take the secrets out of the body of a response that is read.

    A secret that the question holds too, as an article may, stays in the answer to it.
    """
    if redactor.finds(_readable(response.content)):
        response._content = clean_body(response.content, redactor, "" if response.is_error else _question(response))


def clean_body(body: bytes, redactor: Redactor, known: str = "") -> bytes:
    """Return a body without the secrets in it; a stream is put together. What `known` holds too is no secret."""
    try:
        value = parse_body(body)
    except ValueError:
        return redactor.clean(_readable(body), known).encode()
    cleaned = json.dumps(redactor.clean_value(value, known))
    return redactor.clean(cleaned, known).encode()  # also what several texts hold together


def _readable(body: bytes) -> str:
    """The text of a body; that of a stream also as it is put together."""
    text = body.decode(errors="replace")
    if is_stream(text):
        try:
            text += json.dumps(parse_body(body), ensure_ascii=False)
        except ValueError:
            return text
    return text


def _question(response: httpx2.Response) -> str:
    try:
        return response.request.content.decode(errors="replace")
    except (httpx2.RequestNotRead, RuntimeError):  # a request that is sent in parts, or one that is not known
        return ""
