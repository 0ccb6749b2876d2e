"""What governs a noun: read from the few words before it, without a parse tree. In: those words. Out: yes or no."""

import re

_PREPOSITION = (
    "of|in|from|with|against|over|between|by|to|for|on|at|about|into|under|after|before|than|like|including|near|as"
)
_NOUN_NEXT = r"\s+(?:the\s+|a\s+|its\s+|their\s+)?(?:[\w’'-]+\s+){0,3}$"
_GOVERNED = re.compile(rf"\b(?:{_PREPOSITION}|that){_NOUN_NEXT}", re.I)
_OBJECT = re.compile(rf"\b(?:{_PREPOSITION})\s+(?:the\s+|a\s+|its\s+|their\s+)?$", re.I)
_OWNS = re.compile(r"^(?:’s|'s|’|')(?:\s|$)")


def is_governed(before: str) -> bool:
    """True if a preposition just before makes the noun that follows its object."""
    return bool(_GOVERNED.search(before))


def is_object(before: str) -> bool:
    """True if the noun that follows stands right after a preposition; the subject of a clause after "that" does not."""
    return bool(_OBJECT.search(before))


def owns(after: str) -> bool:
    """True if the noun before these words only owns what follows ("Iran's attack")."""
    return bool(_OWNS.match(after))
