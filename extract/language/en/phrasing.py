"""Small questions about the words around a phrase: is it a place, is it an opinion, what does it govern."""

import re

_IN = re.compile(
    r"\b(?:in|at|near|outside|inside|around|across|throughout|visit(?:ing|ed)? to|trip to|off)\s+(?:the\s+)?$", re.I
)
_NOT_IN = re.compile(r"\b(?:interest|confidence|trust|share|stake)\s+in\s+(?:the\s+)?$", re.I)
_BESIDE = re.compile(
    r"\b(?:meetings?|talks|summit|conversation|call|spoke|met|meet|lunch|dinner|war|fight\w*)\s+with\s+(?:[\w’'.-]+\s+){0,6}$|"
    r"\bagainst\s+(?:the\s+)?(?:[\w’'-]+\s+)?$",
    re.I,
)
_PHRASE_END = re.compile(
    r"(?<![A-Z])\.|[;:!?\n]|,(?=\s)|\s(?:by|on|in|as|after|before|while|when|which|who|where|according|because|since|until|if|but|valued|worth|"
    r"said|says|and (?:\w+ed|to))\b|[\"”]"
)
_LEAD = re.compile(r"(?:\s|,)*(?:(?:to|that|the|a|an|on|for|of|with|against|over|about|its|their|his|her)\s+)*", re.I)
_LONGEST = 120
_THAT = re.compile(r"\s+that\b")
_UNDERTAKES = re.compile(r"\b(?:will|would|shall|to be|(?:they|both|sides|parties|countries|states) (?:should|must))\b")
_UNDER = re.compile(
    r"\b(?:under|by signing|in signing|according to)\s(?:the|this|that)\s(?:[\w-]+\s){0,2}"
    r"(?:agreement|deal|treaty|accord|pact|plan|truce|ceasefire|protocol|memorandum|declaration|contract)\b[^.;]{0,60}$|"
    r"\b(?:agreement|deal|treaty|accord|pact|plan|truce|ceasefire|contract),?\s(?:under|by|in) which\b[^.;]{0,80}$",
    re.I,
)
_PURPOSE = re.compile(r"\b(?:with the aim of|with a view to|for the purpose of|aimed at|in order to|so as to)\s$", re.I)
_CLAUSE_LENGTH = 60
_CLAUSE_BREAK = re.compile(r";|,\s(?:after|before|while|as|when|following|despite|although|which|who)\b", re.I)
_BARE = re.compile(
    r"(?:the\s)?(?:bilateral\s|further\s|closer\s)?(?:co-?operation|collaboration|ties|partnership|relations|deal|agreement|"
    r"contract|treaty|pact|accord|memorandum|plan|project|centre|center|aid|support|assistance)",
    re.I,
)
_PRICED = re.compile(
    r"(?:the\s|an?\s)?(?:[\w-]+\s){0,2}(?:deal|contract|agreement|order|package)s?\s(?:worth|valued).*", re.I
)
_MATTER = re.compile(
    r"(?:[^,.;:]|(?<=\d)[.,](?=\d)){0,120}?\s(?:for|on|about|over|covering)\s(?![$€£¥]|\w+day\b|\d{1,2}\s[A-Z]|[A-Z][a-z]+\s\d)"
)
_FUNCTION = (
    r"the|a|an|to|of|in|on|for|with|and|or|as|by|at|from|their|its|his|her|that|this|boost|expand|deepen|strengthen|"
    r"advance|broaden|enhance|increase|promote|improve|develop|conclude|sign|signed|agreed|have|has|had|under|into|over|"
    r"intensify|pursue|about|between|new|\w+ed|\w+ing"
)
_MODIFIER = rf"\b(?!(?:{_FUNCTION})\s)[a-z][\w-]*+"
_MODIFIERS = re.compile(rf"(?P<words>(?:{_MODIFIER}\s){{1,3}}$)|{_MODIFIER}")
"""A word that is not among the last three is passed over as a whole."""
_ABOUT = re.compile(
    r"\s(?:in|on|over|against|for)\s(?!20|19)[^.;:]*?(?=\s(?:by|as|after|before|when|which|worth|valued|according|on\s\w+day)\b|,\s(?!and)|[.;:]|$)"
)


def is_place(before: str) -> bool:
    """True if a name that follows these words tells where something is."""
    return bool(_IN.search(before)) and not _NOT_IN.search(before)


def is_opinion(text: str, end: int) -> bool:
    """True of "agreed that the talks were useful": what follows a verb that ends here is a view, no commitment."""
    return bool(_THAT.match(text, end)) and not _UNDERTAKES.search(text[end : end + _CLAUSE_LENGTH])


def is_clause(text: str, start: int) -> bool:
    """True of "under the treaty they agree to ...": the verb at this place tells what an instrument says."""
    return bool(_UNDER.search(text[:start]))


def is_purpose(text: str, start: int) -> bool:
    """True of "signed with the aim of extending ...": the verb at this place tells what something is for."""
    return bool(_PURPOSE.search(text[:start]))


def is_beside(before: str) -> bool:
    """True if a name that follows these words is met, fought or spoken with, and so not bound by what is told."""
    return bool(_BESIDE.search(before))


def is_apart(between: str) -> bool:
    """True if what stands on both sides of these words belongs to different clauses."""
    return len(between) > _CLAUSE_LENGTH or bool(_CLAUSE_BREAK.search(between))


def noun_phrase_after(sentence: str, position: int) -> tuple[int, int]:
    """Offsets of the words that follow, without their leading particles, up to the end of the phrase; may be empty."""
    lead = _LEAD.match(sentence, position)
    start = lead.end() if lead else position
    stop = _PHRASE_END.search(sentence, start + 1, start + _LONGEST) if start < len(sentence) else None
    end = stop.start() if stop else min(len(sentence), start + _LONGEST)
    if not stop and end < len(sentence):
        end = max(start, sentence.rfind(" ", start, end))
    return start, len(sentence[:end].rstrip(' ,;:."”'))


def matter_after(sentence: str, position: int) -> tuple[int, int] | None:
    """Offsets of what an instrument named before this place is for or about; None if its clause does not tell."""
    match = _MATTER.match(sentence, position)
    if match is None:
        return None
    start, end = noun_phrase_after(sentence, match.end())
    return (start, end) if start < end else None


def is_priced(words: str) -> bool:
    """True of words that tell a contract's price and not its matter ("a contract worth $3 million")."""
    return bool(_PRICED.fullmatch(words))


def whole_phrase(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Offsets of the phrase around a bare noun that says little by itself; other words stay as they are.

    "cooperation" becomes "defence industry cooperation", or "cooperation in research".
    """
    if not _BARE.fullmatch(sentence[start:end]):
        return start, end
    before = next((found["words"] for found in _MODIFIERS.finditer(sentence[:start]) if found["words"]), "")
    after = _ABOUT.match(sentence, end)
    return start - len(before), (after.end() if after else end)
