"""What every peer is given: instructions, worked examples, and the layout of an answer, which is that of the gold.

They hold the same information as Communique's document plan: the same codebook and the same examples.
"""

from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from prompts import codebook, document_prompt, guide
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
    """The instructions, with the codebook that the document plan teaches."""
    return (HOME / "task.md").read_text(encoding="utf-8").strip() + "\n\n" + guide(codebook())


@cache
def examples() -> tuple[Example, ...]:
    """The examples of the document plan: texts, and what should be answered to them."""
    return tuple(_example(one) for one in document_prompt(codebook()).examples)


def _example(ours: dict[str, Any]) -> Example:
    """An example with the names of actors, as the text has them, instead of their ids."""
    answer, sentences = ours["answer"], ours["sentences"]
    names = {actor["id"]: actor["words"] or actor["name"] for actor in answer["actors"]}
    return Example(
        text=" ".join(sentences),
        actors=[Actor(name=names[a["id"]], kind=a["kind"], country=a["country"]) for a in answer["actors"]],
        agreements=[_agreement(one, names, sentences) for one in answer["agreements"]],
        statements=[_statement(one, names, sentences) for one in answer["statements"]],
    )


def _agreement(ours: dict[str, Any], names: dict[str, str], sentences: list[str]) -> Agreement:
    return Agreement(
        evidence=_evidence(ours, sentences, ours["status_cue"]),
        subject=ours["subject"],
        instrument=ours["instrument"],
        status=ours["status"],
        parties=[names[party["actor"]] for party in ours["parties"]],
        dates=[date["edtf"] for date in ours["dates"]],
        value=Value(**{name: ours["value"][name] for name in ("amount", "currency")}) if ours["value"] else None,
    )


def _statement(ours: dict[str, Any], names: dict[str, str], sentences: list[str]) -> Statement:
    return Statement(
        evidence=_evidence(ours, sentences, ours["cue"]),
        speakers=[names[actor] for actor in ours["speakers"]],
        act=ours["act"],
        recipients=[names[actor] for actor in ours["recipients"]],
        about=ours["about"],
    )


def _evidence(ours: dict[str, Any], sentences: list[str], cue: str) -> str:
    """The last of the record's sentences that holds its cue: a headline comes first."""
    own: list[str] = [sentences[number - 1] for number in ours["sentences"]]
    return next(sentence for sentence in reversed(own) if cue in sentence)
