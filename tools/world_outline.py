"""Makes the outline of the states for the map of the report, from Natural Earth's countries at 1:110m.

`world_outline.py ne_110m_admin_0_countries.geojson`, from https://github.com/nvkelso/natural-earth-vector, folder
`geojson`. Standard library, and the project itself.
"""

import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from extract.output.report.world_map import project

OUT = Path(__file__).parents[1] / "extract" / "output" / "report" / "data" / "world.tsv"
HEAD = """\
# State (ISO 3166-1 alpha-3; XKX for Kosovo)	outline (path of SVG) in the plane of extract/output/report/world_map.py
# Made with Natural Earth (1:110m Admin 0 - Countries, https://www.naturalearthdata.com), which is in the public domain.
"""
CODES = {"CYN": "CYP", "SOL": "SOM", "KOS": "XKX", "PSX": "PSE", "SAH": "ESH", "SDS": "SSD"}
"""Codes of Natural Earth that are not of ISO 3166-1. It draws northern Cyprus and Somaliland apart."""
LEFT_OUT = {"ATA"}

Point = tuple[int, int]


def main(source: Path) -> None:
    """Writes the outline, and prints its size."""
    outlines: defaultdict[str, str] = defaultdict(str)
    for feature in json.loads(source.read_text(encoding="utf-8"))["features"]:
        code = feature["properties"]["ADM0_A3"]
        if code not in LEFT_OUT:
            outlines[CODES.get(code, code)] += "".join(map(svg_path, rings(feature["geometry"])))
    rows = "".join(f"{code}\t{path}\n" for code, path in sorted(outlines.items()))
    OUT.write_text(HEAD + rows, encoding="utf-8")
    print(f"{len(outlines)} states, {OUT.stat().st_size / 1e3:.0f} kB")


def rings(geometry: dict[str, Any]) -> Iterator[list[Point]]:
    """Yield the projected rings of a geometry that enclose an area."""
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    for ring in (ring for polygon in polygons for ring in polygon):
        points = [point for point, _ in groupby(project(longitude, latitude) for longitude, latitude, *_ in ring)]
        if len(points) > 3:
            yield points[:-1]


def svg_path(points: list[Point]) -> str:
    """Return a ring as a closed SVG path with relative steps."""
    (x, y), *rest = points
    steps = []
    for to_x, to_y in rest:
        steps.append(f"{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps).replace(' -', '-')}z"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
