"""The values that a person gave, each checked once, with where it was given; the strongest source wins.

In: flags, environment and the table of a settings file. Out: a value for each setting that was given.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from extract.errors import ConfigError


class Rank(IntEnum):
    """Strength of a source: the higher one wins."""

    DEFAULT = 0
    FILE = 1
    ENVIRONMENT = 2
    FLAG = 3


@dataclass(frozen=True)
class Given:
    """A checked value and where it was given."""

    value: Any
    rank: Rank
    place: str
    """As an error message names it: `--timeout`, `EXTRACT_TIMEOUT`, `timeout in communique.toml`."""


@dataclass(frozen=True)
class Key:
    """A setting: how it is read and what it is called in the environment."""

    name: str
    read: Callable[[object], Any]
    """Raises ValueError that says what is allowed."""
    variable: str

    @property
    def flag(self) -> str:
        return f"--{self.name.replace('_', '-')}"


@dataclass(frozen=True)
class Sources:
    """Where values can be given."""

    flags: Mapping[str, object]
    environment: Mapping[str, str]
    table: Mapping[str, Any]
    """What the settings file holds."""
    file: Path | None
    """That file, if there is one."""

    def of(self, key: Key) -> tuple[tuple[Rank, str, object], ...]:
        """What each says of a setting, the strongest first."""
        return (
            (Rank.FLAG, key.flag, self.flags.get(key.name)),
            (Rank.ENVIRONMENT, key.variable, self.environment.get(key.variable)),
            (Rank.FILE, f"{key.name} in {self.file}", self.table.get(key.name)),
        )


def gather(keys: Iterable[Key], sources: Sources) -> dict[str, Given]:
    """What was given, by the names of the settings. Raises ConfigError that says where a wrong value stands."""
    given: dict[str, Given] = {}
    for key in keys:
        for rank, place, raw in sources.of(key):
            if not empty(raw):
                given[key.name] = _from_folder(_read(key, raw, rank, place), sources.file)
                break
    return given


def empty(raw: object) -> bool:
    """Whether this counts as not given."""
    if isinstance(raw, list | tuple):
        return all(empty(one) for one in raw)
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _from_folder(one: Given, path: Path | None) -> Given:
    """A path of the file counts from the file's folder."""
    if one.rank is not Rank.FILE or path is None:
        return one
    if isinstance(one.value, Path):
        return Given(path.parent / one.value, one.rank, one.place)
    if isinstance(one.value, str) and one.value.lower().endswith(".gguf"):
        return Given(str(path.parent / Path(one.value).expanduser()), one.rank, one.place)
    return one


def _read(key: Key, raw: object, rank: Rank, place: str) -> Given:
    try:
        return Given(key.read(raw), rank, place)
    except ValueError as error:
        raise ConfigError(f"{place}: {error}") from None
