"""Endpoints: a model, the servers that have it, and how to ask it."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from extract.errors import ConfigError
from extract.redaction import Redactor

KEY = "OPENAI_API_KEY"
"""The variable that holds a key, or several with commas between them."""
NO_KEY = SecretStr("none")
"""What is sent where there is no key."""


@dataclass(frozen=True)
class Server:
    """A server and the key for it."""

    base_url: str | None
    """None for OpenAI itself."""
    api_key: SecretStr

    @property
    def host(self) -> str:
        """The server's name on the network."""
        return (urlsplit(self.base_url).hostname or "") if self.base_url else "api.openai.com"

    @property
    def port(self) -> int:
        parts = urlsplit(self.base_url or "")
        return parts.port or (80 if parts.scheme == "http" else 443)

    @property
    def url(self) -> str:
        """The base URL, also that of OpenAI."""
        return self.base_url or "https://api.openai.com/v1"

    @property
    def keyed(self) -> bool:
        """Whether there is a key."""
        return self.api_key != NO_KEY

    @property
    def is_plain(self) -> bool:
        """Whether calls go unencrypted over a network."""
        return urlsplit(self.url).scheme == "http" and not self.is_loopback

    @property
    def facts(self) -> dict[str, str | int]:
        """Facts for a log; never a key."""
        return {"host": self.host, "port": self.port}

    @property
    def is_loopback(self) -> bool:
        """Whether it is on the loopback interface, which no proxy can reach."""
        return self.host in ("localhost", "::1") or bool(re.fullmatch(r"127(?:\.\d{1,3}){3}", self.host))


def read_keys(environment: Mapping[str, str]) -> list[SecretStr]:
    """The keys of an environment. Raises ConfigError for a key that no header can carry."""
    keys = [key.strip() for key in environment.get(KEY, "").split(",") if key.strip()]
    for number, key in enumerate(keys, 1):
        _check_characters(key, KEY if len(keys) == 1 else f"key {number} of {KEY}")
    return [SecretStr(key) for key in keys]


def _check_characters(value: str, name: str) -> None:
    """Raise ConfigError, which does not show the value, if it has a character that no header can carry."""
    wrong = next((at for at, character in enumerate(value, 1) if not " " <= character <= "~"), None)
    if wrong is None:
        return
    what = "a line break or a control character" if value[wrong - 1] < " " else "no letter, digit or sign of ASCII"
    raise ConfigError(
        f"{name} cannot be sent: character {wrong} of {len(value)} is {what}; copy the key again and set the variable"
        " anew"
    )


def pair_servers(urls: Sequence[str], keys: Sequence[SecretStr]) -> tuple[Server, ...]:
    """Pair base URLs with keys; nothing if there are neither. Raises ConfigError if their numbers do not fit."""
    if len(urls) > 1 and len(keys) > 1 and len(urls) != len(keys):
        raise ConfigError(
            f"OPENAI_API_KEY holds {len(keys)} keys for {len(urls)} base URLs; give one key for all of them, or one for"
            " each, in the same order"
        )
    if not urls:
        return tuple(Server(None, key) for key in keys)
    known = list(keys) or [NO_KEY]
    several = max(len(urls), len(known))
    where = list(urls) * (several if len(urls) == 1 else 1)
    whose = known * (several if len(known) == 1 else 1)
    return tuple(Server(url, key) for url, key in zip(where, whose, strict=True))


def display_names(servers: Sequence[Server]) -> list[str]:
    """The servers as messages name them: by URL, and by the number of the key where one URL has several."""
    urls = [server.base_url or "OpenAI" for server in servers]
    return [
        url if urls.count(url) == 1 else f"{url} with key {urls[: number + 1].count(url)}"
        for number, url in enumerate(urls)
    ]


def read_headers(given: Mapping[str, str], environment: Mapping[str, str]) -> dict[str, SecretStr]:
    """Headers with the values of the variables that `env:NAME` names. Raises ConfigError if one is not set."""
    found: dict[str, SecretStr] = {}
    for name, words in given.items():
        variable = words.removeprefix("env:") if words.startswith("env:") else None
        value = environment.get(variable, "").strip() if variable else words
        if not value:
            raise ConfigError(f"the header {name} takes its value from {variable}, which is not set; set it")
        _check_characters(value, variable or f"the header {name}")
        found[name] = SecretStr(value)
    return found


def find_secrets(servers: Sequence[Server], headers: Mapping[str, SecretStr]) -> tuple[str, ...]:
    """Words that nothing may hold that is written: keys and headers, but no word that is the name of a server."""
    keys = [server.api_key.get_secret_value() for server in servers if server.keyed]
    values = [value.get_secret_value() for value in headers.values()]
    return tuple(word for word in (*keys, *values) if not any(word in server.host for server in servers))


def plain_http_refused(url: str) -> str:
    """The message for a key that would go over plain HTTP."""
    return (
        f"the key would go unencrypted to {url}: use https, or set plain_http = true (EXTRACT_PLAIN_HTTP=true) if that"
        " network is yours, or unset OPENAI_API_KEY if the server needs no key"
    )


class ResponseFormat(StrEnum):
    """Ways to have the answer in a shape, the strictest first."""

    STRICT_SCHEMA = "strict_json_schema"
    SCHEMA = "json_schema"
    OBJECT = "json_object"
    TOOL = "tool"
    TEXT = "text"


@dataclass(frozen=True)
class Endpoint:
    """A model, the servers that have it, and how to ask it."""

    model: str
    base_url: str | None
    """None for OpenAI itself."""
    api_key: SecretStr
    timeout: float = 300.0
    """Seconds that one call may take in all."""
    max_tokens: int = 1_024
    """Tokens that one answer may have."""
    temperature: float | None = 0.0
    """None to send none."""
    seed: int | None = 7
    """None to send none."""
    openai: bool = False
    """True for OpenAI's own service, whose models bound all tokens together and refuse settings of sampling."""
    others: tuple[Server, ...] = ()
    """Further servers that answer as the first one does."""
    address: Callable[[], Awaitable[str]] | None = None
    """Tells before each call where a server is that may move."""
    response_format: str | None = None
    """The response format that settings force; None to negotiate it."""
    extra_body: Mapping[str, Any] = field(default_factory=dict)
    """Further fields of every request."""
    extra_headers: Mapping[str, SecretStr] = field(default_factory=dict)
    """Further headers of every request."""
    api_version: str | None = None
    """Version of the API, for classic Azure; the key is then sent as Azure wants it."""
    plain_http: bool = False
    """Whether the key may go over plain HTTP to another machine."""

    @property
    def servers(self) -> tuple[Server, ...]:
        """All servers that can be asked; at least one."""
        return Server(self.base_url, self.api_key), *self.others

    @property
    def facts(self) -> dict[str, str | int | float]:
        """Facts for a log."""
        provider = "openai" if self.openai else "openai-compatible"
        told = {name: value for name, value in self.sampling().items() if isinstance(value, str | int | float)}
        return {"model": self.model, "provider": provider, **told}

    @cached_property
    def redactor(self) -> Redactor:
        """Removes the keys and headers from what comes back."""
        return Redactor(find_secrets(self.servers, self.extra_headers))

    def sampling(self) -> dict[str, Any]:
        """The fields of a request that say how to answer, as they are wanted."""
        fields: dict[str, Any] = {"max_tokens": self.max_tokens, "temperature": self.temperature, "seed": self.seed}
        if self.openai:
            fields = {"max_completion_tokens": self.max_tokens}
        return {name: value for name, value in fields.items() if value is not None} | dict(self.extra_body)

    def wanted(self) -> dict[str, Any]:
        """Everything but the question that decides an answer, for the key of a call."""
        forced = {"format": self.response_format} if self.response_format else {}
        return self.sampling() | forced
