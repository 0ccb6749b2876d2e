"""Finds the contexts of a text: the topics of PLOVER 2.0 that its words indicate, by a table."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files

from schemas import Context

SECURITY = frozenset(
    {
        Context.MILITARY,
        Context.INTELLIGENCE,
        Context.DIPLOMATIC,
        Context.TERRITORY,
        Context.PEACEKEEPING,
        Context.TERRORISM,
        Context.CBRN,
        Context.CYBER,
        Context.HUMAN_RIGHTS,
        Context.HUMAN_SECURITY,
    }
)
"""Contexts of security, defence, conflict, arms, terrorism, territory and foreign policy."""


@lru_cache(maxsize=2048)
def find_contexts(text: str) -> tuple[Context, ...]:
    """Return the contexts of a text, the one with most words first; ties in the order of the codebook."""
    counts = {context: len(pattern.findall(text)) for context, pattern in _table().items()}
    return tuple(sorted((c for c, count in counts.items() if count), key=lambda c: -counts[c]))


def is_security(text: str) -> bool:
    """True of a text about security or the policy of states towards each other."""
    return any(context in SECURITY for context in find_contexts(text))


def security_share(sentences: Sequence[str]) -> float:
    """Return the share of sentences about security, 0 to 1; 0 if there are no sentences."""
    return sum(map(is_security, sentences)) / len(sentences) if sentences else 0.0


@cache
def _table() -> dict[Context, re.Pattern[str]]:
    lines = files("extract.language.en").joinpath("data", "contexts.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {Context(name): _pattern(words.split("; ")) for name, words in rows}


def _pattern(words: list[str]) -> re.Pattern[str]:
    bodies = (
        re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if word.endswith("*") else "") for word in words
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(bodies)})(?!\w)", re.I)
