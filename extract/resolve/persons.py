"""Persons named in a text, with their office and the state they belong to as the words around the name tell.

A name is a person where a title stands before it, where an apposition with an office follows it, or where it is said to
have spoken. Names are kept whole: nothing is guessed about which part is the family name.
"""

import re
from dataclasses import dataclass

from extract.resolve import states
from extract.resolve.titles import COURTESY, OFFICES

_PARTICLE = r"(?:al|el|bin|ibn|ben|de|da|di|del|della|der|van|von|den|dos|du|la|le|ter|zu|abu|Al|El|Bin|De|Van|Von)"
_WORD = r"[A-ZÀ-ÖØ-ÞŞĞİŁŚŻČŠŽĐ](?:[\w’']*[\w])?(?:-\w+)*\.?"
_INITIAL = r"[A-Z]\."
_NAME = rf"(?:{_WORD}|{_INITIAL})(?:[ -](?:{_PARTICLE}[ -])*(?:{_INITIAL}|{_WORD})){{0,4}}"
_OFFICE = "|".join(re.escape(o) for o in sorted(OFFICES, key=len, reverse=True))
_SAID = (
    r"said|says|told|added|stated|warned|urged|announced|stressed|insisted|noted|argued|condemned|called|welcomed|praised|"
    r"declared|vowed|pledged|confirmed|denied|rejected|criticized|criticised|accused|described|explained|remarked|tweeted"
)
_TITLED = re.compile(rf"\b(?P<office>(?i:{_OFFICE}))\.?(?:,)? (?P<name>{_NAME})")
_APPOSED = re.compile(
    rf"(?P<name>{_NAME}),? (?:(?:who is )?(?:the|a|an) |[A-Z][\w-]+(?:’s|'s)? |)(?P<gap>(?:[\w.’'-]+ ){{0,4}}?)(?P<office>(?i:{_OFFICE}))\b"
)
_NAMED_OFFICE = re.compile(rf"\b(?P<office>(?i:{_OFFICE})) (?P<gap>(?:of|to|for) [^,.;]{{2,60}}), (?P<name>{_NAME})(?=[,.; ]|$)")
_SPOKE = re.compile(rf"(?P<name>{_WORD}(?: (?:{_PARTICLE} )*(?:{_INITIAL}|{_WORD})){{1,3}})(?=(?:,[^,.;]{{2,80}},)? (?:has |had |also |later |then )*(?:{_SAID})\b)")
_SAID_BY = re.compile(rf"(?:\b(?:said|says|added|according to)) (?P<name>{_WORD}(?: (?:{_PARTICLE} )*(?:{_INITIAL}|{_WORD})){{1,3}})")
_NOT_NAMES = frozenset(
    "The A An In On At By For From To And But Or If As It He She They We I His Her Their Our This That These Those When "
    "While After Before During Since Both Also However Meanwhile According Although Under Over With Without Of Following "
    "January February March April May June July August September October November December Monday Tuesday Wednesday "
    "Thursday Friday Saturday Sunday United Nations Security Council General Assembly Ministry Minister Department "
    "Government Parliament Congress Senate House Court Army Navy Force Forces Commission Committee Union Organization "
    "Organisation Agency Authority Republic Kingdom State States Foreign Defense Defence National International Party "
    "Office Embassy Bank Treaty Agreement Group Summit News Times Post Press University Institute Center Centre Affairs "
    "North South East West Northern Southern Eastern Western Central".split()
)


@dataclass(frozen=True)
class PersonMention:
    """A full mention of a person. Offsets are of the name alone, without title."""

    start: int
    end: int
    name: str
    office: str | None
    country: str | None
    """ISO3 of a state that the title or the apposition names; None where the words around the name tell none."""


def find(text: str) -> list[PersonMention]:
    """Persons in order of appearance, no two overlapping; a titled mention wins over one that only spoke."""
    found: list[PersonMention] = []
    for pattern in (_TITLED, _NAMED_OFFICE, _APPOSED, _SPOKE, _SAID_BY):
        for match in pattern.finditer(text):
            person = _person(text, match)
            if person and all(person.end <= other.start or other.end <= person.start for other in found):
                found.append(person)
    return sorted(found, key=lambda person: person.start)


def _person(text: str, match: re.Match[str]) -> PersonMention | None:
    start, end = _trimmed(text, *match.span("name"))
    name = text[start:end]
    if not name or not _is_name(name):
        return None
    groups = match.groupdict()
    office = groups.get("office")
    if office is None and " " not in name:
        return None
    return PersonMention(start, end, name, _titled(office), _country(text, match))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The name without a possessive, a final full stop, or a following word that is none of it."""
    name = text[start:end]
    name = re.sub(r"(?:’s|'s|’|')$", "", name)
    if name.endswith(".") and not re.search(r"\b[A-Z]\.$", name):
        name = name[:-1]
    words = name.split(" ")
    while words and (words[-1].strip("’'s") in _NOT_NAMES or words[-1] in _NOT_NAMES):
        words.pop()
    while words and words[0] in _NOT_NAMES:
        start += len(words.pop(0)) + 1
    name = " ".join(words)
    return start, start + len(name)


def _is_name(name: str) -> bool:
    words = name.replace("-", " ").split()
    if any(word in _NOT_NAMES for word in words) or len(name) < 3:
        return False
    if states.lookup(name) or states.find(name):
        return False
    return not name.isupper()


def _titled(office: str | None) -> str | None:
    return office if office and office.casefold() not in COURTESY else None


def _country(text: str, match: re.Match[str]) -> str | None:
    """The state named in the title, in the apposition, or just before the title ("Malaysian Prime Minister")."""
    around = text[max(0, match.start() - 60) : match.start()]
    before = states.find(around)
    if before and match.re is _TITLED and re.fullmatch(r"(?:’s|'s)?[\w ]{0,24} ?", around[before[-1].end :]):
        return before[-1].iso3
    if match.re is _TITLED and (of := re.match(r"[^.;]{0,4}", text[match.end() :])):
        pass
    inside = states.find(text[match.start() : match.end()])
    if inside:
        return inside[0].iso3
    after = re.match(r"(?:’s|'s)?(?: \w+){0,2} (?:of|to|for) [^,.;]{2,40}|, [^,.;]{2,60}", text[match.end() :])
    near = states.find(after.group()) if after and match.re is not _TITLED else []
    return near[0].iso3 if near else None
