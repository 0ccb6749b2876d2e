"""The outline of the states and the places of their capitals, on one projected plane, for the map of the report.

The outline is `data/world.tsv`, which `tools/world_outline.py` makes from Natural Earth (1:110m, public domain).
Capitals are those of the exports.
"""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from math import radians
from typing import Any

from extract.output.export.countries import capitals

SCALE = 730.0
"""Units of the plane for a radian at its centre. Places are rounded to whole units: about 10 km."""


def world_map(codes: Iterable[str]) -> dict[str, Any]:
    """Return the outline of every state as an SVG path, and the places of the capitals of these states."""
    known = capitals()
    places = {code: project(known[code].longitude, known[code].latitude) for code in sorted(codes) if code in known}
    return {"outlines": _outlines(), "places": places}


def project(longitude: float, latitude: float) -> tuple[int, int]:
    """Return the place of a point on the plane, in the projection of Natural Earth.

    The origin is at 0° N 0° E; y grows to the south. See: Šavrič, Jenny, Patterson, Petrovič and Hurni, A polynomial
    equation for the Natural Earth projection, 2011.
    """
    x, y = radians(longitude), radians(latitude)
    y2, y4 = y * y, y**4
    east = x * (0.8707 - 0.131979 * y2 + y4 * (-0.013791 + y4 * (0.003971 * y2 - 0.001529 * y4)))
    north = y * (1.007226 + y2 * (0.015085 + y4 * (-0.044475 + 0.028874 * y2 - 0.005916 * y4)))
    return round(SCALE * east), round(-SCALE * north)


@cache
def _outlines() -> dict[str, str]:
    text = files("extract.output.report.data").joinpath("world.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {code: path for code, path in rows}
