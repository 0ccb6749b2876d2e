"""The settings of a run: flags go before the environment, the environment before a TOML file, the file before defaults.

In: flags, environment and a folder that may hold a `communique.toml`. Out: frozen settings. Keys come only from the
environment, and are never shown. No network is used.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from extract.errors import ConfigError
from extract.model.embedded.catalog import CATALOG, DEFAULT
from extract.model.endpoint import NO_KEY, ResponseFormat, Server, pair_servers, read_headers, read_keys
from extract.read.fields import FieldMap
from extract.read.intake import Intake
from extract.settings import parsers
from extract.settings.conflicts import LOCAL, RAY, refuse_conflicts, refuse_plain_http
from extract.settings.sources import GivenValue, Option, Rank, Sources, collect_values, is_empty
from extract.settings.toml_file import read_toml

NO_MODEL = "none"
"""The name of no model: rules alone propose the records."""
NO_ANALYZER = Path("none")
"""In the place of an analyzer: to do without one."""
OPENAI_MODEL = "gpt-6-luna"
"""The model that is asked if a key is set and no model is named: the successor of OpenAI's earlier small models.
See: https://developers.openai.com/api/docs/deprecations"""


@dataclass(frozen=True)
class Settings:
    """Everything that decides how a run goes, except the paths of its inputs."""

    model: str
    """Name in the catalog, path of a GGUF file, the endpoint's name of a model, or `none`."""
    base_url: str | None
    """None for the embedded model, and for OpenAI itself."""
    api_key: SecretStr | None
    others: tuple[Server, ...]
    """Further endpoints, or keys, that are asked at the same time."""
    embedded: bool
    """Whether the model runs in a server that the run starts itself."""
    plan: str
    verify: str | None
    """Which records a second call reads again: `off`, `doubtful` or `all`; None for the other plans."""
    codebook: Path | None
    """File of a codebook of one's own, for the document plan; None for the default codebook."""
    intake: Intake
    """Which files of the inputs are read, and which field of a row is which."""
    analyzer: Path | None
    """Archive or folder of the weights of the English analyzer; None for the pinned ones, `NO_ANALYZER` for none."""
    limit: int | None
    """Articles that are processed, from the beginning of the inputs; None for all."""
    weights: Path | None
    """The pinned model's weights, if the user has them already."""
    replay: Path | None
    """Folder of the cassettes that answer instead of a model."""
    record: Path | None
    """Folder into which all model calls are recorded."""
    duplicates: str
    """`skip` codes an article but not its copies, `code` codes all."""
    concurrency: int
    """Articles and model calls at a time, at most; an endpoint may allow fewer calls."""
    rpm: int | None
    """Calls a minute."""
    tpm: int | None
    """Tokens a minute, in prompts and answers together."""
    budget: Decimal | None
    """US dollars that a run may cost."""
    fail_over: float | None
    """Share of failed articles beyond which a run stops; None for no bound."""
    workers: int
    """Processes that analyse articles; 0 for the process of the run itself, whose calls then wait for it."""
    article_timeout: float
    """Seconds of analysis that one article may take, the model's time not counted; more for one of over a million
    characters, in proportion."""
    timeout: float
    """Seconds that one model call may take."""
    max_tokens: int
    """Tokens that one answer may have."""
    temperature: float | None
    """None to send none."""
    seed: int | None
    """None to send none."""
    response_format: str | None
    """The response format to ask for; None to find out which one the endpoint accepts."""
    extra_body: Mapping[str, Any]
    """Further fields of every request."""
    extra_headers: Mapping[str, str]
    """Further headers of every request; `env:NAME` stands for the value of a variable."""
    api_version: str | None
    """Version of the API, for classic Azure."""
    plain_http: bool
    """Whether a key may go over plain HTTP to another machine."""
    context: int
    """Size of the context of the embedded model, in tokens."""
    log: Path | None
    """File that the log is appended to, as JSON Lines."""
    log_level: str
    """`debug`, `info`, `warning` or `error`."""
    via: str
    """`calls`, or `batch`: the provider's batch API."""
    poll: float
    """Seconds between two looks at a batch."""
    batch_requests: int
    """Requests in a batch, at most."""
    engine: str
    """What processes the articles: `local`, this process, or `ray`, the workers of a cluster."""
    shards: int | None
    """Workers of a cluster; None for as many as it has room for."""
    ray_address: str | None
    """Address of the cluster; None to start one on this machine."""
    model_chosen_by: str
    """`flag`, `environment`, `file <path>` or `default`."""

    @property
    def asks_endpoint(self) -> bool:
        """Whether calls go to an endpoint: not to an embedded model, not to cassettes, and not to no model at all."""
        return not (self.embedded or self.replay or self.model == NO_MODEL)

    @property
    def servers(self) -> tuple[Server, ...]:
        """All endpoints with their keys; a single one for an embedded model."""
        return Server(self.base_url, self.api_key or NO_KEY), *self.others


def load_settings(flags: Mapping[str, object], env: Mapping[str, str], folder: Path) -> Settings:
    """Load the settings. `flags["config"]` names another file than `communique.toml` in the folder.

    An empty string counts as not given. Raises ConfigError that says what is wrong, where, and what is allowed.
    """
    named = next((value for value in (flags.get("config"), env.get("EXTRACT_CONFIG")) if not is_empty(value)), None)
    path, table = read_toml(named, folder, _NAMES)
    given = collect_values(_OPTIONS, Sources(flags, env, table, path))
    return _build(given, env, path)


def _build(given: Mapping[str, GivenValue], env: Mapping[str, str], path: Path | None) -> Settings:
    """Add the defaults to what was given."""
    keys = read_keys(env)
    values = {name: option.value for name, option in given.items()}
    replay = values.get("replay")
    model, embedded = _choose_model(given, bool(keys), replayed=replay is not None)
    servers = () if embedded or model == NO_MODEL else pair_servers(values.get("base_url", ()), keys)
    plan = values.get("plan") or _usual_plan(model, embedded=embedded)
    refuse_conflicts(given, model, plan, None if embedded or model == NO_MODEL else len(servers))
    if not replay:
        refuse_plain_http(servers, allowed=values.get("plain_http", False))
        read_headers(values.get("extra_headers", {}), env)
    hosted = not embedded and "base_url" not in values
    return Settings(
        model=model,
        base_url=servers[0].base_url if servers else None,
        api_key=servers[0].api_key if servers else None,
        others=servers[1:],
        embedded=embedded,
        plan=plan,
        verify=values.get("verify", "doubtful") if plan == "document" else None,
        codebook=values.get("codebook"),
        intake=_build_intake(values),
        limit=values.get("limit"),
        analyzer=values.get("analyzer"),
        weights=values.get("weights") if embedded else None,
        replay=replay,
        record=values.get("record"),
        duplicates=values.get("duplicates", "skip"),
        concurrency=values.get("concurrency", 1 if embedded else 4 * max(1, len(servers))),
        rpm=values.get("rpm"),
        tpm=values.get("tpm"),
        budget=values.get("budget"),
        fail_over=values.get("fail_over"),
        workers=values.get("workers", default_workers()),
        article_timeout=values.get("article_timeout", 120.0),
        timeout=values.get("timeout", 300.0),
        max_tokens=values.get("max_tokens", _longest_answer(plan, embedded=embedded, hosted=hosted)),
        temperature=values.get("temperature", 0.0),
        response_format=values.get("response_format"),
        extra_body=values.get("extra_body", {}),
        extra_headers=values.get("extra_headers", {}),
        api_version=values.get("api_version"),
        plain_http=values.get("plain_http", False),
        seed=values.get("seed", 7),
        context=values.get("context", 8_192 if plan == "choices" else 16_384),
        log=values.get("log"),
        log_level=values.get("log_level", "info"),
        via=values.get("via", "calls"),
        poll=values.get("poll", 60.0),
        batch_requests=values.get("batch_requests", 50_000),
        engine=values.get("engine", LOCAL),
        shards=values.get("shards"),
        ray_address=values.get("ray_address"),
        model_chosen_by=_describe_source(given.get("model"), path),
    )


def _build_intake(values: Mapping[str, Any]) -> Intake:
    fields = values.get("map", FieldMap())
    return Intake(values.get("include", ()), values.get("exclude", ()), fields, values.get("stubs", "read"))


def default_workers() -> int:
    """Return the number of processes that analyse articles: one for each core, and 8 at most."""
    return min(os.cpu_count() or 1, 8)


def _usual_plan(model: str, *, embedded: bool) -> str:
    if model == NO_MODEL:
        return "rules"
    return "choices" if embedded else "document"


def _longest_answer(plan: str, *, embedded: bool, hosted: bool) -> int:
    """Tokens that answers have room for: a hosted model may reason first, a declared answer be longer than its page."""
    if embedded:
        return 1_024
    return 16_384 if hosted or plan == "document" else 4_096


def _choose_model(given: Mapping[str, GivenValue], has_key: bool, *, replayed: bool) -> tuple[str, bool]:
    """Return the name of the model, and whether it is an embedded one."""
    named, url = given.get("model"), given.get("base_url")
    if named and named.value == NO_MODEL:
        return NO_MODEL, False
    if named and is_embedded(named.value):
        # OPENAI_BASE_URL is often set for other programs; a URL that is meant for this one is a contradiction
        if url and url.rank is not Rank.ENVIRONMENT and url.rank >= named.rank:
            raise ConfigError(
                f"{url.source} names an endpoint, but {named.value!r} ({named.source}) is an embedded model;"
                " name the endpoint's own model with --model, or leave the URL out"
            )
        _check_gguf(named, replayed)
        return named.value, True
    if named:
        if not (url or has_key or replayed):
            known = ", ".join(sorted(CATALOG))
            raise ConfigError(
                f"there is no endpoint for the model {named.value!r} ({named.source}): set OPENAI_API_KEY to ask"
                f" OpenAI, or --base-url to ask another server; embedded models are: {known}, or the path of a .gguf"
                " file"
            )
        return named.value, False
    if replayed:  # the same whatever keys are set
        return DEFAULT, True
    if url:
        raise ConfigError(
            f"{url.source} names an endpoint ({', '.join(url.value)}), but no model is named; name one that it serves"
            f" with --model or EXTRACT_MODEL, or --model {DEFAULT} for the embedded one"
        )
    return (OPENAI_MODEL, False) if has_key else (DEFAULT, True)


def is_embedded(model: str) -> bool:
    """Return whether a name always means an embedded model: a name in the catalog, or a GGUF file."""
    return model in CATALOG or model.lower().endswith(".gguf")


def _check_gguf(named: GivenValue, replayed: bool) -> None:
    path = Path(named.value).expanduser()
    if named.value not in CATALOG and not replayed and not path.is_file():
        raise ConfigError(f"there is no model file {path} ({named.source})")


def _describe_source(named: GivenValue | None, path: Path | None) -> str:
    if named is None:
        return "default"
    return f"file {path}" if named.rank is Rank.FILE else named.rank.name.lower()


_PARSERS: dict[str, Callable[[object], Any]] = {
    "model": parsers.parse_text,
    "base_url": parsers.parse_urls,
    "plan": parsers.parse_plan,
    "verify": parsers.one_of("off", "doubtful", "all"),
    "codebook": parsers.parse_path,
    "include": parsers.parse_words,
    "exclude": parsers.parse_words,
    "map": parsers.parse_field_map,
    "stubs": parsers.one_of("read", "skip"),
    "limit": parsers.integer(1, 1_000_000_000),
    "analyzer": parsers.parse_path,
    "weights": parsers.parse_path,
    "replay": parsers.parse_path,
    "record": parsers.parse_path,
    "duplicates": parsers.one_of("skip", "code"),
    "concurrency": parsers.integer(1, 256),
    "rpm": parsers.integer(1, 1_000_000),
    "tpm": parsers.integer(1_000, 1_000_000_000),
    "budget": parsers.parse_money,
    "fail_over": parsers.parse_share,
    "workers": parsers.integer(0, 256),
    "article_timeout": parsers.number(0.1, 86_400, "seconds"),
    "timeout": parsers.number(1, 86_400, "seconds"),
    "max_tokens": parsers.integer(16, 1_000_000),
    "temperature": parsers.optional(parsers.number(0, 2, "a number")),
    "seed": parsers.optional(parsers.integer(0, 2**31 - 1)),
    "response_format": parsers.one_of(*ResponseFormat),
    "extra_body": parsers.parse_body,
    "extra_headers": parsers.parse_headers,
    "api_version": parsers.parse_text,
    "plain_http": parsers.parse_switch,
    "context": parsers.integer(1_024, 1_048_576),
    "log": parsers.parse_path,
    "log_level": parsers.parse_log_level,
    "via": parsers.one_of("calls", "batch"),
    "poll": parsers.number(0.01, 3_600, "seconds"),
    "batch_requests": parsers.integer(1, 50_000),
    "engine": parsers.one_of(LOCAL, RAY),
    "shards": parsers.integer(1, 10_000),
    "ray_address": parsers.parse_text,
}
_SHARED_VARIABLES = {"base_url": "OPENAI_BASE_URL", "ray_address": "RAY_ADDRESS"}
"""Environment variables that other programs use too."""
_OPTIONS = tuple(
    Option(name, parse, _SHARED_VARIABLES.get(name) or f"EXTRACT_{name.upper()}") for name, parse in _PARSERS.items()
)
_NAMES = tuple(option.name for option in _OPTIONS)
