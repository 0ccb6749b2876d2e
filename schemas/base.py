"""The frozen base of every public model: unknown fields are refused, values never change after they are made."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)
