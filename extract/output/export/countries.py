"""Codes of states in other code lists, by our code: ISO 3166-1 alpha-3, 3166-3 for former states, XKX for Kosovo."""

from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Capital(NamedTuple):
    """The seat of government of a state."""

    name: str
    latitude: float
    longitude: float


def read_table(name: str) -> dict[str, list[str]]:
    """The rows of a table of codes, by their first cell."""
    text = files("extract.output.export.data").joinpath(name).read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {row[0]: row[1:] for row in rows}


@cache
def cow_codes() -> dict[str, str]:
    """State numbers of the Correlates of War project."""
    return {code: row[0] for code, row in read_table("cow.tsv").items()}


@cache
def ftm_codes() -> dict[str, str]:
    """Codes that FollowTheMoney uses."""
    return {code: row[0] for code, row in read_table("countries.tsv").items()}


@cache
def ftm_languages() -> dict[str, str]:
    """Codes of languages that FollowTheMoney uses, by ISO 639-1 code."""
    return {code: row[0] for code, row in read_table("languages.tsv").items()}


@cache
def capitals() -> dict[str, Capital]:
    """Capitals with their places in WGS 84."""
    return {code: Capital(row[0], float(row[1]), float(row[2])) for code, row in read_table("capitals.tsv").items()}
