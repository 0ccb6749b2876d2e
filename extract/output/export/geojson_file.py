"""A run as a GeoJSON map of dyads: lines between capitals, because the records give no place.

A feature is a dyad of two states, with the columns of the tables of dyads as its properties. Dyads of an organisation,
or of a state without a known capital, have no place; they are left out and counted.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from extract.optional_import import need
from extract.output.export.countries import capitals
from extract.output.load import Run
from extract.output.tables.dyad_row_types import AgreementDyadRow, StatementDyadRow

DyadRow = AgreementDyadRow | StatementDyadRow


def write(run: Run, path: Path) -> Mapping[str, int]:
    """Write the features, and return how many there are and how many dyads are left out.

    Raises ConfigError if geojson is not installed.
    """
    geojson: Any = need("geojson")
    counts: Counter[str] = Counter({"features": 0})
    with path.open("w", encoding="utf-8") as file:
        file.write('{"type": "FeatureCollection", "features": [')
        for _, row in run.rows():
            if isinstance(row, AgreementDyadRow | StatementDyadRow):
                line = _line(row)
                if line is None:
                    counts["left out: no place"] += 1
                    continue
                feature = geojson.Feature(id=row.id, geometry=geojson.LineString(line), properties=_properties(row))
                file.write(("," if counts["features"] else "") + "\n" + geojson.dumps(feature, ensure_ascii=False))
                counts["features"] += 1
        file.write("\n]}\n")
    return counts


def _line(row: DyadRow) -> list[tuple[float, float]] | None:
    """Longitude and latitude of both capitals; None if one is unknown."""
    if isinstance(row, AgreementDyadRow):
        ends = (row.country_1, row.country_2)
    else:
        ends = (row.speaker_country, row.recipient_country)
    places = [capitals().get(country or "") for country in ends]
    return [(place.longitude, place.latitude) for place in places if place] if all(places) else None


def _properties(row: DyadRow) -> dict[str, object]:
    values: dict[str, object] = {"kind": "agreement" if isinstance(row, AgreementDyadRow) else "statement"}
    for name, value in row._asdict().items():
        values[name] = value.isoformat() if isinstance(value, date) else value
    return values
