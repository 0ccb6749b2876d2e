"""Small questions about the words around a phrase: is it a place, is it demanded of others, what does it govern."""

import re

_IN = re.compile(r"\b(?:in|at|near|outside|inside|around|across|throughout|visit(?:ing|ed)? to|trip to|off)\s+(?:the\s+)?$", re.I)
_NOT_IN = re.compile(r"\b(?:interest|confidence|trust|share|stake)\s+in\s+(?:the\s+)?$", re.I)
_DEMAND = re.compile(
    r"\b(?:urg\w+|call\w* (?:on|upon|for)|demand\w*|ask\w*|appeal\w*|press\w*|press(?:ed|ing)|request\w*|warn\w*|must|"
    r"should|want\w*|told|order\w*|implor\w+|exhort\w*|encourag\w+|insist\w*)\b[^.;:]*$",
    re.I,
)
_PHRASE_END = re.compile(
    r"[.;:!?\n]|,(?=\s)|\s(?:by|on|in|as|after|before|while|when|which|who|where|according|because|since|until|if|but|"
    r"said|says|and (?:\w+ed|to))\b|[\"”]"
)
_LEAD = re.compile(r"(?:\s|,)*(?:(?:to|that|the|a|an|on|for|of|with|against|over|about|its|their|his|her)\s+)*", re.I)
_LONGEST = 120


def is_place(before: str) -> bool:
    """True if a name that follows these words tells where something is."""
    return bool(_IN.search(before)) and not _NOT_IN.search(before)


def is_demanded(sentence: str, position: int) -> bool:
    """True if what stands here is asked of others earlier in its clause ("urged the sides to sign")."""
    return bool(_DEMAND.search(sentence[:position]))


def noun_phrase_after(sentence: str, position: int) -> tuple[int, int]:
    """Offsets of the words that follow, without their leading particles, up to the end of the phrase; may be empty."""
    lead = _LEAD.match(sentence, position)
    start = lead.end() if lead else position
    stop = _PHRASE_END.search(sentence, start + 1, start + _LONGEST) if start < len(sentence) else None
    end = stop.start() if stop else min(len(sentence), start + _LONGEST)
    if not stop and end < len(sentence):
        end = max(start, sentence.rfind(" ", start, end))
    return start, len(sentence[:end].rstrip(" ,;:.\"”"))
