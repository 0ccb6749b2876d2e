"""Compare offices across articles: "Vice Defense Minister" and "vice minister of defence" are one.

Rank and field count, the state and the order of the words do not.
"""

import re
from functools import lru_cache

from extract.entities.states import lookup_state

_SILENT = frozenset(
    "the of for and in to s affairs then former ex acting interim his her its their country new".split()
)
_SAME = {
    "defence": "defense", "external": "foreign", "vice": "deputy", "premier": "prime minister", "envoy": "ambassador",
    "spokeswoman": "spokesman", "spokesperson": "spokesman", "chairman": "chair", "chairwoman": "chair",
    "congresswoman": "congressman", "premiership": "prime minister", "homeland": "interior", "home": "interior",
    "adviser": "advisor", "economic": "economy", "economics": "economy", "cm": "chief minister", "pm": "prime minister",
}  # fmt: skip
_RANKS = frozenset({"deputy", "assistant", "undersecretary", "shadow", "prime"})
"""Words that make another office of the same field."""
_FIELDS = frozenset("defense foreign interior treasury energy health agriculture transport finance".split())
"""Fields whose "secretary" is the minister."""

_MILITARY = frozenset(
    "general admiral marshal brigadier colonel major captain lieutenant commander commodore rear air deputy".split()
)
"""Words of military ranks: a rank says nothing of the office that its bearer holds."""

Office = frozenset[str]
"""The words of a title that count; empty if the text gives none."""


@lru_cache(maxsize=16384)
def read_office(title: str | None) -> Office:
    """Read a title; states in it ("Peruvian defence minister") count for nothing."""
    words = [word for word in re.findall(r"[^\W\d_]+", title or "") if lookup_state(word) is None]
    kept = " ".join(_SAME.get(word, word) for word in map(str.casefold, words) if word not in _SILENT).split()
    if "secretary" in kept and _FIELDS & set(kept):
        kept = ["minister" if word == "secretary" else word for word in kept]
    return frozenset(kept)


def agree(one: Office, other: Office) -> bool | None:
    """Return whether two titles may be of one office; None if one of them is not given, or is only a military rank."""
    if not one or not other or (one <= _MILITARY) != (other <= _MILITARY):
        return None
    return (one <= other or other <= one) and one & _RANKS == other & _RANKS
