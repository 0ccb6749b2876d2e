"""Where a model is and how to ask it: an endpoint, which may have several places that answer alike."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from extract.errors import ConfigError

KEY = "OPENAI_API_KEY"
"""The variable that holds a key, or several with commas between them."""


@dataclass(frozen=True)
class Server:
    """A server, and the key that it knows us by."""

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
    def facts(self) -> dict[str, str | int]:
        """What a log may tell of it; never a key."""
        return {"host": self.host, "port": self.port}

    @property
    def is_loopback(self) -> bool:
        """Whether it is on the loopback, where no proxy of the environment can reach it."""
        return self.host in ("127.0.0.1", "localhost", "::1")


def read_keys(environment: Mapping[str, str]) -> list[SecretStr]:
    """The keys of an environment."""
    return [SecretStr(key.strip()) for key in environment.get(KEY, "").split(",") if key.strip()]


def pair_servers(urls: Sequence[str], keys: Sequence[SecretStr]) -> tuple[Server, ...]:
    """Where to ask, and with which key; none if there is neither. Raises ConfigError if it is not clear which key is
    whose."""
    if len(urls) > 1 and len(keys) > 1 and len(urls) != len(keys):
        raise ConfigError(
            f"OPENAI_API_KEY holds {len(keys)} keys for {len(urls)} base URLs; give one key for all of them, or one for"
            " each, in the same order"
        )
    if not urls:
        return tuple(Server(None, key) for key in keys)
    known = list(keys) or [SecretStr("none")]
    several = max(len(urls), len(known))
    where = list(urls) * (several if len(urls) == 1 else 1)
    whose = known * (several if len(known) == 1 else 1)
    return tuple(Server(url, key) for url, key in zip(where, whose, strict=True))


def display_names(places: Sequence[Server]) -> list[str]:
    """What a person calls each place: its URL, and which of the keys it is where several are used there."""
    urls = [place.base_url or "OpenAI" for place in places]
    return [
        url if urls.count(url) == 1 else f"{url} with key {urls[: number + 1].count(url)}"
        for number, url in enumerate(urls)
    ]


@dataclass(frozen=True)
class Endpoint:
    """Where a model is, and how to ask it."""

    model: str
    base_url: str | None
    """None for OpenAI itself."""
    api_key: SecretStr
    timeout: float = 300.0
    """Seconds that one call may take in all."""
    max_tokens: int = 1_024
    """Tokens that one answer may have."""
    temperature: float = 0.0
    seed: int = 7
    openai: bool = False
    """True for OpenAI's own service, whose models bound all tokens together and refuse settings of sampling."""
    others: tuple[Server, ...] = ()
    """Further places that answer as the first one does."""
    address: Callable[[], Awaitable[str]] | None = None
    """Tells before each call where a server is that may move."""

    @property
    def servers(self) -> tuple[Server, ...]:
        """All places that can be asked; at least one."""
        return Server(self.base_url, self.api_key), *self.others

    @property
    def facts(self) -> dict[str, str | int | float]:
        """What a log may tell of it."""
        provider = "openai" if self.openai else "openai-compatible"
        return {"model": self.model, "provider": provider, **self.sampling()}

    def sampling(self) -> dict[str, Any]:
        """What a request says of how to answer."""
        if self.openai:
            return {"max_completion_tokens": self.max_tokens}
        return {"max_tokens": self.max_tokens, "temperature": self.temperature, "seed": self.seed}
