"""The PLOVER sector of an actor, by its office, name or kind."""

import re

from extract.entities.titles import SPOKES
from schemas import ActorKind, Sector

_SECTORS = (
    (
        Sector.MIL,
        r"general|gen|lieutenant general|lt gen|major general|maj gen|brigadier|colonel|col|admiral|marshal|"
        r"commander|captain",
    ),
    (
        Sector.LEG,
        r"senator|sen|congress\w*|representative|rep|majority leader|minority leader|speaker|parliament|senate|"
        r"house of representatives|national assembly|state duma|duma|legislature|knesset|bundestag",
    ),
    (Sector.JUD, r"judge|justice|supreme court|constitutional court|court|tribunal"),
    (Sector.OPP, r"opposition leader"),
    (Sector.REL, r"pope|ayatollah|archbishop|patriarch|cardinal"),
    (Sector.SPY, r"intelligence|security service"),
    (Sector.MIL, r"military|army|navy|air force|armed forces|defen[cs]e forces|coast guard"),
    (Sector.COP, r"police"),
)
_TITLES = tuple((sector, re.compile(rf"\b(?:{words})\b", re.I)) for sector, words in _SECTORS)
_BY_KIND = {
    ActorKind.ARMED_GROUP: Sector.REB,
    ActorKind.COMPANY: Sector.BUS,
    ActorKind.PARTY: Sector.PTY,
    ActorKind.MEDIA: Sector.JRN,
    ActorKind.PUBLIC_BODY: Sector.GOV,
}


def sector_of(kind: ActorKind, name: str, office: str | None, country: str | None) -> Sector | None:
    """Return the PLOVER sector that office, name or kind indicate; None if they indicate none."""
    words = office if kind is ActorKind.PERSON else name
    if kind in (ActorKind.PERSON, ActorKind.PUBLIC_BODY) and words:
        for sector, pattern in _TITLES:
            if pattern.search(words):
                return sector
        if kind is ActorKind.PERSON:
            return Sector.GOV if country or words.casefold() in SPOKES else None
    return _BY_KIND.get(kind)
