"""A run as events in the 40 tab-separated columns of POLECAT, one row per dyad.

POLECAT events are asserted news. Negated statements, background agreements and records without a PLOVER event are
therefore left out and counted. Places, Wikipedia ids and Correlates of War codes stay empty. The publication date is
never used as the event date.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from extract.normalize.date_range import date_range
from extract.output.export.csv_files import escape_cell
from extract.output.load import Run
from extract.output.tables import ArticleKeys
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

_EVENT_INTENSITIES = {
    "AGREE": 2.5, "CONSULT": 2.5, "SUPPORT": 5, "CONCEDE": 4.5, "COOPERATE": 9.5, "AID": 10,
    "REQUEST": 0, "REJECT": -2, "THREATEN": -3.5, "SANCTION": -6, "COERCE": -7,
}  # fmt: skip
_MODE_INTENSITIES = {
    ("ACCUSE", "disapprove"): -2, ("ACCUSE", "allege"): -3.5, ("REQUEST", "assist"): 0.5, ("REQUEST", "meet"): 0,
    ("SANCTION", "discontinue"): -6, ("SANCTION", "withdraw"): -6,
}  # fmt: skip
"""Intensities by event, and by event and mode where a mode differs. PLOVER manual 2.0 draft, chapters 1 and 2."""

_COUNTRY_CODES = {"XKX": "KOS"}
"""PLOVER's country codes where they differ from ISO 3166-1."""
_ORGANISATION_CODES = {"United Nations": "UNO", "UN": "UNO", "European Union": "EUR", "EU": "EUR"}
_KIND_CODES = {
    ActorKind.IGO: "IGO",
    ActorKind.NGO: "NGO",
    ActorKind.ARMED_GROUP: "IMG",
    ActorKind.COMPANY: "MNC",
}
"""PLOVER's codes in the country column for actors that belong to no state."""

_SIDE_ROLES = (PartyRole.PARTY, PartyRole.SUPPLIER, PartyRole.RECIPIENT, PartyRole.BODY)
"""Roles of the actors that an agreement is between; a mediator, guarantor or depositary is not a side of it."""
_EVENT_DATE_ROLES = frozenset({DateRole.SIGNATURE, DateRole.ADOPTION, DateRole.RATIFICATION, DateRole.EVENT})
"""Roles of dates on which an agreement is made."""
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class _Event(NamedTuple):
    """A record as a POLECAT event, before its dyads become rows."""

    id: str
    date: str
    """`YYYY-MM-DD`, or empty."""
    codes: EventCodes
    contexts: Iterable[str]
    dyads: Iterable[tuple[Actor, Actor | None]]


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the rows, and return the number of rows, of records in them, and of records left out, by reason."""
    counts: Counter[str] = Counter({"rows": 0, "records": 0})
    keys = ArticleKeys()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t", lineterminator="\n")
        writer.writerow(COLUMNS)
        for extraction in run:
            for event in _events(extraction, keys.assign(extraction), counts):
                rows = list(_rows(event, extraction))
                writer.writerows(rows)
                counts += Counter({"rows": len(rows), "records": 1})
    return counts


def _events(extraction: ArticleExtraction, key: str, counts: Counter[str]) -> Iterator[_Event]:
    """The records that are POLECAT events. The others are added to `counts`."""
    records: list[Agreement | SecurityStatement] = [*extraction.agreements, *extraction.statements]
    for record in records:
        reason = _reason_to_omit(record)
        if reason:
            counts[f"left out: {reason}"] += 1
            continue
        contexts = (context.value for context in record.contexts)
        if isinstance(record, Agreement):
            yield _Event(
                f"{key}/{record.id}", _event_date(record), record.codes, contexts, _party_pairs(record, extraction)
            )
        else:
            yield _Event(f"{key}/{record.id}", "", record.codes, contexts, _speaker_recipient_pairs(record, extraction))


def _reason_to_omit(record: Agreement | SecurityStatement) -> str | None:
    if record.codes.plover_event is None:
        return "no PLOVER event"
    if isinstance(record, Agreement):
        return "background" if record.historical else None
    return "negated" if record.negated else None


def _party_pairs(agreement: Agreement, extraction: ArticleExtraction) -> list[tuple[Actor, Actor | None]]:
    """Each pair of sides once, in the order of the text; a single side has no partner."""
    sides = [extraction.actor(party.actor) for party in agreement.parties if party.role in _SIDE_ROLES]
    return list(combinations(sides, 2)) or [(side, None) for side in sides]


def _speaker_recipient_pairs(
    statement: SecurityStatement, extraction: ArticleExtraction
) -> list[tuple[Actor, Actor | None]]:
    recipients: list[Actor | None] = [extraction.actor(actor) for actor in statement.recipients] or [None]
    return [(extraction.actor(speaker), recipient) for speaker in statement.speakers for recipient in recipients]


def _event_date(agreement: Agreement) -> str:
    """The day on which the agreement was made, if the text gives an exact day; else an empty string."""
    for date in agreement.dates:
        first, last = date_range(date.edtf)
        if first and first == last and date.role in _EVENT_DATE_ROLES and date.relation is DateRelation.ON:
            return first
    return ""


def _rows(event: _Event, extraction: ArticleExtraction) -> Iterator[list[str]]:
    article, codes = extraction.article, event.codes
    head = [
        event.date,
        codes.plover_event or "",
        codes.plover_mode or "",
        _intensity(codes),
        str(codes.quad or ""),
        ";".join(event.contexts),
    ]
    people = ";".join(actor.name for actor in extraction.actors if actor.kind is ActorKind.PERSON)
    others = ";".join(a.name for a in extraction.actors if a.kind not in (ActorKind.PERSON, ActorKind.STATE))
    story = [article.source or "", article.published or "", people, others, "", article.language or ""]
    for number, (actor, recipient) in enumerate(event.dyads, start=1):
        sides = [*_side(actor), *_side(recipient)]
        row = [f"{event.id}-{number}", *head, *sides, *[""] * 10, *story, extraction.schema_version]
        yield [_cell(value) for value in row]


def _side(actor: Actor | None) -> list[str]:
    """The eight columns of an actor or a recipient."""
    if actor is None:
        return [""] * 8
    sector = actor.sector.value if actor.sector else ""
    raw = actor.mentions[0].span.text if actor.mentions else actor.name
    return [actor.name, _country(actor), "", sector, sector, actor.office or "", raw, ""]


def _country(actor: Actor) -> str:
    if actor.country:
        return _COUNTRY_CODES.get(actor.country, actor.country)
    return _ORGANISATION_CODES.get(actor.name, _KIND_CODES.get(actor.kind, ""))


def _intensity(codes: EventCodes) -> str:
    event, mode = codes.plover_event or "", codes.plover_mode or ""
    value = _MODE_INTENSITIES.get((event, mode), _EVENT_INTENSITIES.get(event))
    return "" if value is None else f"{value:g}"


def _cell(value: str) -> str:
    """The value on one line, escaped if a spreadsheet would run it as a formula."""
    line = " ".join(value.split())
    return line if _NUMBER.fullmatch(line) else escape_cell(line)
