"""Dates in EDTF, with the precision that the text gives."""

from schemas.base import Frozen
from schemas.text import Span
from schemas.vocab import DateRelation, DateRole


class EventDate(Frozen):
    """A date of an agreement."""

    edtf: str
    """EDTF level 0 or 1 (ISO 8601-2; https://www.loc.gov/standards/datetime/): `2024-11`, `../2025`, `XXXX-12-02`."""
    relation: DateRelation
    role: DateRole
    span: Span
    anchor: str | None = None
    """The publication date against which a relative date ("on Tuesday") was resolved; None for an absolute date."""
