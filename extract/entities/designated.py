"""Companies, armed groups and media that a text designates as such, by a common noun beside the name.

"the Norwegian shipbuilder Halvorsen Marine", "Kestrel Arms, a Swiss company", "Tarn Aerospace". The tables cannot know
them all; without such a word nothing is taken for one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from extract.entities import states
from extract.entities.whole_names import find_whole_names
from schemas import ActorKind

_WORD = r"[A-ZÀ-ÖØ-Þ][\w&’-]*+"
_NAME = rf"(?P<name>{_WORD}(?:\s(?:&\s)?{_WORD}){{0,4}})"
_COMPANY = (
    r"(?:ship|plane|aircraft|car|truck|chip|drone|arms|weapons|missile)[\s-]?makers?|shipbuilder|shipyard|planemaker|"
    r"manufacturer|maker|company|firm|contractor|conglomerate|supplier|producer|developer|start-?up|airline|utility|"
    r"miner|refiner|carmaker|(?:energy|oil|gas|mining|steel|technology|defen[cs]e|arms|state|industrial|telecoms?) "
    r"(?:giant|group|major|corporation)"
)
_ARMED = (
    r"(?:militant|rebel|armed|insurgent|guerrilla|jihadist|separatist|Islamist|extremist|paramilitary)\s"
    r"(?:group|movement|organi[sz]ation|faction|alliance|coalition|militia)|militia|guerrillas"
)
_MEDIA = r"news agency|newspaper|broadcaster|news site|news outlet|daily|weekly"
_NOUNS = ((ActorKind.COMPANY, _COMPANY), (ActorKind.ARMED_GROUP, _ARMED), (ActorKind.MEDIA, _MEDIA))
_NOT_OF_IT = r"(?!\s(?:[A-Z]|\w+er\b|chie|head|off))"
"""Not 'a company founder', 'a company official'."""
_BEFORE = [(kind, re.compile(rf"\b(?:{noun})\s{_NAME}")) for kind, noun in _NOUNS]
_AFTER = [
    (
        kind,
        re.compile(
            rf"{_NAME},\s(?:an?|the)\s(?:(?!and\b)[\w’'-]++\s){{0,5}}?(?:{noun})\b(?!\s(?:[A-Z]|\w+er\b|chie|head|off))"
            rf"|{_WORD}"
        ),
    )
    for kind, noun in _NOUNS
]
_SUFFIXED = re.compile(
    rf"(?P<name>{_WORD}(?:\s(?:&\s)?{_WORD}){{0,3}}?\s(?:Inc|Ltd|LLC|PLC|plc|Corp|Corporation|GmbH|ASA|SpA|Oyj|Industries|"
    r"Aerospace|Aeronautics|Shipyards?|Shipbuilding|Dynamics|Technologies|Airlines|Airways|Avionics|Holdings|Armaments|"
    r"Munitions|Motors))\b(?!\s[A-Z])"
    rf"|{_WORD}"
)
"""Like those after a name, this one passes over a word that begins no such name: nothing else can begin inside it."""
_NO_NAME = re.compile(
    r"(?:The|An?|In|On|At|By|Its?|His|Her|Their|This|That|CEO|Chief|Chair\w*|President|Director|Managing|Executive|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b"
)
_REACH = 60


@dataclass(frozen=True)
class Designated:
    """A mention of a company, an armed group or a medium, by its name alone."""

    start: int
    end: int
    name: str
    kind: ActorKind
    country: str | None
    """ISO3 of the state in the designation; None where it names none."""


def find_designated(text: str) -> list[Designated]:
    """Every place where a name stands that the text designates somewhere, in order."""
    known: dict[str, Designated] = {}
    for kind, pattern in chain(_BEFORE, _AFTER, [(ActorKind.COMPANY, _SUFFIXED)]):
        for match in pattern.finditer(text):
            name = match["name"]
            if name and not _NO_NAME.match(name) and not states.lookup_state(name):
                country = _country(text, match)
                first = Designated(*match.span("name"), name, kind, country)
                known[name] = known[name] if name in known and known[name].country else first
    return [*_mentions(text, known)]


def _mentions(text: str, known: dict[str, Designated]) -> Iterator[Designated]:
    """Every place of these names; of those that begin at one place, the one designated first comes first."""
    order = {name: number for number, name in enumerate(known)}
    ends = dict.fromkeys(known, 0)
    for start, names in find_whole_names(known, text):
        for name in sorted(names, key=lambda name: order[name]):
            if start >= ends[name]:
                ends[name] = start + len(name)
                yield Designated(start, ends[name], name, known[name].kind, known[name].country)


def _country(text: str, match: re.Match[str]) -> str | None:
    """The state that stands in the designation, or right before it ("the Norwegian shipbuilder")."""
    start = max(0, match.start() - _REACH)
    for mention in reversed(states.find_states(text[start : match.end()])):
        begin, end = start + mention.start, start + mention.end
        inside = match.end("name") <= begin
        ahead = end <= match.start() and re.fullmatch(r"(?:’s|'s)?\s(?:[a-z-]+\s){0,2}", text[end : match.start()])
        if inside or ahead:
            return mention.iso3
    return None
