"""The base class of all models: unknown fields are rejected, and instances are immutable."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
