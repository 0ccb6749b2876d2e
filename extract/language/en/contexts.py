"""Finds the contexts of a text: the topics of PLOVER 2.0 that its words indicate, by a table."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
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
_WORD = re.compile(r"\w+")
_FIRST = re.compile(r"\w+\*?")


@lru_cache(maxsize=2048)
def find_contexts(text: str) -> tuple[Context, ...]:
    """Return the contexts of a text, the one with most words first; ties in the order of the codebook."""
    possible = {context for word in {*_WORD.findall(text)} for context in _beginning_with(word)}
    counts = {context: len(words.pattern.findall(text)) for context, words in _table().items() if context in possible}
    return tuple(sorted((c for c, count in counts.items() if count), key=lambda c: -counts[c]))


def is_security(text: str) -> bool:
    """True of a text about security or the policy of states towards each other."""
    return any(context in SECURITY for context in find_contexts(text))


def security_share(sentences: Sequence[str]) -> float:
    """Return the share of sentences about security, 0 to 1; 0 if there are no sentences."""
    return sum(map(is_security, sentences)) / len(sentences) if sentences else 0.0


@dataclass(frozen=True)
class _Words:
    """The words of a context."""

    pattern: re.Pattern[str]
    first: re.Pattern[str]
    """The first word of each, as far as letters go: without it in a text, none of them is there."""


@lru_cache(maxsize=16_384)
def _beginning_with(word: str) -> tuple[Context, ...]:
    """The contexts that have words which begin with this one."""
    return tuple(context for context, words in _table().items() if words.first.fullmatch(word))


@cache
def _table() -> dict[Context, _Words]:
    lines = files("extract.language.en").joinpath("data", "contexts.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {Context(name): _compile(words.split("; ")) for name, words in rows}


def _compile(words: list[str]) -> _Words:
    first = [_FIRST.findall(word)[0] for word in words]
    return _Words(
        re.compile(rf"(?<!\w)(?:{'|'.join(map(_body, words))})(?!\w)", re.I),
        re.compile("|".join(map(_body, first)), re.I),
    )


def _body(word: str) -> str:
    return re.escape(word.rstrip("*")).replace(r"\ ", r"\s+") + (r"\w*" if word.endswith("*") else "")
