"""Finds counted arms and goods in a text ("18 light fighter jets"), and never people."""

import re
from dataclasses import dataclass

_UNITS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|"
    "nineteen"
)
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_COUNT = (
    r"(?:\d+(?:\.\d+)? (?:million|billion)|"
    r"\d{1,3}(?:,\d{3})+|\d{1,6}|(?:a|one|two|three|several) dozen|(?:dozens|hundreds|thousands) of|"
    rf"(?:{_TENS})(?:-(?:one|{_UNITS}))?|one|{_UNITS}|(?:a|one|two|three) hundred)"
)
_THINGS = (
    r"jets?|fighters?|aircraft|planes?|warplanes?|airplanes?|helicopters?|bombers?|drones?|UAVs?|tankers?|airliners?|"
    r"tanks?|howitzers?|guns?|rifles?|carriers|vehicles?|trucks?|launchers?|batter(?:y|ies)|missiles?|rockets?|shells?|"
    r"interceptors?|bombs?|warheads?|torpedoe?s|mines?|rounds|radars?|systems?|satellites?|ships?|warships?|vessels?|boats?|"
    r"frigates?|corvettes?|destroyers?|submarines?|icebreakers?|ferries|locomotives|trains|reactors?|turbines?|engines?|"
    r"(?-i:[A-Z]{1,4}-\d{1,3}[A-Z]*s?)|tonnes?|tons?|barrels|doses|cubic met(?:er|re)s|containers"
)
_BARRED = (
    r"(?:of|to|in|on|by|and|or|with|for|from|people|soldiers|troops|civilians|countries|years|days|months|percent|per|"
    r"million|billion)"
)
_PATTERN = re.compile(
    rf"(?<![\w.,$€£¥-])(?P<all>(?!(?:19|20)\d\d\s){_COUNT}\s(?:(?!{_BARRED}\s)[\w/.-]+\s){{0,4}}?(?:{_THINGS})(?:\s(?:{_THINGS}))*)\b",
    re.I,
)


@dataclass(frozen=True)
class FoundQuantity:
    """A number with the things it counts."""

    start: int
    end: int
    text: str


def find_quantities(text: str) -> list[FoundQuantity]:
    """Return the counts of a text in order."""
    return [FoundQuantity(*match.span("all"), match["all"]) for match in _PATTERN.finditer(text)]
