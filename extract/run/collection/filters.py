"""Which deals, events and actors of a collection are asked for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from extract.entities.organisations import lookup_organisation
from extract.entities.states import is_state, lookup_state
from extract.errors import ConfigError
from schemas import Act, ActorKind, Certainty, Instrument, Status

Code = TypeVar("Code", bound=StrEnum)

_AGO = re.compile(r"(\d{1,4}) ?(day|week|month|year)s?(?: ago)?")
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


@dataclass(frozen=True)
class Filters:
    """Conditions that all must hold; an empty one holds always."""

    sides: tuple[str, ...] = ()
    """Sides of which each takes part: two of them are a dyad."""
    statuses: tuple[Status, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    acts: tuple[Act, ...] = ()
    kinds: tuple[ActorKind, ...] = ()
    since: date | None = None
    """Day of the last report, or later."""
    source: str = ""
    """Part of the name of an outlet that reports it."""
    words: tuple[str, ...] = ()
    """Words that its label, its names or its evidence have."""
    certainty: Certainty | None = None
    """Certainty of at least one of its records."""

    @property
    def reads_records(self) -> bool:
        """Return whether the records of a deal or event have to be read."""
        return bool(self.source or self.words or self.certainty)


def parse_codes(kind: type[Code], names: Iterable[str]) -> tuple[Code, ...]:
    """Return the codes with these names. Raises ConfigError for an unknown one."""
    try:
        return tuple(kind(name.strip().replace(" ", "_").lower()) for name in names)
    except ValueError as error:
        raise ConfigError(f"{error}; give one of: {', '.join(kind)}") from error


def parse_side(text: str) -> str:
    """Return the side that a code or a name means: `KOR`, `South Korea`, `NATO`. Raises ConfigError."""
    name = text.strip()
    if is_state(name.upper()):
        return name.upper()
    if code := lookup_state(name) or lookup_state(name.title()):
        return code
    if known := lookup_organisation(name):
        return f"org:{known.name}"
    raise ConfigError(f"{text!r} is no state or organisation of the tables; give an ISO code like KOR, or a name")


def parse_day(text: str, today: date) -> date:
    """Return the day that is meant: `2024-11-18`, `2024-11`, `2024`, `yesterday`, `3 days`. Raises ConfigError."""
    words = text.strip().casefold()
    if words in ("today", "yesterday"):
        return today - timedelta(days=words == "yesterday")
    if ago := _AGO.fullmatch(words):
        return today - timedelta(days=int(ago[1]) * _DAYS[ago[2]])
    for missing in ("", "-01", "-01-01"):
        try:
            return date.fromisoformat(words + missing)
        except ValueError:
            continue
    raise ConfigError(f"{text!r} is no day; give one like 2024-11-18, 2024-11, yesterday or '3 days'")
