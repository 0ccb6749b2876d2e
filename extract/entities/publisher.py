"""Whose people an official text means by "the minister": those of the state whose own office published it.

In: the name of the publisher, the cast of its article. Out: the same cast, in which people in office have their state.
An outlet of the press has no people of its own.
"""

import re
from dataclasses import dataclass

from extract.entities import states
from extract.entities.cast import Cast, Figure, Sighting
from schemas import ActorKind

_PUBLISHES = re.compile(
    r"\b(?:White House|Kremlin|government|president|presidency|ministry|department|office|embassy|parliament)\b", re.I
)
_OF_PRESIDENT = re.compile(r"\b(?:President|Kremlin|White House)\b")
_PRESIDENT = re.compile(r"(?:vice )?president", re.I)
_OFFICES = re.compile(r"(?<!prime )\b(?:minister|speaker|chief of staff|presidential aide)$", re.I)
"""Offices of state by which another state's people are hardly called without its name; those of heads of government
and of directors, chairmen and secretaries-general are not among them."""
_OFFICES_OF_USA = re.compile(
    r"\b(?:secretary|senator|congress(?:man|woman)|speaker|(?:majority|minority) leader|"
    r"chief of staff)$",
    re.I,
)
"""Those of a state whose own texts mean another's people by "minister"."""
_OPENING = re.compile(r"(?:[A-Z]\w+\s){1,3}(?:from|by|of)\s")
"""How the heading of an office's text begins: "Statement from President Marsh on ..."."""
_MET = re.compile(r"\b(?:meeting|talks|negotiations|visit|call|conversation|consultations?|summit)\b", re.I)
_COMPANY = re.compile(r"\b(?:with|to|from)\b", re.I)


@dataclass(frozen=True)
class Home:
    """The office of a state that published an article."""

    iso3: str
    of_president: bool
    """True if it is the office of the head of state: "President Marsh" is its own."""


def home_of(source: str | None) -> Home | None:
    """The state whose own office publishes under this name ("White House"); None for an outlet of the press."""
    named = {mention.iso3 for mention in states.find(source or "") if _PUBLISHES.search(source or "")}
    return Home(named.pop(), bool(_OF_PRESIDENT.search(source or ""))) if len(named) == 1 else None


def settle(cast: Cast, home: Home) -> None:
    """Gives those in office of whom an office's own text tells to its state, where no words say whose they are: all of
    its heading, up to whom they meet, and whoever goes by an office of state."""
    cast.home = home.iso3
    if not cast.sentences:
        return
    heading = cast.sentences[0]
    opening = _OPENING.match(heading.text)
    company = _COMPANY.search(heading.text, opening.end() if opening else 0)
    end = heading.start + company.start() if company else heading.end
    for sighting in cast.within(heading.start, end):
        figure = cast.figures[sighting.key]
        if figure.kind is ActorKind.PERSON and figure.office and figure.country is None:
            figure.country = home.iso3
    titled = [s for s in cast.sightings if _is_domestic(cast.figures[s.key], s, cast.text, home)]
    presidents = {s.key for s in titled if _PRESIDENT.fullmatch(cast.figures[s.key].office or "")}
    for key in {s.key for s in titled} - (presidents if len(presidents) > 1 else set()):
        cast.figures[key].country = cast.figures[key].country or home.iso3


def _is_domestic(figure: Figure, sighting: Sighting, text: str, home: Home) -> bool:
    """True of one who stands right after the name of an office that only a state has, and this state's own text may
    leave without its state's name."""
    office = figure.office or ""
    offices = _OFFICES_OF_USA if home.iso3 == "USA" else _OFFICES
    stands = text[max(0, sighting.start - len(office) - 1) : sighting.start].split() == office.split()
    return stands and bool(offices.search(office) or (home.of_president and _PRESIDENT.fullmatch(office)))


def met_at_home(cast: Cast) -> tuple[str, ...]:
    """The keys of the publisher's state and of the only other one whose people the heading names ("Meeting with King
    Hamad of Bahrain"); empty where it names several, or none."""
    if cast.home is None or not cast.sentences or not _MET.search(cast.sentences[0].text):
        return ()
    heading = cast.sentences[0]
    countries = {cast.country(s.key) for s in cast.within(heading.start, heading.end)} - {None, cast.home}
    return tuple(cast.state(iso3) for iso3 in (cast.home, *countries) if iso3) if len(countries) == 1 else ()
