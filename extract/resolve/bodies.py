"""Public bodies of states named in a text: ministries, parliaments, courts, councils, offices."""

import re
from dataclasses import dataclass

from extract.resolve import states

_FIELD = (
    r"foreign(?: affairs)?|defen[cs]e|interior|internal affairs|finance|trade|energy|economy|justice|health|commerce|"
    r"transport|security|unification|environment|information|culture|agriculture|industry"
)
_NOUN = (
    r"(?i:parliament|senate|congress|house of representatives|national assembly|state duma|supreme court|constitutional court|"
    r"central bank|national security council|security service|intelligence agency|coast guard|embassy|cabinet|"
    r"state department|defen[cs]e department|justice department|treasury department)"
)
_MINISTRY = re.compile(
    rf"(?:(?i:(?:{_FIELD})(?: and (?:{_FIELD}))?) [Mm]inistry)|(?:Ministry|Department) of (?:the )?[A-Z]\w+(?:(?: and|,) [A-Z]\w+| Affairs)*|"
    rf"Foreign Office|{_NOUN}\b"
)
_OF = re.compile(r"(?:’s|'s)? (?:of|in) (?:the )?")


@dataclass(frozen=True)
class BodyMention:
    """A mention of a public body. Offsets take in the state's name or demonym where it belongs to the name."""

    start: int
    end: int
    name: str
    country: str | None


def find(text: str) -> list[BodyMention]:
    """Public bodies in order of appearance; a body without a state in its name has no country yet."""
    mentions = states.find(text)
    found = []
    for match in _MINISTRY.finditer(text):
        start, country = match.start(), None
        for state in mentions:
            gap = text[state.end : match.start()]
            if state.end <= match.start() and gap in (" ", "’s ", "'s ", "’ "):
                start, country = state.start, state.iso3
            if state.start >= match.end() and _OF.fullmatch(text[match.end() : state.start]):
                country = state.iso3
        name = text[start : match.end()]
        if country or name[0].isupper():
            found.append(BodyMention(start, match.end(), name, country))
    return found
