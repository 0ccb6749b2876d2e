"""An article of 60,000 words is read page by page, and a fact on two pages is one record."""

import asyncio
import random
import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import pytest

from extract.model.contract import Answer, Prompt
from extract.pipeline import extract
from schemas import ArticleExtraction
from tests.support.declared import answer, pact, speech, state
from tests.support.drafts import USAGE, document_method, make_article

STATES = {"Fiji": "FJI", "Peru": "PER", "Oman": "OMN", "Togo": "TGO", "Cuba": "CUB", "Chad": "TCD", "Laos": "LAO"}
GOODS = ("tuna", "wheat", "cement", "copper", "timber", "cotton", "coffee", "rubber", "gravel", "barley")
PLACES = ("harbour", "airport", "railway", "refinery", "lighthouse", "bridge", "canal", "tunnel", "barracks", "depot")
_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.M)
_SIGNED = re.compile(r"(\w+) and (\w+) (signed|ratified) the pact on (\w+ and \w+)\.")
_CONDEMNED = re.compile(r"(\w+) condemned (\w+) for the raid on the (\w+ near \w+)\.")


@dataclass
class Reader:
    """Declares what the sentences of a page say; a scripted model, so that all 60,000 words can be checked."""

    name: str = "reader"
    pages: int = 0
    lengths: list[int] = field(default_factory=list)

    async def ask(self, prompt: Prompt) -> Answer:
        lines = [(int(number), text) for number, text in _LINE.findall(prompt.messages[-1]["content"])]
        self.pages += 1
        self.lengths.append(sum(len(text) for _, text in lines))
        ids = {name: f"a{place}" for place, name in enumerate(STATES, start=1)}
        pacts: dict[tuple[str, ...], dict[str, Any]] = {}
        speeches: dict[tuple[str, ...], dict[str, Any]] = {}
        for number, text in lines:
            for one, other, cue, subject in _SIGNED.findall(text):
                record = pacts.setdefault(
                    (one, other, subject), pact(ids[one], ids[other], sentences=(), subject=subject)
                )
                record["sentences"] = (*record["sentences"], number)
                record |= {"status": cue, "status_cue": cue}
            for one, other, about in _CONDEMNED.findall(text):
                said = speech(ids[one], sentences=(), recipients=[ids[other]], about=about)
                speeches.setdefault((one, other, about), said)["sentences"] += (number,)
        actors = [state(key, name, STATES[name]) for name, key in ids.items()]
        found = answer(*actors, agreements=tuple(pacts.values()), statements=tuple(speeches.values()))
        reply = prompt.reply.model_validate(found)
        return Answer(reply, reply.model_dump_json(), USAGE, 1.0, 1_700_000_000)


def facts(number: int, chance: random.Random) -> list[str]:
    """Sentences of different facts."""
    pairs = [(one, other) for one in STATES for other in STATES if one != other]
    goods = [f"{first} and {second}" for first in GOODS for second in GOODS if first < second]
    places = [f"{place} near {good}ville" for place in PLACES for good in GOODS]
    pacts = [f"{one} and {other} {{}} the pact on {both}." for one, other in pairs if one < other for both in goods]
    raids = [f"{one} condemned {other} for the raid on the {place}." for one, other in pairs for place in places]
    return chance.sample(pacts, number) + chance.sample(raids, number)


def long_text(words: int, number: int) -> str:
    """A text with so many pacts and as many condemnations, every third of them repeated much later."""
    chance = random.Random(7)
    first_reports = facts(number, chance)
    again = chance.sample(first_reports, len(first_reports) // 3)
    sentences = [fact.format("signed") for fact in first_reports] + [fact.format("ratified") for fact in again]
    length = sum(len(sentence.split()) for sentence in sentences)
    filler = [f"The delegates visited hall number {n} of the fair on that day." for n in range((words - length) // 12)]
    early, late = filler[: len(filler) // 2], filler[len(filler) // 2 :]
    first, second = early + sentences[: len(first_reports)], late + sentences[len(first_reports) :]
    chance.shuffle(first)
    chance.shuffle(second)
    return " ".join(first + second)


def extraction_of(text: str) -> tuple[ArticleExtraction, Reader]:
    reader = Reader()
    outcome = asyncio.run(extract(make_article(text), reader, document_method()))
    assert outcome.rejected == ()
    return outcome.extraction, reader


@pytest.mark.slow
def test_a_fact_on_several_pages_is_one_record_and_different_facts_stay_apart() -> None:
    text = long_text(60_000, 300)
    found, reader = extraction_of(text)
    assert len(text.split()) > 59_000
    assert reader.pages > 12
    assert sum(reader.lengths) < 1.1 * len(text)
    pacts = Counter((frozenset(party.actor for party in one.parties), one.subject) for one in found.agreements)
    raids = Counter((one.speakers, one.recipients, one.about) for one in found.statements)
    assert (len(pacts), len(raids)) == (300, 300)
    assert sum(pacts.values()) + sum(raids.values()) <= 610
    again = sum(one.status.value == "ratified" for one in found.agreements)
    assert again >= 0.9 * sum("ratified" in sentence for sentence in text.split("."))
