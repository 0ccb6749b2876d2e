"""The base class of all models: unknown fields are rejected, and instances are immutable."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


def is_none(value: object) -> bool:
    """Return whether a field has no value. Such a field is left out of files if only some records have it."""
    return value is None
