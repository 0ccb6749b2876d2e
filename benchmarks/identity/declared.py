"""Fills the forms of the document plan: declared answers, corrections and verdicts."""

import calendar
import json
import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.identity.writer import CUES, INVENTED, NAME, OFTEN, WITHOUT_CUE, Writer

_MONTHS = "|".join(calendar.month_name[1:])
_DATE = re.compile(rf"\b(?:\d{{1,2}} )?(?:{_MONTHS})(?: \d{{4}})?|\b(?:19|20)\d\d\b|\b\w+day\b")
_SUM = re.compile(r"[$€£¥]\d[\d.,]*(?: (?:million|billion))?|\b\d[\d.,]* (?:million|billion) \w+")
_STATES = ("FRA", "USA", "CHN", "RUS", "UKR", None, "XYZ")
_MOST_ACTORS = 12


class DeclaredWriter(Writer):
    """Fills the form in which actors are declared."""

    def answer(self) -> dict[str, Any]:
        """The whole answer: people of the lines, and records that refer to them."""
        names = dict.fromkeys(name for line in self._lines.values() for name in NAME.findall(line))
        self._ids = {name: f"a{number}" for number, name in enumerate([*names][:_MOST_ACTORS], start=1)}
        actors = [self._actor(name, key) for name, key in self._ids.items()]
        return {"actors": actors} | {kind: self._records(kind) for kind in CUES}

    def _actor(self, name: str, key: str) -> dict[str, Any]:
        fields = self._fields("actors")
        return {
            "id": key,
            "name": self._chance.choice(INVENTED) if self._seldom(0.04) else name,
            "words": name if self._seldom(0.2) else None,
            "kind": self._chance.choice(fields["kind"]["enum"]),
            "country": self._chance.choice(_STATES),
            "office": None,
            "represents": self._key("") if self._seldom(0.3) else None,
        }

    def _fields(self, kind: str) -> Mapping[str, Any]:
        items = self._schema["properties"][kind]["items"]
        fields: Mapping[str, Any] = self._shape(items)["properties"]
        return fields

    def _records(self, kind: str) -> list[dict[str, Any]]:
        write = self._agreement if kind == "agreements" else self._statement
        records = []
        for number, line in self._lines.items():
            cues = CUES[kind].findall(line)
            for _ in range(self._chance.choices(range(4), OFTEN if cues else WITHOUT_CUE)[0]):
                records.append(write(number, self._cue(cues, line, sure=False)))
        return records

    def _agreement(self, number: int, cue: str) -> dict[str, Any]:
        line, fields = self._lines[number], self._fields("agreements")
        before, _, after = line.partition(cue)
        roles = self._shape(fields["parties"]["items"])["properties"]["role"]["enum"]
        parties = [
            {"actor": self._key(line), "role": self._chance.choice(roles), "explicit": not self._seldom(0.2)}
            for _ in range(self._chance.choice((0, 1, 2, 2, 2, 3)))
        ]
        return {
            "sentences": self._numbers(number),
            "status_cue": None if self._seldom(0.1) else cue,
            "subject": self._matter(before, after),
            "instrument": self._chance.choice(fields["instrument"]["enum"]),
            "status": self._chance.choice(fields["status"]["enum"]),
            "parties": parties,
            "dates": [self._date(words) for words in _DATE.findall(line)[:2]],
            "value": next((self._value_of(words) for words in _SUM.findall(line)), None),
            "quantity": self._run(line, 2) if self._seldom(0.1) else None,
            "historical": self._seldom(0.2),
            "source": self._run(line, 1) if self._seldom(0.1) else None,
            "unsure": self._unsure(("record", "status", "parties", "dates")),
        }

    def _statement(self, number: int, cue: str) -> dict[str, Any]:
        line, fields = self._lines[number], self._fields("statements")
        before, _, after = line.partition(cue)
        return {
            "sentences": self._numbers(number),
            "cue": cue,
            "act": self._chance.choice(fields["act"]["enum"]),
            "speakers": [self._key(before) for _ in range(self._chance.choice((0, 1, 1, 1, 1, 2)))],
            "recipients": [self._key(after) for _ in range(self._chance.choice((0, 0, 1, 1, 2)))],
            "about": self._matter(before, after),
            "source": None,
            "unsure": self._unsure(("record", "act", "speakers", "recipients")),
        }

    def _date(self, words: str) -> dict[str, Any]:
        roles = self._shape(self._fields("agreements")["dates"]["items"])["properties"]["role"]["enum"]
        year = self._chance.randint(1990, 2030)
        edtf = self._chance.choice((f"{year}", f"{year}-03", f"../{year}", f"{year}-05-17", "soon"))
        return {"role": self._chance.choice(roles), "words": words, "edtf": edtf}

    def _value_of(self, words: str) -> dict[str, Any]:
        return {"words": words, "amount": self._chance.choice(("5000000", "1200000000", "many")), "currency": "USD"}

    def _numbers(self, number: int) -> list[int]:
        near = [number + 1] if self._seldom(0.1) else []
        return [self._sentence(number), *near]

    def _key(self, here: str) -> str:
        """An actor of these words, else any, seldom one that is not declared."""
        if self._seldom(0.03) or not self._ids:
            return "a99"
        there = [key for name, key in self._ids.items() if name in here]
        return self._chance.choice(there or [*self._ids.values()])

    def _unsure(self, fields: Sequence[str]) -> list[str]:
        return [self._chance.choice(fields)] if self._seldom(0.3) else []


class FollowUpWriter:
    """Fills the forms of corrections and of verdicts."""

    def __init__(self, schema: Mapping[str, Any], chance: random.Random) -> None:
        self._schema = schema
        self._chance = chance

    def answer(self) -> dict[str, Any]:
        """A verdict on each of the first claims; of corrections, none."""
        if "verdicts" not in self._schema["properties"]:
            return {name: [] for name in self._schema["properties"]}
        labels = self._schema["$defs"]["Verdict"]["properties"]["label"]["anyOf"][0]["enum"]
        return {"verdicts": [self._verdict(claim, labels) for claim in range(1, 9)]}

    def _verdict(self, claim: int, labels: Sequence[str]) -> dict[str, Any]:
        return {
            "claim": claim,
            "holds": self._chance.choice(("yes", "yes", "yes", "no")),
            "label": self._chance.choice(labels) if self._chance.random() < 0.5 else None,
            "actors": [self._chance.randint(1, 12)] if self._chance.random() < 0.5 else [],
        }


def write_answer(schema: Mapping[str, Any], lines: Mapping[int, str], chance: random.Random) -> str:
    """An answer of the shape that a schema asks for, as JSON."""
    fields = schema["properties"]
    if "actors" in fields:
        answer = DeclaredWriter(schema, lines, chance).answer()
    elif "topic" in fields:
        answer = {"topic": chance.choice(fields["topic"]["enum"])}
    else:
        answer = FollowUpWriter(schema, chance).answer()
    return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
