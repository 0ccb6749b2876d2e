"""Asks an endpoint what it serves, to see whether it is there: one request, no model call, nothing of an article."""

from collections.abc import Mapping

import httpx2
from pydantic import SecretStr

from extract.errors import ModelUnavailable
from extract.model.clean_response import clean_content
from extract.model.endpoint import NO_KEY, Server, find_secrets
from extract.redaction import Redactor

OPENAI = "https://api.openai.com/v1"
TIMEOUT = 5.0
"""Seconds."""


def served_models(
    base_url: str | None, api_key: SecretStr | None, extra_headers: Mapping[str, SecretStr] | None = None
) -> tuple[str, ...]:
    """The names of the models that an endpoint lists; none if it has no list. Raises ModelUnavailable."""
    url = f"{(base_url or OPENAI).rstrip('/')}/models"
    headers = {"Authorization": f"Bearer {api_key.get_secret_value()}"} if api_key else {}
    headers |= {name: value.get_secret_value() for name, value in (extra_headers or {}).items()}
    server = Server(base_url, api_key or NO_KEY)
    redactor = Redactor(find_secrets([server], extra_headers or {}))
    try:
        response = httpx2.get(url, headers=headers, timeout=TIMEOUT, follow_redirects=False)
    except httpx2.HTTPError as error:
        raise ModelUnavailable(f"{url} cannot be reached ({type(error).__name__})") from error
    if response.status_code in (401, 403):
        raise ModelUnavailable(f"{url} refuses the key (HTTP {response.status_code}); check OPENAI_API_KEY")
    if response.status_code >= 500:
        raise ModelUnavailable(f"{url} answers with an error (HTTP {response.status_code})")
    clean_content(response, redactor)
    return _names(response)


def _names(response: httpx2.Response) -> tuple[str, ...]:
    try:
        return tuple(str(model["id"]) for model in response.json()["data"])
    except (ValueError, KeyError, TypeError):
        return ()
