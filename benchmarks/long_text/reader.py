"""A scripted model that declares what the sentences of a page say; it stands in for a strong one."""

import re
import time
from dataclasses import dataclass, field

from benchmarks.long_text.text import STATES
from extract.model.contract import Answer, Prompt
from schemas import Usage
from schemas.declared import DeclaredActor, DeclaredAgreement, DeclaredAnswer, DeclaredParty, DeclaredStatement

_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.M)
_PACT = re.compile(r"(\w+) and (\w+) (signed|ratified) the pact on (\w+ and \w+)\.")
_RAID = re.compile(r"(\w+) condemned (\w+) for the raid on the (\w+ near \w+)\.")
_IDS = {name: f"a{place}" for place, name in enumerate(STATES, start=1)}


@dataclass
class Reader:
    """Answers from the page alone, and counts what it was shown."""

    name: str = "reader"
    shown: list[int] = field(default_factory=list)
    """Characters of the sentences of each page."""
    seconds: float = 0.0
    """Processor seconds spent on its answers: no part of the core."""

    async def ask(self, prompt: Prompt) -> Answer:
        """Return the records of a page."""
        started = time.process_time()
        lines = [(int(number), text) for number, text in _LINE.findall(prompt.messages[-1]["content"])]
        self.shown.append(sum(len(text) for _, text in lines))
        declared = DeclaredAnswer(
            actors=tuple(_actor(name) for name in STATES), agreements=_pacts(lines), statements=_raids(lines)
        )
        reply = prompt.reply.model_validate(declared.model_dump())
        self.seconds += time.process_time() - started
        return Answer(reply, reply.model_dump_json(), Usage(calls=1), 0.0, 1_700_000_000)


def _actor(name: str) -> DeclaredActor:
    return DeclaredActor(
        id=_IDS[name], name=name, words=None, kind="state", country=STATES[name], office=None, represents=None
    )


def _pacts(lines: list[tuple[int, str]]) -> tuple[DeclaredAgreement, ...]:
    """One record for each pact of the page, with its last stage there."""
    found: dict[tuple[str, str, str], tuple[str, tuple[int, ...]]] = {}
    for number, text in lines:
        for one, other, cue, subject in _PACT.findall(text):
            _, numbers = found.get((one, other, subject), ("", ()))
            found[one, other, subject] = cue, (*numbers, number)
    return tuple(_pact(*pact, *stage) for pact, stage in found.items())


def _pact(one: str, other: str, subject: str, cue: str, numbers: tuple[int, ...]) -> DeclaredAgreement:
    return DeclaredAgreement(
        sentences=numbers,
        status_cue=cue,
        subject=subject,
        instrument="treaty",
        status=cue,
        parties=tuple(DeclaredParty(actor=_IDS[name], role="party", explicit=True) for name in (one, other)),
        dates=(),
        value=None,
        quantity=None,
        historical=False,
        source=None,
        unsure=(),
    )


def _raids(lines: list[tuple[int, str]]) -> tuple[DeclaredStatement, ...]:
    return tuple(
        DeclaredStatement(
            sentences=(number,),
            cue="condemned",
            act="condemn",
            speakers=(_IDS[one],),
            recipients=(_IDS[other],),
            about=f"raid on the {about}",
            source=None,
            unsure=(),
        )
        for number, text in lines
        for one, other, about in _RAID.findall(text)
    )
