"""Public bodies of states named in a text: ministries, parliaments, courts, armed forces, offices of state.

A body is named with its state ("Georgian internal affairs ministry", "the Senate of Kenya") or by a name of its own
("the State Duma"); a bare "the ministry" is none, it only points back.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extract.entities.states import StateMention

_FIELD = (
    r"foreign(?: affairs)?|external affairs|national defen[cs]e|defen[cs]e|interior|internal affairs|home affairs|"
    r"finance|"
    r"trade|energy|economy|economic affairs|justice|health|commerce|transport|security|unification|environment|"
    r"information|culture|agriculture|industry|education|oil|migration"
)
_NOUN = (
    r"(?i:parliament|senate|congress|house of representatives|national assembly|supreme court|constitutional court|"
    r"central bank|(?:national )?security council|(?:federal )?security service|intelligence (?:agency|service)s?|"
    r"coast guard|"
    r"embassy|cabinet|presidency|armed forces|defen[cs]e forces?|military|army|navy|air force|police|"
    r"foreign office|ministry)"
)
_OWN = {
    "State Duma": "RUS", "Federation Council": "RUS", "State Department": "USA", "Department of State": "USA",
    "Department of Defense": "USA", "Defense Department": "USA", "Treasury Department": "USA", "Knesset": "ISR",
    "Israel Defense Forces": "ISR", "Israeli Defense Forces": "ISR", "IDF": "ISR", "Bundestag": "DEU",
    "Bundeswehr": "DEU",
    "Bundesrat": "DEU", "Verkhovna Rada": "UKR", "House of Commons": "GBR", "House of Lords": "GBR", "Sejm": "POL",
    "Lok Sabha": "IND", "Rajya Sabha": "IND", "Majlis": None, "Loya Jirga": "AFG", "U.S. Congress": "USA", "CIA": "USA",
    "FBI": "USA", "FSB": "RUS", "Mossad": "ISR", "People's Liberation Army": "CHN", "Capitol Hill": "USA",
    "Revolutionary Guards": "IRN", "Revolutionary Guard": "IRN",
}  # fmt: skip
"""Names that no other state's body has; the state is told by the name alone."""
_PATTERN = re.compile(
    rf"(?P<own>{'|'.join(map(re.escape, _OWN))})\b|"
    rf"(?=(?i:{_FIELD}))(?:(?i:(?:{_FIELD})(?:,? (?:and )?(?:{_FIELD}))*\sministry)\b|{_NOUN}\b|"
    rf"(?P<passed>(?i:(?:{_FIELD})(?:,? (?:and )?(?:{_FIELD})(?=,? (?:and )?(?:{_FIELD})))++)))|"
    rf"(?:Ministry|Department) (?:of|for) (?:the )?(?:(?i:{_FIELD})(?:,? (?:and )?(?:[A-Z]\w+|(?i:{_FIELD})))*)\b|"
    rf"{_NOUN}\b"
)
"""What is passed is a list of fields that leads to no ministry, up to its last one: nothing else can begin in it, and
trying each of its fields would take the square of its length."""
_OF = re.compile(r"(?: Affairs)? (?:of|in) (?:the )?")
_OWNED = re.compile(r"(?:’s|'s|’|')? (?:[a-z]+ )?")


@dataclass(frozen=True)
class BodyMention:
    """A mention of a public body. Offsets take in the state's name or demonym where it stands before it."""

    start: int
    end: int
    name: str
    core: str
    """The name without its state."""
    country: str | None
    """ISO3; None where the name does not tell its state."""


def find_bodies(text: str, mentions: Sequence[StateMention]) -> list[BodyMention]:
    """Public bodies in order of appearance, given the states of the text."""
    starts = [mention.start for mention in mentions]
    found = []
    for match in _PATTERN.finditer(text):
        if match["passed"]:
            continue
        at = bisect_left(starts, match.start())
        owner = mentions[at - 1] if at else None
        after = bisect_left(starts, match.end())
        of = mentions[after] if after < len(starts) else None
        mention = _mention(text, match, owner, of)
        if mention:
            found.append(mention)
    return found


def _mention(
    text: str, match: re.Match[str], owner: StateMention | None, of: StateMention | None
) -> BodyMention | None:
    core = match.group()
    if owner and owner.end <= match.start() and _OWNED.fullmatch(text, owner.end, match.start()):
        name = text[owner.start : match.end()]
        return BodyMention(owner.start, match.end(), name, core, owner.iso3)
    if of and _OF.fullmatch(text, match.end(), of.start):
        return BodyMention(match.start(), match.end(), core, core, of.iso3)
    if match["own"]:
        return BodyMention(match.start(), match.end(), core, core, _OWN[core])
    named = core[0].isupper() and (" " in core or core in ("Senate", "Parliament", "Congress", "Cabinet"))
    return BodyMention(match.start(), match.end(), core, core, None) if named else None
