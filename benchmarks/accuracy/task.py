"""What every peer is told: instructions, worked examples, and the layout of an answer, which is that of the gold.

In information they equal what Communique's document plan is told, and more: the code lists stand in the instructions,
and the examples also show actors with their countries, dates and an amount, all of which Communique finds by table.
"""

import json
from functools import cache
from pathlib import Path

from pydantic import BaseModel

from schemas import Act, ActorKind, Instrument, Status

HOME = Path(__file__).parent


class Actor(BaseModel):
    name: str
    kind: ActorKind
    country: str | None


class Value(BaseModel):
    amount: float
    currency: str


class Agreement(BaseModel):
    evidence: str
    subject: str
    instrument: Instrument
    status: Status
    parties: list[str]
    dates: list[str]
    value: Value | None


class Statement(BaseModel):
    evidence: str
    speakers: list[str]
    act: Act
    recipients: list[str]
    about: str


class Answer(BaseModel):
    actors: list[Actor]
    agreements: list[Agreement]
    statements: list[Statement]


class Example(Answer):
    text: str

    def answer(self) -> Answer:
        """What a peer should answer to the text."""
        return Answer(actors=self.actors, agreements=self.agreements, statements=self.statements)


@cache
def instructions() -> str:
    """The instructions, with the values of each code list."""
    lists = {"kinds": ActorKind, "instruments": Instrument, "statuses": Status, "acts": Act}
    told = (HOME / "task.md").read_text(encoding="utf-8").strip()
    return told.format(**{name: ", ".join(values) for name, values in lists.items()})


@cache
def examples() -> tuple[Example, ...]:
    """Texts, and what should be answered to them."""
    lines = (HOME / "examples.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(Example.model_validate(json.loads(line)) for line in lines)
