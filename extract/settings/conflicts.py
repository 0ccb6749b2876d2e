"""Refuse settings that exclude each other, and say what to leave out or to add.

In: what was given, and where. Out: nothing, or ConfigError. A single value is checked by its parser.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

from extract.errors import ConfigError
from extract.model.embedded.catalog import DEFAULT
from extract.model.endpoint import Server, plain_http_refused
from extract.settings.sources import GivenValue, Rank

LOCAL, RAY = "local", "ray"
"""The engines."""


def refuse_conflicts(given: Mapping[str, GivenValue], model: str, plan: str, servers: int | None) -> None:
    """Raise ConfigError for the first settings that exclude each other.

    `servers` is the number of endpoints and keys that are asked; None for an embedded model.
    """
    _check_rules(given, model, plan)
    _check_analyzer(given, plan)
    _check_cassettes(given)
    _check_weights(given, model, embedded=servers is None)
    _check_verify(given, plan)
    _check_codebook(given)
    _check_via(given, embedded=servers is None)
    _check_engine(given, servers or 1)


def _check_analyzer(given: Mapping[str, GivenValue], plan: str) -> None:
    analyzer = given.get("analyzer")
    if analyzer and analyzer.value == Path("none") and plan != "document":
        raise ConfigError(f"{analyzer.source}: the plan {plan!r} needs an analyzer; leave it out, or name its weights")


def _check_rules(given: Mapping[str, GivenValue], model: str, plan: str) -> None:
    """Refuse a plan without a model for a model, another plan for none, and calls to none."""
    if (plan == "rules") != (model == "none"):
        raise ConfigError(
            f"the plan {plan!r} does not go with --model {model}: --model none has the plan rules, which asks no model;"
            " leave --plan or --model out"
        )
    for name in ("record", "replay", "budget"):
        option = given.get(name)
        if option and option.rank is Rank.FLAG and model == "none":
            raise ConfigError(f"{option.source} is for the calls of a model, and --model none makes none; leave it out")


def refuse_plain_http(servers: Sequence[Server], *, allowed: bool) -> None:
    """Raise ConfigError if a key would go over plain HTTP to another machine without leave."""
    for server in servers:
        if server.is_plain and server.keyed and not allowed:
            raise ConfigError(plain_http_refused(server.url))


def _check_cassettes(given: Mapping[str, GivenValue]) -> None:
    replay, record = given.get("replay"), given.get("record")
    if replay and record:
        raise ConfigError(
            f"{replay.source} and {record.source} exclude each other: a run is either replayed or recorded"
        )
    if replay and not replay.value.is_dir():
        raise ConfigError(f"there is no folder {replay.value} ({replay.source}); give the folder of a run's cassettes")


def _check_weights(given: Mapping[str, GivenValue], model: str, *, embedded: bool) -> None:
    weights = given.get("weights")
    if weights and weights.rank is Rank.FLAG and not embedded:
        raise ConfigError(
            f"--weights is for the embedded model, but the model is {model!r}; add --model {DEFAULT}, or leave it out"
        )


def _check_verify(given: Mapping[str, GivenValue], plan: str) -> None:
    verify = given.get("verify")
    if verify and verify.rank is Rank.FLAG and plan != "document":
        raise ConfigError(f"{verify.source} is for the document plan; add --plan document, or leave it out")


def _check_codebook(given: Mapping[str, GivenValue]) -> None:
    codebook = given.get("codebook")
    if codebook and not codebook.value.is_file():
        raise ConfigError(f"there is no codebook {codebook.value} ({codebook.source}); give the path of a YAML file")


def _check_via(given: Mapping[str, GivenValue], *, embedded: bool) -> None:
    via, cassettes = given.get("via"), given.get("replay") or given.get("record")
    if via is None or via.value != "batch":
        return
    if embedded:
        raise ConfigError(
            f"{via.source}: only an endpoint has a batch API; set OPENAI_API_KEY to ask OpenAI, or --base-url and"
            " --model to ask a server that has one, or leave it out"
        )
    if cassettes:
        raise ConfigError(
            f"{via.source} and {cassettes.source} exclude each other: what a batch answers is on no cassette"
        )


def _check_engine(given: Mapping[str, GivenValue], servers: int) -> None:
    engine = given.get("engine")
    if engine and engine.value == RAY:
        _check_ray(engine, given, servers)
        return
    for name in ("shards", "ray_address"):  # RAY_ADDRESS is often set for other programs
        option = given.get(name)
        if option and option.rank is Rank.FLAG:
            raise ConfigError(f"{option.source} is for a cluster; add --engine ray, or leave it out")


def _check_ray(engine: GivenValue, given: Mapping[str, GivenValue], servers: int) -> None:
    record, via = given.get("record"), given.get("via")
    if record:
        raise ConfigError(f"{record.source} keeps the calls of one process: leave it out, or {engine.source}")
    if via and via.value == "batch":
        raise ConfigError(f"{via.source} needs no cluster, since the provider does the work: leave {engine.source} out")
    if servers > 1 and not given.get("replay"):
        raise ConfigError(
            f"{engine.source} asks one endpoint with one key, and here are {servers}: leave {engine.source} out to ask"
            " them all from this process, or give one base URL and one key"
        )
