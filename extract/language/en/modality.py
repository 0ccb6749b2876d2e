"""Modality: whether a sentence tells that something was done, will be done, ought to be done, or was not done.

In: folded text (`phrases.fold`) and the offset of a verb. Out: answers about that verb; it never looks past its clause.
"""

import re
from enum import StrEnum

from extract.language.en.phrases import Form, Hit


class Modality(StrEnum):
    """How what the verb says stands to the world."""

    FACT = "fact"
    FUTURE = "future"
    OBLIGATION = "obligation"
    CONDITIONAL = "conditional"


_CLAUSE = re.compile(r"(?:[;:.!?()\"]\s|,\s|\s(?:and|but|or|while|after|before|because|although|which|who|whom)\s)")
_SLOT = r"(?:\s+(?!to\b)[\w'-]+){0,3}?\s*$"
_PLAN = (
    r"(?:plan|expect|hope|intend|aim|want|wish|seek|due|set|poised|schedul|prepar|ready|about|likely|commit|pledg|vow|"
    r"promis|offer|propos|agree|commitment|try|trying|tries|urg|call|possibl|intention|decid|decision|look|keen|willing)"
)
_WISHED = re.compile(r"\b(?:like|want|wish|continu\w+|allow me|permit me)\s+to(?:\s+\w+)?\s*$", re.I)
"""Before a verb that is performed by saying so: "I would like to thank"."""
_FUTURE = re.compile(
    rf"\b(?:will|would|shall|may|might|could|can|won't|wouldn't|cannot|going to|to|\w+'ll){_SLOT}", re.I
)
_DUTY = re.compile(rf"\b(?:must|should|ought to|needs? to|needed to|ha(?:s|ve|d) to){_SLOT}", re.I)
_IF = re.compile(r"\b(?:if|unless|whether|should|once|until|when)\b(?:\s+[\w'-]+){0,6}\s*$", re.I)
_ONCE = re.compile(r"\b(?:if|unless|until|once)\s+(?:[\w'-]+\s+){0,2}$", re.I)
_NOT = re.compile(
    r"\b(?:not|never|cannot|without|neither|nor|\w+n't|no longer|no|yet to|unable to|stop short of|stopped short of|"
    r"(?:refus|declin|fail|reluctan|unwilling|hesitat)\w*(?:\s+to)?)(?:\s+[\w'-]+){0,2}?\s*$",
    re.I,
)
_REFUSAL = re.compile(r"\b(?:refus|declin|fail|unwilling|never|will not|would not|won't|wouldn't|cannot)\w*\b", re.I)
_BE = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being|get|gets|got|'s|'re)(?:\s+(?:not|also|\w+ly|never|now|since|soon))*\s*$",
    re.I,
)
_PERFECT = re.compile(r"\b(?:have|be|been|being|get)\b(?:\s+[\w'-]+)?\s*$", re.I)
_AHEAD_NOUN = re.compile(
    rf"\b{_PLAN}\w*(?:\s+[\w'-]+){{0,2}}?\s+(?:to|of|for|on|about|at)\s*$|\bforward\s+to\s*$", re.I
)
_TO = re.compile(r"\bto(?:\s+(?:\w+ly|also|jointly|further|not|never))?\s*$", re.I)
_BY = re.compile(r"\s+(?:\w+ly\s+)?by\b")
_DETERMINED = re.compile(
    r"(?:\b(?:a|an|the|this|these|those|its|their|his|her|our|my|your|no|any|some|all|such|more|many|several|new|recent|"
    r"of|for|in|on|with|by|from|at|into|about|over|under|despite|amid|following|against|without|between|per|growing|other|"
    r"repeated|earlier|latest|previous|public|popular|joint|climate|key|which|"
    r"(?-i:(?!representative|executive|secretary|official)[a-z]+(?:al|ous|ive|ary|ful))|\w+(?:ian|ese|ish|'s|s'))|(?<!\d)\d++)\s++\"?$",
    re.I,
)
_SUBJECT = re.compile(
    r"(?:^|[\",]\s*|\b(?:we|i|they|you|and|or|do|does|did|not|n't|also|both|to|still|always|now|further|therefore|and\s+(?-i:[A-Z])\w+|\w+ly|\w{3,}s|will|would|must|should|"
    r"may|might|can|could|shall|jointly|people|please)\s+)$",
    re.I,
)
_SAYING = (
    r"said|says|saying|told|tells|stated|states|stating|added|adds|noted|stressed|stresses|stressing|emphasi[sz]\w+|"
    r"explained|argued|insisted|insists|declared|announced|warned|warning|according to|remarked|commented|wrote|writes|"
    r"tweeted|posted|reiterated|reaffirmed|underlined|underscored|pointed out|claimed|maintained|believes?|believed|"
    r"address(?:ed|ing)|statement|spokes\w+|agreed that|called|calling|describ\w+|confirmed|affirmed|urg\w+|concluded"
)
_SPOKEN = re.compile(rf"[\"]|\b(?:{_SAYING}|we|our|us|i|my)\b", re.I)


def clause_before(text: str, start: int, reach: int = 80) -> str:
    """The words of the clause before this offset, at most `reach` characters."""
    left = text[max(0, start - reach) : start]
    ends = [m.end() for m in _CLAUSE.finditer(left)]
    return left[ends[-1] :] if ends else left


def is_spoken(text: str) -> bool:
    """True if the sentence tells or quotes what somebody says, or speaks in the first person."""
    return bool(_SPOKEN.search(text))


def is_noun(text: str, hit: Hit) -> bool:
    """True of "the demands", "in support": a form that is also a noun, and stands where a verb would not."""
    before = text[max(0, hit.start - 40) : hit.start]
    if hit.form not in (Form.BASE, Form.THIRD):
        return False
    return bool(_DETERMINED.search(before) or (hit.form is Form.THIRD and _TO.search(before))) or (
        hit.form is Form.BASE and not _SUBJECT.search(before)
    )


def is_infinitive(text: str, hit: Hit) -> bool:
    """True of "to sign", "to jointly sign"."""
    return hit.form is Form.BASE and bool(_TO.search(text[max(0, hit.start - 30) : hit.start]))


def is_passive(text: str, hit: Hit) -> bool:
    """True of "was signed", "signed by"."""
    if hit.form not in (Form.PAST, Form.PARTICIPLE):
        return False
    return bool(_BE.search(clause_before(text, hit.start)) or _BY.match(text, hit.end))


def is_negated(text: str, hit: Hit) -> bool:
    """True of "did not sign", "refused to sign", "without signing"."""
    return bool(_NOT.search(clause_before(text, hit.start)))


def is_refused(text: str, hit: Hit) -> bool:
    """True where the negation is a refusal or a failure, not a mere "not yet"."""
    return bool(_REFUSAL.search(clause_before(text, hit.start, 40)))


def modality_of(text: str, hit: Hit) -> Modality:
    """How the verb of this hit is meant."""
    left = clause_before(text, hit.start)
    if _WISHED.search(left):
        return Modality.FACT
    if hit.form in (Form.PAST, Form.PARTICIPLE) and not _PERFECT.search(left):
        return Modality.CONDITIONAL if _ONCE.search(left) else Modality.FACT
    if hit.form is Form.ING:
        return Modality.FUTURE if _AHEAD_NOUN.search(left) or _FUTURE.search(left) else Modality.FACT
    if _DUTY.search(left):
        return Modality.OBLIGATION
    if _IF.search(left):
        return Modality.CONDITIONAL
    return Modality.FUTURE if _FUTURE.search(left) else Modality.FACT
