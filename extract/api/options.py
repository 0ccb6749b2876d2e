"""The options of an extractor: the settings of the command line, and the folders that keep results or answers."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, TypedDict

from extract.errors import ConfigError
from extract.settings.settings import Settings, load_settings

_FOLDERS = ("out", "cache")
_FIXED = {"via": "calls", "duplicates": "code"}
"""An extractor answers at once, and gives each row a result of its own, copies included."""


class Options(TypedDict, total=False):
    """What an extractor can be given. An option that is not given is read as the command line reads it: from the
    environment, then from `communique.toml`, else it has its default."""

    model: str
    """An embedded model, the path of a `.gguf` file, a model of the endpoint, or `none` for rules alone."""
    base_url: str | Sequence[str]
    """One OpenAI-compatible server, or several that are asked at the same time."""
    api_key: str
    """The key of the servers, in place of `OPENAI_API_KEY`."""
    plan: Literal["rules", "choices", "document"]
    """How articles are read; the default follows the model."""
    verify: Literal["off", "doubtful", "all"]
    """Which records a second call reads again, in the document plan."""
    codebook: str | Path
    """A codebook of your own, as YAML, for the document plan."""
    out: str | Path
    """A run directory that keeps everything: results, answers, failures and a manifest. Known articles are reused."""
    cache: str | Path
    """A folder that keeps the model's answers, so that no question is paid twice."""
    replay: str | Path
    """The folder of the cassettes that answer instead of a model."""
    record: str | Path
    """A folder into which all model calls are recorded."""
    concurrency: int
    """Articles and model calls at a time, at most."""
    rpm: int
    """Calls a minute."""
    tpm: int
    """Tokens a minute."""
    budget: float | Decimal | str
    """US dollars that may be spent; with `out` or `cache`, by all that ever used the folder."""
    fail_over: float | str
    """Share of failed articles beyond which TooManyFailed is raised, like 0.05."""
    timeout: float
    """Seconds that one model call may take."""
    workers: int
    """Processes that analyse articles; 0 for this process."""
    article_timeout: float
    """Seconds of analysis that one article may take."""
    max_tokens: int
    """Tokens that one answer may have."""
    temperature: float | Literal["none"]
    seed: int | Literal["none"]
    response_format: str
    extra_body: Mapping[str, Any]
    """Further fields of every request."""
    extra_headers: Mapping[str, str]
    """Further headers of every request; `env:NAME` stands for the value of a variable."""
    api_version: str
    plain_http: bool
    """Whether a key may go over plain HTTP to another machine."""
    context: int
    """Size of the context of the embedded model, in tokens."""
    weights: str | Path
    """The embedded model's weights, if you have the file already."""
    analyzer: str | Path
    """The weights of the English analyzer, if you have them already."""
    map: Mapping[str, str]
    """Which field of a row is which of ours, like `{"text": "body"}`."""
    include: Sequence[str]
    """Patterns of the files to read in folders and archives."""
    exclude: Sequence[str]
    """Patterns of the files to leave out."""
    stubs: Literal["read", "skip"]
    """Whether articles are read of which a file has only the beginning."""
    engine: Literal["local", "ray"]
    shards: int
    """Workers of the cluster."""
    ray_address: str
    log: str | Path
    """A file that the log is appended to, as JSON Lines; never text of an article."""
    log_level: Literal["debug", "info", "warning", "error"]
    config: str | Path
    """Settings as TOML, instead of `communique.toml` in the working folder."""


@dataclass(frozen=True)
class Choice:
    """The options, checked."""

    settings: Settings
    out: Path | None
    cache: Path | None


def read_options(options: Options) -> Choice:
    """Check options, and fill them up from the environment and the settings file. Raises ConfigError."""
    unknown = sorted(options.keys() - Options.__annotations__.keys())
    if unknown:
        raise ConfigError(f"there is no option {unknown[0]!r}; there are: {', '.join(sorted(Options.__annotations__))}")
    out, cache = (_folder(options.get(name)) for name in _FOLDERS)
    if out and cache:
        raise ConfigError("out keeps the model's answers too: give out or cache, not both")
    key = options.get("api_key")
    flags = {name: _flag(value) for name, value in options.items() if name not in (*_FOLDERS, "api_key")}
    environment = os.environ | ({"OPENAI_API_KEY": key} if key else {})
    settings = load_settings(flags | _FIXED, environment, Path())
    if settings.engine != "local" and not (out or cache):
        raise ConfigError("a cluster needs a folder that keeps its answers: give out or cache")
    return Choice(settings, out, cache)


def _folder(given: object) -> Path | None:
    return Path(str(given)).expanduser() if given else None


def _flag(value: object) -> object:
    """Return a value as the settings take it."""
    if isinstance(value, Path | Decimal):
        return str(value)
    if isinstance(value, Mapping):
        return dict(value)
    return list(value) if isinstance(value, Sequence) and not isinstance(value, str) else value
