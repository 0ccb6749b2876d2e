"""A run as events in the 20 tab-separated columns of ICEWS, one row per dyad, with CAMEO codes as GDELT has them too.

The columns are those of the ICEWS Coded Event Data (https://doi.org/10.7910/DVN/28075); the event texts are those of
the CAMEO codebook 1.1b3, and the intensity is Goldstein's value. Places are missing; a missing value is empty.
"""

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO, Any

from extract.output.export.csv_files import escape_cell
from extract.output.export.events import Event, coded_events
from extract.output.load import Run
from extract.output.tables.dyads import Acting

COLUMNS = tuple(
    "Event ID|Event Date|Source Name|Source Sectors|Source Country|Event Text|CAMEO Code|Intensity|Target Name|"
    "Target Sectors|Target Country|Story ID|Sentence Number|Publisher|City|District|Province|Country|Latitude|"
    "Longitude".split("|")
)
TEXTS = {
    "010": "Make statement",
    "012": "Make pessimistic comment",
    "013": "Make optimistic comment",
    "015": "Acknowledge or claim responsibility",
    "016": "Deny responsibility",
    "018": "Make empathetic comment",
    "020": "Make an appeal or request",
    "022": "Appeal for diplomatic cooperation (such as policy support)",
    "030": "Express intent to cooperate",
    "0311": "Express intent to cooperate economically",
    "0312": "Express intent to cooperate militarily",
    "0313": "Express intent to cooperate on judicial matters",
    "0314": "Express intent to cooperate on intelligence",
    "046": "Engage in negotiation",
    "050": "Engage in diplomatic cooperation",
    "051": "Praise or endorse",
    "054": "Grant diplomatic recognition",
    "055": "Apologize",
    "057": "Sign formal agreement",
    "060": "Engage in material cooperation",
    "100": "Demand",
    "111": "Criticize or denounce",
    "112": "Accuse",
    "114": "Complain officially",
    "120": "Reject",
    "130": "Threaten",
    "160": "Reduce relations",
}
"""Event texts of the CAMEO codes that `schemas.codes` gives."""


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
        for event in coded_events(run, lambda codes: codes.cameo, counts):
            writer.writerows(_rows(event))
    return counts


def article_ids(path: Path) -> Iterator[str]:
    """The keys of the articles with events in a file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from (row["Story ID"] for row in csv.DictReader(file, delimiter="\t"))


def _writer(file: IO[str]) -> Any:
    return csv.writer(file, delimiter="\t", lineterminator="\n")


def _rows(event: Event) -> Iterator[list[str]]:
    codes, story = event.record.codes, event.key.rpartition("/")[0]
    intensity = "" if codes.goldstein is None else f"{codes.goldstein:g}"
    what = [TEXTS[codes.cameo or ""], codes.cameo or "", intensity]
    for number, (source, target) in enumerate(event.dyads, start=1):
        who = [event.id(number), event.day.isoformat(), *_side(source), *what, *_side(target)]
        yield [*who, story, "", _line(event.extraction.article.source or ""), *[""] * 6]


def _side(acting: Acting) -> list[str]:
    """Name, sector and country, which ICEWS gives by its name."""
    sector = acting.actor.sector.value if acting.actor.sector else ""
    return [_line(acting.actor.name), sector, acting.side.name if acting.side.country else ""]


def _line(text: str) -> str:
    return escape_cell(" ".join(text.split()))
