"""What speaks against a record, or against a field of it."""

from schemas.base import Frozen


class Doubt(Frozen):
    """Two readings of the same words that differ, or a reading of which the model itself is unsure."""

    code: str
    """Where the doubt comes from, for instance `model_unsure` or `second_reading`."""
    message: str
    field: str | None = None
    """The field in doubt; None for the whole record."""
    other: str | None = None
    """The value of the other reading, if it has one."""
    resolved: bool = False
    """True if a second reading gave the value that the record has."""
