"""Tests what governs a noun, by the few words before it and without a parse tree."""

import re

_PREPOSITION = (
    "of|in|from|with|against|over|between|by|to|for|on|at|about|into|under|after|before|than|like|including|near|as"
)
_NOUN_NEXT = r"\s+(?:the\s+|a\s+|its\s+|their\s+)?(?:[\w’'-]+\s+){0,3}$"
_GOVERNED = re.compile(rf"\b(?:{_PREPOSITION}|that){_NOUN_NEXT}", re.I)
_OBJECT = re.compile(rf"\b(?:{_PREPOSITION})\s+(?:the\s+|a\s+|its\s+|their\s+)?$", re.I)
_OWNS = re.compile(r"^(?:’s|'s|’|')(?:\s|$)")


def is_governed(before: str) -> bool:
    """True if the words end in a preposition that governs the noun after them."""
    return bool(_GOVERNED.search(before))


def is_object(before: str) -> bool:
    """True if a preposition is right before the noun that follows; "that" before the subject of a clause is none."""
    return bool(_OBJECT.search(before))


def owns(after: str) -> bool:
    """True if these words make the noun before them a possessor ("Iran's attack")."""
    return bool(_OWNS.match(after))
