"""Words for made-up answers, taken from the lines of a question, and wrong often enough."""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

NAME = re.compile(
    r"\b(?!(?:The|An?|In|On|At|By|To|Of|It|Its|This|That|These|Those|There|They|We|He|She|I|And|But|As|For|From|With|After|"
    r"Before|During|Our|Their|His|Her|Mr|Mrs|Ms|Dr|Both|Under|While|When|If|Monday|Tuesday|Wednesday|Thursday|Friday|"
    r"Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][\w-]*(?:(?: of| of the| and| for| de)? [A-Z][\w-]*)*"
)
_ACTOR = re.compile(r"\b(?:[Hh]e|[Ss]he|[Ww]e|[Tt]hey|[Bb]oth \w+|[Tt]he (?:two |three )?[a-z]+)\b(?! of)")
_BEFORE = r"\b(?:(?:will|would|had|has|have|was|were|is|are|to|not|must|should) (?:be |been )?)?"
CUES = {
    "agreements": re.compile(
        rf"{_BEFORE}(?:sign|agree|adopt|ratif|initial|conclu|renew|extend|suspend|withdr|terminat|negotiat|approv|commit|"
        r"establish|launch|deliver|entered into|reach|finaliz|implement|join)\w*\b(?: (?:on|to|with|upon)\b)?"
    ),
    "statements": re.compile(
        rf"{_BEFORE}(?:condemn|deplor|critici|accus|blam|warn|threat|demand|urg|call|ask|invit|propos|offer|pledg|affirm|"
        r"reaffirm|support|welcom|prais|thank|commend|hope|stress|emphasi|underscor|den[iy]|reject|refus|apologi|recogni|"
        r"declar|express|discuss|sa(?:id|ys)\b|will\b)\w*(?: (?:on|for|upon)\b)?"
    ),
}
"""What may be a cue, where the schema gives none."""
INVENTED = ("Republic of Elbonia", "Ruritania", "Foreign Minister Ada Quill", "the Treaty of Nowhere", "17 gunboats")
OFTEN = (2, 6, 3, 1)
"""How often a line with a cue of a kind gets no draft of it, one, two, three."""
WITHOUT_CUE = (30, 1, 0, 0)


class Writer:
    """Picks numbers, cues, people and matters for a schema from the lines that were asked about."""

    def __init__(self, schema: Mapping[str, Any], lines: Mapping[int, str], chance: random.Random) -> None:
        self._schema = schema
        self._lines = lines
        self._chance = chance

    def _shape(self, shape: Mapping[str, Any]) -> Mapping[str, Any]:
        """The shape itself where it is named only."""
        found: Mapping[str, Any] = self._schema["$defs"][shape["$ref"].rpartition("/")[2]] if "$ref" in shape else shape
        return found

    def _sentence(self, number: int) -> int:
        return self._chance.choice((0, number + 1, 99)) if self._seldom(0.03) else number

    def _cue(self, cues: Sequence[str], line: str, *, sure: bool) -> str:
        """One of the cues; where the schema gives none, seldom other words of the line, or words of no line."""
        if not sure and self._seldom(0.04):
            return "hereby vowed"
        return self._chance.choice(cues) if cues and (sure or not self._seldom(0.06)) else self._run(line, 2)

    def _people(self, name: str, before: str, after: str) -> list[str]:
        """Speakers mostly stand before a cue, recipients after it, and parties on either side."""
        if name == "speakers":
            return [self._person(before, after, -1) for _ in range(self._chance.choice((0, 1, 1, 1, 1, 1, 1, 2)))]
        if name == "recipients":
            return [self._person(after, before, 0) for _ in range(self._chance.choice((0, 0, 1, 1, 2)))]
        return [self._person(before, after, None) for _ in range(self._chance.choice((0, 1, 2, 2, 2, 3, 4)))]

    def _person(self, here: str, there: str, nearest: int | None) -> str:
        """An actor that is named, seldom one of another sentence or of none."""
        if self._seldom(0.04):
            return self._chance.choice(INVENTED)
        if self._seldom(0.06):
            here = there = self._chance.choice([*self._lines.values()])
        actors = NAME.findall(here) or NAME.findall(there)
        if self._seldom(0.15) or not actors:
            actors = _ACTOR.findall(here) or actors
        if not actors:
            return self._run(here or there, 3)
        return str(self._chance.choice(actors) if nearest is None or self._seldom(0.3) else actors[nearest])

    def _matter(self, before: str, after: str) -> str:
        """What it is about: mostly the words after the cue."""
        if self._seldom(0.07):
            return self._chance.choice((*INVENTED, ""))
        if self._seldom(0.25):
            return self._run(self._chance.choice([before, *self._lines.values()]), 6)
        return " ".join(after.split()[: self._chance.randint(1, 7)])

    def _run(self, text: str, most: int) -> str:
        """Up to so many consecutive words."""
        words = text.split()
        start = self._chance.randrange(len(words)) if words else 0
        return " ".join(words[start : start + self._chance.randint(1, most)])

    def _seldom(self, share: float) -> bool:
        return self._chance.random() < share
