"""The settings of a run: one place, one precedence (flags, environment, TOML file, defaults), each value checked once.

In: flags, environment and a folder that may hold a `communique.toml`. Out: frozen settings. Keys come from the
environment only and are never shown; nothing is asked of a network here.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from extract.errors import ConfigError
from extract.model.embedded.catalog import CATALOG, DEFAULT
from extract.model.endpoint import Server, pair_servers, read_keys
from extract.read.fields import FieldMap
from extract.read.intake import Intake
from extract.settings import parsers
from extract.settings.conflicts import refuse_contradictions
from extract.settings.sources import Given, Key, Rank, Sources, empty, gather
from extract.settings.toml_file import read_file

OPENAI_MODEL = "gpt-6-luna"
"""Asked when a key is set and no model is named. See: https://developers.openai.com/api/docs/deprecations, where OpenAI
names it as the successor of its earlier small models."""


@dataclass(frozen=True)
class Settings:
    """Everything that decides how a run goes, but the paths of its inputs."""

    model: str
    """Name in the catalog, path of a GGUF file, or the endpoint's name of a model."""
    base_url: str | None
    """None for the embedded model, and for OpenAI itself."""
    api_key: SecretStr | None
    others: tuple[Server, ...]
    """Further endpoints, or keys, that are asked at the same time."""
    embedded: bool
    """Whether the model runs in a server of our own."""
    plan: str
    intake: Intake
    """What of the inputs is taken, and which field of a row is which."""
    weights: Path | None
    """The pinned model's weights, if the user has them already."""
    replay: Path | None
    """Folder of the cassettes that answer instead of a model."""
    record: Path | None
    """Folder into which all model calls are recorded."""
    duplicates: str
    """`skip` codes an article and none of its copies, `code` codes them all."""
    concurrency: int
    """Articles, and model calls, at a time; with an endpoint no more than its server lets pass."""
    rpm: int | None
    """Calls a minute."""
    tpm: int | None
    """Tokens a minute, of questions and answers together."""
    budget: Decimal | None
    """US dollars that a run may cost, whatever it takes."""
    fail_over: float | None
    """Share of the articles beyond which failures stop a run; None is no such bound."""
    timeout: float
    """Seconds that one model call may take."""
    max_tokens: int
    """Tokens that one answer may have."""
    temperature: float
    seed: int
    context: int
    """Tokens that the embedded model can see at once."""
    log: Path | None
    """File to which a run adds what it does, as JSON Lines."""
    log_level: str
    """`debug`, `info`, `warning` or `error`."""
    via: str
    """`calls`, or `batch`: the provider's batch API."""
    poll: float
    """Seconds between two looks at a batch."""
    batch_requests: int
    """Requests that a batch may have."""
    engine: str
    """Who does the articles: `local`, this process, or `ray`, the workers of a cluster."""
    shards: int | None
    """Workers among which a cluster shares the articles out; None for as many as it has room for."""
    ray_address: str | None
    """The cluster; None for one of the run's own on this machine."""
    model_chosen_by: str
    """`flag`, `environment`, `file <path>` or `default`."""

    @property
    def servers(self) -> tuple[Server, ...]:
        """All endpoints and keys; the first one alone for an embedded model."""
        return Server(self.base_url, self.api_key or SecretStr("none")), *self.others


def load(flags: Mapping[str, object], env: Mapping[str, str], folder: Path) -> Settings:
    """The settings; flags go before the environment, that before the file, that before the defaults.

    `flags["config"]` names another file than `communique.toml` in the folder. An empty string counts as not given.
    Raises ConfigError that says what is wrong, where it was given, and what is allowed.
    """
    named = next((value for value in (flags.get("config"), env.get("EXTRACT_CONFIG")) if not empty(value)), None)
    path, table = read_file(named, folder, _NAMES)
    given = gather(_KEYS, Sources(flags, env, table, path))
    return _settled(given, env, path)


def _settled(given: Mapping[str, Given], env: Mapping[str, str], path: Path | None) -> Settings:
    """The settings that follow from what was given."""
    secrets = read_keys(env)
    got = {name: one.value for name, one in given.items()}
    replay = got.get("replay")
    model, embedded = _model(given, bool(secrets), replayed=replay is not None)
    places = () if embedded else pair_servers(got.get("base_url", ()), secrets)
    refuse_contradictions(given, model, None if embedded else len(places))
    plan = got.get("plan") or ("sentence" if embedded else "document")
    wide = plan != "sentence"
    hosted = not embedded and "base_url" not in got
    chosen = given.get("model")
    return Settings(
        model=model,
        base_url=places[0].base_url if places else None,
        api_key=places[0].api_key if places else None,
        others=places[1:],
        embedded=embedded,
        plan=plan,
        intake=Intake(got.get("include", ()), got.get("exclude", ()), got.get("map", FieldMap())),
        weights=got.get("weights") if embedded else None,
        replay=replay,
        record=got.get("record"),
        duplicates=got.get("duplicates", "skip"),
        concurrency=got.get("concurrency", 1 if embedded else 4 * max(1, len(places))),
        rpm=got.get("rpm"),
        tpm=got.get("tpm"),
        budget=got.get("budget"),
        fail_over=got.get("fail_over"),
        timeout=got.get("timeout", 300.0),
        max_tokens=got.get("max_tokens", 16_384 if hosted else 1_024 if embedded else 4_096),
        temperature=got.get("temperature", 0.0),
        seed=got.get("seed", 7),
        context=got.get("context", 16_384 if wide else 8_192),
        log=got.get("log"),
        log_level=got.get("log_level", "info"),
        via=got.get("via", "calls"),
        poll=got.get("poll", 60.0),
        batch_requests=got.get("batch_requests", 50_000),
        engine=got.get("engine", parsers.LOCAL),
        shards=got.get("shards"),
        ray_address=got.get("ray_address"),
        model_chosen_by=_chosen_by(chosen, path),
    )


def _model(given: Mapping[str, Given], secret: bool, *, replayed: bool) -> tuple[str, bool]:
    """The model's name, and whether it is the embedded one."""
    named, url = given.get("model"), given.get("base_url")
    if named and is_embedded(named.value):
        # OPENAI_BASE_URL is often set for other tools; a URL that is meant for us contradicts
        if url and url.rank is not Rank.ENVIRONMENT and url.rank >= named.rank:
            raise ConfigError(
                f"{url.place} names an endpoint, but {named.value!r} ({named.place}) is an embedded model;"
                " name the endpoint's own model with --model, or leave the URL out"
            )
        _check_gguf(named, replayed)
        return named.value, True
    if named:
        if not (url or secret or replayed):
            known = ", ".join(sorted(CATALOG))
            raise ConfigError(
                f"there is no endpoint for the model {named.value!r} ({named.place}): set OPENAI_API_KEY to ask OpenAI,"
                f" or --base-url to ask another server; embedded models are: {known}, or the path of a .gguf file"
            )
        return named.value, False
    if replayed:  # a replay gives the same, whatever keys are set
        return DEFAULT, True
    if url:
        raise ConfigError(
            f"{url.place} names an endpoint ({', '.join(url.value)}), but no model is named; name one that it serves"
            f" with --model or EXTRACT_MODEL, or --model {DEFAULT} for the embedded one"
        )
    return (OPENAI_MODEL, False) if secret else (DEFAULT, True)


def is_embedded(model: str) -> bool:
    """Whether this name always means a model in a server of our own: a name in the catalog, or a GGUF file."""
    return model in CATALOG or model.lower().endswith(".gguf")


def _check_gguf(named: Given, replayed: bool) -> None:
    path = Path(named.value).expanduser()
    if named.value not in CATALOG and not replayed and not path.is_file():
        raise ConfigError(f"there is no model file {path} ({named.place})")


def _chosen_by(named: Given | None, path: Path | None) -> str:
    if named is None:
        return "default"
    return f"file {path}" if named.rank is Rank.FILE else named.rank.name.lower()


def _keys() -> Iterable[Key]:
    readers: dict[str, Callable[[object], Any]] = {
        "model": parsers.text,
        "base_url": parsers.urls,
        "plan": parsers.plan,
        "include": parsers.words,
        "exclude": parsers.words,
        "map": parsers.fields,
        "weights": parsers.path,
        "replay": parsers.path,
        "record": parsers.path,
        "duplicates": parsers.choice("skip", "code"),
        "concurrency": parsers.whole(1, 256),
        "rpm": parsers.whole(1, 1_000_000),
        "tpm": parsers.whole(1_000, 1_000_000_000),
        "budget": parsers.money,
        "fail_over": parsers.share,
        "timeout": parsers.number(1, 86_400, "seconds"),
        "max_tokens": parsers.whole(16, 1_000_000),
        "temperature": parsers.number(0, 2, "a number"),
        "seed": parsers.whole(0, 2**31 - 1),
        "context": parsers.whole(1_024, 1_048_576),
        "log": parsers.path,
        "log_level": parsers.level,
        "via": parsers.one_of("calls", "batch"),
        "poll": parsers.number(0.01, 3_600, "seconds"),
        "batch_requests": parsers.whole(1, 50_000),
        "engine": parsers.one_of(parsers.LOCAL, parsers.RAY),
        "shards": parsers.whole(1, 10_000),
        "ray_address": parsers.text,
    }
    for name, read in readers.items():
        yield Key(name, read, _OF_OTHERS.get(name) or f"EXTRACT_{name.upper()}")


_OF_OTHERS = {"base_url": "OPENAI_BASE_URL", "ray_address": "RAY_ADDRESS"}
"""Variables that are set for other programs as well."""
_KEYS = tuple(_keys())
_NAMES = tuple(key.name for key in _KEYS)
