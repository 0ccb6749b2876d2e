"""Finds the words that name an instrument, and the kind of instrument that they name.

In: any text. Out: mentions in order, none overlapping another. Its stage is found by `status`.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.language.en.phrases import Hit, Table, fold
from schemas import Instrument

_TABLE = Table("instruments.tsv")
_ARMS = re.compile(
    r"\b(?:arms|weapons?|weaponry|missiles?|jets?|fighters?|aircraft|warplanes?|helicopters?|tanks?|howitzers?|artillery|"
    r"submarines?|frigates?|warships?|corvettes?|drones?|ammunition|munitions|air[- ]defen[cs]e|interceptors?|rockets?|"
    r"radars?|armou?red|patrol (?:ships?|vessels?|boats?)|F-\d+\w*|S-\d00|military (?:equipment|hardware|sale))\b",
    re.I,
)
_BASES = re.compile(
    r"\b(?:military bases?|status of (?:its |US |American )?forces|bas(?:e|ing) rights?|military presence|"
    r"air ?bases?|naval bases?)\b",
    re.I,
)
_DEFENCE = re.compile(
    r"\b(?:defen[cs]e|military|security) (?:industry |industrial )?(?:cooperation|co-operation|partnership|ties)\b",
    re.I,
)
_BODY = re.compile(r"\s+(?:Organi[sz]ation|Council|Commission|Committee|Forum|Conference|Office|Agency|Fund|Bank)\b")
_CONTRACTS = frozenset({Instrument.COMMERCIAL_CONTRACT, Instrument.AGREEMENT})
_NEAR = 60
"""Characters around the name of an instrument in which its subject is looked for."""
_FAR = 100
"""The same after the name, for the long title of a treaty."""


@dataclass(frozen=True)
class InstrumentMention:
    """Words that name an instrument; offsets count from the beginning of the text."""

    start: int
    end: int
    text: str
    instrument: Instrument


@lru_cache(maxsize=1024)
def find_instruments(text: str) -> tuple[InstrumentMention, ...]:
    """Return the mentions of instruments in a text in order, none overlapping another."""
    folded = fold(text)
    hits = _TABLE.find(folded, lambda hit: hit.kind != "matter" and _names(folded, hit))
    return tuple(InstrumentMention(h.start, h.end, text[h.start : h.end], _kind(folded, h)) for h in hits)


def instrument_of(words: str) -> Instrument | None:
    """Return the instrument that these words name, the most special of several; None if they name none."""
    folded = fold(words)
    kinds = [_kind(folded, hit) for hit in _TABLE.find(folded, lambda hit: True)]
    if not kinds and _ARMS.search(words):
        return Instrument.ARMS_CONTRACT
    return min(kinds, key=_generality, default=None)


def _names(text: str, hit: Hit) -> bool:
    """False in the middle of a compound ("non-treaty") or of a body's name ("Treaty Organisation")."""
    return not text[: hit.start].endswith("-") and not _BODY.match(text, hit.end)


def _generality(kind: Instrument) -> int:
    return {Instrument.COOPERATION: 2, Instrument.AGREEMENT: 1}.get(kind, 0)


def _kind(text: str, hit: Hit) -> Instrument:
    """The instrument of the table; the words around it make a contract or an agreement more special."""
    kind = Instrument(hit.label)
    if kind not in _CONTRACTS:
        return kind
    around = text[max(0, hit.start - _NEAR) : hit.end + _NEAR]
    if kind is Instrument.COMMERCIAL_CONTRACT or hit.kind == "deal":
        return Instrument.ARMS_CONTRACT if _ARMS.search(around) else kind
    if _BASES.search(text[max(0, hit.start - _NEAR) : hit.end + _FAR]):
        return Instrument.STATUS_OF_FORCES_AGREEMENT
    return Instrument.DEFENSE_COOPERATION_AGREEMENT if _DEFENCE.search(text[hit.start : hit.end + _NEAR]) else kind
