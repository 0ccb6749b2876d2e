"""Collect the values of settings from flags, environment and file; parse each once, and keep where it came from.

In: flags, environment and the table of a settings file. Out: a value for each setting that was given.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from pathlib import Path
from typing import Any

from extract.errors import ConfigError


class Rank(IntEnum):
    """Precedence of a source: the higher one wins."""

    DEFAULT = 0
    FILE = 1
    ENVIRONMENT = 2
    FLAG = 3


@dataclass(frozen=True)
class GivenValue:
    """A parsed value and its source."""

    value: Any
    rank: Rank
    source: str
    """As an error message names it: `--timeout`, `EXTRACT_TIMEOUT`, `timeout in communique.toml`."""


@dataclass(frozen=True)
class Option:
    """A setting, with its parser and its environment variable."""

    name: str
    parse: Callable[[object], Any]
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
    """The content of the settings file."""
    file: Path | None
    """The settings file, if there is one."""

    def raw_values(self, option: Option) -> tuple[tuple[Rank, str, object], ...]:
        """Return rank, source and raw value of a setting in each source, highest rank first."""
        return (
            (Rank.FLAG, option.flag, self.flags.get(option.name)),
            (Rank.ENVIRONMENT, option.variable, self.environment.get(option.variable)),
            (Rank.FILE, f"{option.name} in {self.file}", self.table.get(option.name)),
        )


def collect_values(options: Iterable[Option], sources: Sources) -> dict[str, GivenValue]:
    """Return the values that were given, by setting. Raises ConfigError that names the source of a wrong value."""
    given: dict[str, GivenValue] = {}
    for option in options:
        for rank, source, raw in sources.raw_values(option):
            if not is_empty(raw):
                given[option.name] = _resolve_path(_parse(option, raw, rank, source), sources.file)
                break
    return given


def is_empty(raw: object) -> bool:
    """Return whether a raw value counts as not given: None, an empty string or list."""
    if isinstance(raw, list | tuple):
        return all(is_empty(item) for item in raw)
    return raw is None or (isinstance(raw, str) and not raw.strip())


def _resolve_path(given: GivenValue, file: Path | None) -> GivenValue:
    """Resolve a path in the settings file against the folder of that file."""
    if given.rank is not Rank.FILE or file is None:
        return given
    if isinstance(given.value, Path):
        return replace(given, value=file.parent / given.value)
    if isinstance(given.value, str) and given.value.lower().endswith(".gguf"):
        return replace(given, value=str(file.parent / Path(given.value).expanduser()))
    return given


def _parse(option: Option, raw: object, rank: Rank, source: str) -> GivenValue:
    try:
        return GivenValue(option.parse(raw), rank, source)
    except ValueError as error:
        raise ConfigError(f"{source}: {error}") from None
