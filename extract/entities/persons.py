"""Finds the persons that a text names, with the office and the state that the words around the name give them.

A name is a person if a title precedes it, if an apposition gives it an office, or if it is the subject of a verb of
saying. Names are kept whole: no part is guessed to be the family name.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extract.entities.organisations import lookup_organisation
from extract.entities.states import StateMention, lookup_state
from extract.entities.titles import ADDRESS, OFFICE, STRONG

_PARTICLE = r"(?:al-|el-|al|el|bin|ibn|ben|de|da|di|del|della|der|van|von|den|dos|du|la|ter|zu|abu|of Wales)"
_CAPITAL = r"A-ZÀ-ÖØ-ÞŞĞİŁŚŻČŠŽĐŌŪĀ"
_WORD = rf"(?:al-|el-|d’|d'|O’|O'|Mc|Mac)?[{_CAPITAL}](?:[\w’'-]*\w)?"
_TOKEN = re.compile(rf"(?:[{_CAPITAL}]\.(?:[ -]?[{_CAPITAL}]\.)*|{_WORD})")
_CHUNK = re.compile(rf"(?:{_TOKEN.pattern})(?:[ \u00a0-](?:{_PARTICLE}[ -])*(?:{_TOKEN.pattern})){{0,9}}")
_SAID = (
    r"said|says|told|added|stated|warned|urged|announced|stressed|insisted|noted|argued|condemned|called|welcomed|praised|"
    r"declared|vowed|pledged|confirmed|denied|rejected|criticized|criticised|accused|described|explained|remarked|tweeted|"
    r"gave|resigned|arrived|asked|claimed|promised|listed|branded|dismissed|ordered|accepted|defended|backed|"
    r"met|hosted|visited|signed|thanked|expressed|emphasized|emphasised|reiterated|reaffirmed|discussed|spoke"
)
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<office>{OFFICE})(?P<of>\s(?:of|for|to|on)\s(?:the\s)?(?:[{_CAPITAL}][\w’'-]*\s|of\s|the\s|and\s|for\s|’s\s|'s\s){{1,7}}|\s)$"
)
_SHARED = re.compile(rf"(?<![\w-])(?P<office>{OFFICE})s\s(?:[{_CAPITAL}][^,.;:()]{{2,60}}\sand\s)?$")
"""A title in the plural before one of two names: "Ministers Marsh and Okoro"."""
_ADDRESSED = re.compile(rf"(?<![\w-]){ADDRESS}\s$")
_NAMED = re.compile(rf"(?<![\w-])(?P<office>{OFFICE})(?:\s(?:of|to|for|on|at)\s[^,.;:()]{{2,60}})?,\s$")
_AFTER = re.compile(
    rf",\s(?:who\s(?:is|was)\s)?(?:the\s|a\s|an\s|[{_CAPITAL}][\w-]*(?:’s|'s)?\s)?(?:(?!and\b)[\w’'.-]+\s){{0,4}}?(?P<office>{OFFICE})\b(?!\s[{_CAPITAL}])"
)
_SPOKE = re.compile(
    rf"(?:,[^,.;]{{2,120}},|\s(?:of|from)\s[^,.;]{{2,60}})?\s(?:(?:has|had|also|later|then|today|yesterday|on\s\w+day)\s)*(?:{_SAID})\b"
)
_SAID_BY = re.compile(r"\b(?:said|says|added|according to)\s$")
_OF_STATE = re.compile(r"\s(?:of|from)\s(?:the\s)?$")
_POSSESSOR_GAP = re.compile(r"\)?(?:’s|'s)?(?!.*\b(?:and|of|in|with|to|from|by|for)\b)[ \w-]{0,30}")
_POSSESSIVE = re.compile(r"(?:’s|'s|’|')$")
_REACH = 110
_NOT_NAMES = frozenset(
    "The A An In On At By For From To And But Or If As It He She They We I You His Her Their Our My This That These "
    "Those When While After Before During Since Both Also However Meanwhile According Although Under Over With "
    "Without Of Following Attending Speaking Today Yesterday Tomorrow Earlier Later Mere Initially Finally Recently "
    "Similarly There Here Who What January February March April May June July August September October November "
    "December Monday Tuesday Wednesday Thursday Friday Saturday Sunday United Nations Security Council General "
    "Assembly Ministry Department Government Parliament Congress Senate House Court Army Navy Air Force Forces "
    "Commission Committee Union Organization Organisation Agency Authority Republic Kingdom State States Foreign "
    "Defense Defence National International Party Office Embassy Bank Treaty Agreement Group Summit News Times Post "
    "Press University Institute Center Centre Affairs North South East West Northern Southern Eastern Western Central "
    "Federal Federation Executive Intelligence Service Services Staff Staffs Supreme Environmental Protection Ecology "
    "Transport Interior Finance Trade Energy Economy Economic Health Justice Team Grand Prix World War Cup Games "
    "Strait Sea Gulf Ocean River Island Islands Peninsula Valley City Province Region Regional Peace Statement Joint "
    "Majesty Excellency Highness Royal Duma Cabinet Chief Prime Minister Ministers President Presidents Secretary "
    "Director Deputy Vice Special Envoy Representative Ambassador Chairman Chairwoman Speaker Leader Leaders "
    "Spokesman Spokeswoman Spokesperson Senator Senators Governor Mayor Commander Admiral Colonel Captain Adviser "
    "Advisor Commissioner Chancellor Premier King Queen Prince Princess Pope Sultan Emir Emperor Ayatollah Mr Mrs Ms "
    "Dr Sir Lord Lady Jr Sr Chair Majority Minority Opposition Congressman Congresswoman Judge Attorney Marshal Major "
    "Lieutenant Brigadier People’s People's Muslim Christian Jewish Catholic Nobel Human Rights Children Women Day "
    "Week Year Manager Coach "
    "Investment Political Cultural Humanitarian Nuclear Policy Technology Science Commerce Industry Labor Labour "
    "Agriculture Education Culture Tourism Infrastructure Development Climate Counterterrorism Cyber African Homeland "
    "Nonproliferation Disarmament Arms Operations Communications Coordinator Associate Assistant Africa Asia Europe "
    "America Americas Eurasia Pacific Caribbean Balkans Caucasus "
    "No Yes Not So Such Some Many Most All Any Each Every Other Others One Two Three Four Five Six".split()
)
_OF_BODIES = frozenset(
    "Party Force Forces Representative Commission Committee Council Organization Organisation Union Agency Bank "
    "Group Service Services Assembly Authority Institute Member Members Team Summit Conference".split()
)
"""Words after which the capitalised words before them belong to a body or an office: "Assistance Force"."""


@dataclass(frozen=True)
class PersonMention:
    """A place where a text names a person. The offsets are those of the name, without title."""

    start: int
    end: int
    name: str
    office: str | None
    """Title as written in the text; None if it gives none."""
    country: str | None
    """ISO 3166-1 alpha-3 code of a state that the title or the apposition names; None if they name none."""


def find_persons(text: str, states: Sequence[StateMention]) -> list[PersonMention]:
    """Return the persons of a text with these states, in order, none overlapping another."""
    reader = _Reader(text, states)
    found = []
    for start, end in _names(text):
        person = reader.person(start, end)
        if person:
            found.append(person)
    return found


def find_title(text: str, start: int) -> int:
    """Return where the title before a name begins ("Secretary of State for Defence Marsh"); `start` if it has none."""
    titled = _BEFORE.search(text, _line_start(text, start), start)
    return titled.start() if titled else start


def _line_start(text: str, at: int) -> int:
    """Where the words before a place begin that are read: with its line, or within reach."""
    reach = max(0, at - _REACH)
    return max(reach, text.rfind("\n", reach, at) + 1)


def _names(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of capitalised words that can be names: the rest of a chunk after its last common word."""
    for chunk in _CHUNK.finditer(text):
        tokens = [token.span() for token in _TOKEN.finditer(text, *chunk.span())]
        run: list[tuple[int, int]] = []
        for start, stop in tokens:
            end = start + len(_POSSESSIVE.sub("", text[start:stop]))
            named = _is_name_word(text[start:end]) or (bool(run) and _is_surname(text[start:end]))
            if named:
                run.append((start, end))
            elif run and text[start:end] in _OF_BODIES:
                run = []
            if run and (not named or end < stop):
                yield from _run(run)
                run = []
        if run:
            yield from _run(run)


def _run(run: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if len(run) <= 7:
        yield run[0][0], run[-1][1]


def _is_name_word(word: str) -> bool:
    if word in _NOT_NAMES or any(map(str.isdigit, word)):
        return False
    if word.endswith("."):
        return True
    return len(word) < 4 or not word.isupper()


def _is_surname(word: str) -> bool:
    """True of a word in capitals that can be a surname after a first name ("Javier MARSH")."""
    return word.isalpha() and word.isupper() and not (lookup_organisation(word) or lookup_state(word))


class _Reader:
    """Reads the words around the names of a text."""

    def __init__(self, text: str, states: Sequence[StateMention]) -> None:
        self._text = text
        self._states = states
        self._starts = [mention.start for mention in self._states]

    def person(self, start: int, end: int) -> PersonMention | None:
        """The person with the name between these offsets; None if no words around it show that it is a person."""
        text = self._text
        start = self._without_states(start, end)
        name = text[start:end]
        if len(name) < 2 or name.endswith("-") or lookup_state(name) or lookup_organisation(name):
            return None
        if any(mention.end >= end for mention in self._touching(start)):
            return None
        before, after = text[_line_start(text, start) : start], text[end : end + _REACH]
        titled = _BEFORE.search(before)
        several = " " in name
        if titled and (several or STRONG.search(titled["office"])):
            return self._mention(start, end, titled["office"], start - len(before) + titled.start())
        shared = _SHARED.search(before) if several else None
        if shared:
            return self._mention(start, end, shared["office"], start)
        apposed = _AFTER.match(after)
        if _ADDRESSED.search(before):
            return self._mention(start, end, apposed["office"] if apposed else None, start, apposed)
        if not several:
            return None
        named = _NAMED.search(before)
        if named:
            return self._mention(start, end, named["office"], start - len(before) + named.start())
        if apposed:
            return self._mention(start, end, apposed["office"], start, apposed)
        if _SPOKE.match(after) or _SAID_BY.search(before):
            return self._mention(start, end, None, start)
        return None

    def _without_states(self, start: int, end: int) -> int:
        """Where the name begins after a state or demonym in front of it."""
        for mention in self._between(start, end):
            if mention.start == start and mention.end < end:
                return mention.end + 1
        held = next(self._touching(start), None)
        return held.end + 1 if held and held.end < end else start

    def _mention(
        self, start: int, end: int, office: str | None, title: int, apposed: re.Match[str] | None = None
    ) -> PersonMention:
        stop = end + (apposed.end() if apposed else 0)
        country = self._country(title, start, end, stop)
        return PersonMention(start, end, self._text[start:end], office, country)

    def _country(self, title: int, start: int, end: int, stop: int) -> str | None:
        """The state in the title, right before it, in the apposition, or after an "of" that follows the name."""
        text = self._text
        inside = [*self._between(title, start)]
        if inside:
            return inside[0].iso3
        before = [*self._between(max(0, title - 50), title)]
        if before and _POSSESSOR_GAP.fullmatch(text[before[-1].end : title]) and before[-1].end <= title:
            return before[-1].iso3
        for mention in self._between(end, max(stop + 40, end + 40)):
            gap = text[end : mention.start]
            if mention.start < stop or _OF_STATE.fullmatch(gap):
                return mention.iso3
            if stop > end and re.fullmatch(r"\s(?:of|to|for)\s(?:the\s)?", text[stop : mention.start]):
                return mention.iso3
        return None

    def _touching(self, position: int) -> Iterator[StateMention]:
        """The state mention around this position, if there is one."""
        at = bisect_left(self._starts, position + 1) - 1
        if at >= 0 and self._states[at].end > position:
            yield self._states[at]

    def _between(self, start: int, end: int) -> Iterator[StateMention]:
        at = bisect_left(self._starts, start)
        while at < len(self._states) and self._states[at].end <= end:
            yield self._states[at]
            at += 1
