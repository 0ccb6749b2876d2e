"""Settings that exclude each other: each such pair is refused, with what to leave out or to add.

In: what was given, and where. Out: nothing, or ConfigError. One value alone is checked where it is read.
"""

from collections.abc import Mapping

from extract.errors import ConfigError
from extract.model.embedded.catalog import DEFAULT
from extract.settings import parsers
from extract.settings.sources import Given, Rank


def refuse_contradictions(given: Mapping[str, Given], model: str, places: int | None) -> None:
    """Raises ConfigError for the first pair of settings that cannot both hold. `places` is the number of endpoints and
    keys that are asked, None for an embedded model."""
    _check_tapes(given)
    _check_weights(given, model, embedded=places is None)
    _check_via(given, embedded=places is None)
    _check_engine(given, places or 1)


def _check_tapes(given: Mapping[str, Given]) -> None:
    replay, record = given.get("replay"), given.get("record")
    if replay and record:
        raise ConfigError(f"{replay.place} and {record.place} exclude each other: a run is either replayed or recorded")
    if replay and not replay.value.is_dir():
        raise ConfigError(f"there is no folder {replay.value} ({replay.place}); give the folder of a run's cassettes")


def _check_weights(given: Mapping[str, Given], model: str, *, embedded: bool) -> None:
    weights = given.get("weights")
    if weights and weights.rank is Rank.FLAG and not embedded:
        raise ConfigError(
            f"--weights is for the embedded model, but the model is {model!r}; add --model {DEFAULT}, or leave it out"
        )


def _check_engine(given: Mapping[str, Given], places: int) -> None:
    engine, record, via = given.get("engine"), given.get("record"), given.get("via")
    if engine and engine.value == parsers.RAY:
        if record:
            raise ConfigError(f"{record.place} keeps the calls of one process: leave it out, or {engine.place}")
        if via and via.value == "batch":
            raise ConfigError(
                f"{via.place} needs no cluster, since the provider does the work: leave {engine.place} out"
            )
        if places > 1 and not given.get("replay"):
            raise ConfigError(
                f"{engine.place} asks one endpoint with one key, and here are {places}: leave {engine.place} out to ask"
                " them all from this process, or give one base URL and one key"
            )
        return
    for name in ("shards", "ray_address"):  # RAY_ADDRESS is often set for other tools
        if (one := given.get(name)) and one.rank is Rank.FLAG:
            raise ConfigError(f"{one.place} is for a cluster; add --engine ray, or leave it out")


def _check_via(given: Mapping[str, Given], *, embedded: bool) -> None:
    via, tape = given.get("via"), given.get("replay") or given.get("record")
    if via is None or via.value != "batch":
        return
    if embedded:
        raise ConfigError(
            f"{via.place}: the embedded model has no batch API; set OPENAI_API_KEY to ask OpenAI, or --base-url and"
            " --model to ask a server that has one, or leave it out"
        )
    if tape:
        raise ConfigError(f"{via.place} and {tape.place} exclude each other: what a batch answers is on no cassette")
