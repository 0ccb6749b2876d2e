"""A run as events in the 40 tab-separated columns of POLECAT, one row per dyad.

The columns, their order and `None` for a missing value are those of the published files
(https://doi.org/10.7910/DVN/AJGVIT); the codes are those of the PLOVER manual. Places and Wikipedia ids are missing.
The event date is a rule of ours: see `extract.output.export.events`.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from extract.output.export.countries import cow_codes
from extract.output.export.csv_files import escape_cell
from extract.output.export.events import Event, coded_events
from extract.output.load import Run
from extract.output.tables.dyads import Acting
from schemas import ActorKind, EventCodes

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
_ORGANISATION_CODES = {"United Nations": "UNO", "European Union": "EUR"}
_KIND_CODES = {
    ActorKind.IGO: "IGO",
    ActorKind.NGO: "NGO",
    ActorKind.ARMED_GROUP: "IMG",
    ActorKind.COMPANY: "MNC",
}
"""PLOVER's codes in the country column for actors that belong to no state."""

_QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
_MISSING = "None"
_NUMBER = re.compile(r"-?\d+(\.\d+)?")


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the rows, and return the number of rows, of records in them, and of records left out, by reason."""
    with path.open("w", encoding="utf-8", newline="") as file:
        _writer(file).writerow(COLUMNS)
    return extend(run, path)


def extend(run: Run, path: Path) -> Mapping[str, int]:
    """Add the rows of a run to a file, and return what `write` returns."""
    counts: Counter[str] = Counter()
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = _writer(file)
        for event in coded_events(run, lambda codes: codes.plover_event, counts):
            writer.writerows(_rows(event))
    return counts


def article_ids(path: Path) -> Iterator[str]:
    """The keys of the articles with events in a file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from (row["Event ID"].rpartition("/")[0] for row in csv.DictReader(file, delimiter="\t"))


def _writer(file: IO[str]) -> Any:
    return csv.writer(file, delimiter="\t", lineterminator="\n")


def _rows(event: Event) -> Iterator[list[str]]:
    article, codes = event.extraction.article, event.record.codes
    head = [
        event.day.isoformat(),
        codes.plover_event,
        codes.plover_mode,
        _intensity(codes),
        _QUADS.get(codes.quad or 0),
        ";".join(context.value for context in event.record.contexts),
    ]
    actors = event.extraction.actors
    people = ";".join(actor.name for actor in actors if actor.kind is ActorKind.PERSON)
    others = ";".join(actor.name for actor in actors if actor.kind not in (ActorKind.PERSON, ActorKind.STATE))
    story = [article.source, article.published, people, others, None, article.language]
    for number, (actor, recipient) in enumerate(event.dyads, start=1):
        sides = [*_side(actor), *_side(recipient)]
        row = [event.id(number), *head, *sides, *[None] * 10, *story, event.extraction.schema_version]
        yield [_cell(value) for value in row]


def _side(acting: Acting) -> list[str | None]:
    """The eight columns of an actor or a recipient."""
    actor = acting.actor
    sector = actor.sector.value if actor.sector else None
    raw = actor.mentions[0].span.text if actor.mentions else actor.name
    cow = cow_codes().get(acting.side.country or actor.country or "")
    return [actor.name, _country(acting), cow, sector, sector, actor.office, raw, None]


def _country(acting: Acting) -> str | None:
    country = acting.side.country or acting.actor.country
    if country:
        return _COUNTRY_CODES.get(country, country)
    return _ORGANISATION_CODES.get(acting.side.name) or _KIND_CODES.get(acting.actor.kind)


def _intensity(codes: EventCodes) -> str | None:
    event, mode = codes.plover_event or "", codes.plover_mode or ""
    value = _MODE_INTENSITIES.get((event, mode), _EVENT_INTENSITIES.get(event))
    return None if value is None else f"{value:g}"


def _cell(value: str | None) -> str:
    """The value on one line, escaped if a spreadsheet would run it as a formula; `None` if it is missing."""
    line = " ".join((value or "").split()) or _MISSING
    return line if _NUMBER.fullmatch(line) else escape_cell(line)
