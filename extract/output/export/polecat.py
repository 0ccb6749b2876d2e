"""A run as events in the 40 columns of POLECAT, tab-separated, one row for each dyad; only here are dyads expanded.

POLECAT has no place for what is not asserted news: statements that are negated, agreements told as background, and
records without a PLOVER event are left out, and counted. Columns that nothing in a record fills stay empty: places,
Wikipedia ids, and Correlates of War codes. An event date is never taken from the publication date.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from extract.output.export.csv_files import safe
from extract.output.load import Run
from extract.output.tables import Numbering
from extract.output.tables.days import bounds
from schemas import (
    Actor,
    ActorKind,
    Agreement,
    ArticleExtraction,
    DateRelation,
    DateRole,
    EventCodes,
    PartyRole,
    SecurityStatement,
)

_SIDE = "{0} Name|{0} Country|{0} COW|Primary {0} Sector|{0} Sectors|{0} Title|{0} Name Raw|Wikipedia {0} ID"
COLUMNS = (
    *"Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts".split("|"),
    *_SIDE.format("Actor").split("|"),
    *_SIDE.format("Recipient").split("|"),
    *"Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|Feature Type".split("|"),
    *"Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version".split("|"),
)

_EVENTS = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10,
    "REQUEST": 0, "REJECT": -2, "THREATEN": -3.5, "SANCTION": -6, "COERCE": -7,
}  # fmt: skip
_MODES = {
    ("ACCUSE", "disapprove"): -2, ("ACCUSE", "allege"): -3.5, ("REQUEST", "assist"): 0.5, ("REQUEST", "meet"): 0,
    ("SANCTION", "discontinue"): -6, ("SANCTION", "withdraw"): -6,
}  # fmt: skip
"""Intensities of the PLOVER manual 2.0 draft, chapters 1 and 2."""

_COUNTRIES = {"XKX": "KOS"}
"""Where PLOVER's code differs from ours."""
_ORGANISATIONS = {"United Nations": "UNO", "UN": "UNO", "European Union": "EUR", "EU": "EUR"}
_KINDS = {
    ActorKind.IGO: "IGO",
    ActorKind.NGO: "NGO",
    ActorKind.ARMED_GROUP: "IMG",
    ActorKind.COMPANY: "MNC",
}
"""PLOVER's codes in the country slot for actors of no state."""

_DYADIC = (PartyRole.PARTY, PartyRole.SUPPLIER, PartyRole.RECIPIENT, PartyRole.BODY)
"""Roles of those between whom an agreement is; a mediator or depositary is no side of it."""
_MADE = frozenset({DateRole.SIGNATURE, DateRole.ADOPTION, DateRole.RATIFICATION, DateRole.EVENT})


_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class _Event(NamedTuple):
    """A record as POLECAT sees it, its dyads not yet expanded."""

    id: str
    date: str
    codes: EventCodes
    contexts: Iterable[str]
    dyads: Iterable[tuple[Actor, Actor | None]]


def write(run: Run, path: Path) -> Mapping[str, int]:
    """The rows written, the records that they tell, and those left out, by reason."""
    counts: Counter[str] = Counter({"rows": 0, "records": 0})
    numbering = Numbering()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for found in run:
            for event in _events(found, numbering.key(found), counts):
                rows = list(_rows(event, found))
                writer.writerows(rows)
                counts += Counter({"rows": len(rows), "records": 1})
    return counts


def _events(found: ArticleExtraction, key: str, counts: Counter[str]) -> Iterator[_Event]:
    """The records that are POLECAT events; the others are counted."""
    records: list[Agreement | SecurityStatement] = [*found.agreements, *found.statements]
    for record in records:
        reason = _unfit(record)
        if reason:
            counts[f"left out: {reason}"] += 1
            continue
        contexts = (context.value for context in record.contexts)
        if isinstance(record, Agreement):
            yield _Event(f"{key}/{record.id}", _date(record), record.codes, contexts, _sides(record, found))
        else:
            yield _Event(f"{key}/{record.id}", "", record.codes, contexts, _addressed(record, found))


def _unfit(record: Agreement | SecurityStatement) -> str | None:
    if record.codes.plover_event is None:
        return "no PLOVER event"
    if isinstance(record, Agreement):
        return "background" if record.historical else None
    return "negated" if record.negated else None


def _sides(deal: Agreement, found: ArticleExtraction) -> list[tuple[Actor, Actor | None]]:
    """Each pair of sides once, in the order of the text; what a side agrees with a second, that one agrees with it."""
    sides = [found.actor(party.actor) for party in deal.parties if party.role in _DYADIC]
    return list(combinations(sides, 2)) or [(side, None) for side in sides]


def _addressed(said: SecurityStatement, found: ArticleExtraction) -> list[tuple[Actor, Actor | None]]:
    to: list[Actor | None] = [found.actor(one) for one in said.recipients] or [None]
    return [(found.actor(speaker), recipient) for speaker in said.speakers for recipient in to]


def _date(deal: Agreement) -> str:
    """The day on which it was made, if the text tells the very day."""
    for date in deal.dates:
        first, last = bounds(date.edtf)
        if first and first == last and date.role in _MADE and date.relation is DateRelation.ON:
            return first
    return ""


def _rows(event: _Event, found: ArticleExtraction) -> Iterator[list[str]]:
    article, codes = found.article, event.codes
    head = [
        event.date,
        codes.plover_event or "",
        codes.plover_mode or "",
        _intensity(codes),
        str(codes.quad or ""),
        ";".join(event.contexts),
    ]
    people = ";".join(one.name for one in found.actors if one.kind is ActorKind.PERSON)
    others = ";".join(one.name for one in found.actors if one.kind not in (ActorKind.PERSON, ActorKind.STATE))
    story = [article.source or "", article.published or "", people, others, "", article.language or ""]
    for number, (actor, recipient) in enumerate(event.dyads, start=1):
        sides = [*_side(actor), *_side(recipient)]
        row = [f"{event.id}-{number}", *head, *sides, *[""] * 10, *story, found.schema_version]
        yield [_cell(value) for value in row]


def _side(actor: Actor | None) -> list[str]:
    if actor is None:
        return [""] * 8
    sector = actor.sector.value if actor.sector else ""
    raw = actor.mentions[0].span.text if actor.mentions else actor.name
    return [actor.name, _country(actor), "", sector, sector, actor.office or "", raw, ""]


def _country(actor: Actor) -> str:
    if actor.country:
        return _COUNTRIES.get(actor.country, actor.country)
    return _ORGANISATIONS.get(actor.name, _KINDS.get(actor.kind, ""))


def _intensity(codes: EventCodes) -> str:
    event, mode = codes.plover_event or "", codes.plover_mode or ""
    value = _MODES.get((event, mode), _EVENTS.get(event))
    return "" if value is None else f"{value:g}"


def _cell(value: str) -> str:
    """On one line, and nothing that a spreadsheet would run."""
    line = " ".join(value.split())
    return line if _NUMBER.fullmatch(line) else safe(line)
