"""What a scripted model answers: a pure function of the bytes of a request, plausible often, and wrong often enough.

It reads the schema of the answer and the sentences of the question, and points at words there. A share of its answers
cannot be used: refused, filtered, cut off, no JSON, of another shape. Two programs that ask the same are told the same.
"""

import hashlib
import json
import random
import re
import zlib
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

_ASKED = re.compile(r"^\[1\] |^(?:agreement|statement) cues: ", re.M)
"""What tells a question from the complaint about an answer, which is the last message when it is asked again."""
_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.M)
_NAME = re.compile(
    r"\b(?!(?:The|An?|In|On|At|By|To|Of|It|Its|This|That|These|Those|There|They|We|He|She|I|And|But|As|For|From|With|After|"
    r"Before|During|Our|Their|His|Her|Mr|Mrs|Ms|Dr|Both|Under|While|When|If|Monday|Tuesday|Wednesday|Thursday|Friday|"
    r"Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"[A-Z][\w-]*(?:(?: of| of the| and| for| de)? [A-Z][\w-]*)*"
)
_SOMEBODY = re.compile(r"\b(?:[Hh]e|[Ss]he|[Ww]e|[Tt]hey|[Bb]oth \w+|[Tt]he (?:two |three )?[a-z]+)\b(?! of)")
_BEFORE = r"\b(?:(?:will|would|had|has|have|was|were|is|are|to|not|must|should) (?:be |been )?)?"
_CUES = {
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
_INVENTED = ("Republic of Elbonia", "Ruritania", "Foreign Minister Ada Quill", "the Treaty of Nowhere", "17 gunboats")
_OFTEN = (2, 6, 3, 1)
"""How often a line with a cue of a kind gets no draft of it, one, two, three."""
_WITHOUT_CUE = (30, 1, 0, 0)

_TROUBLE = {
    "refused": 2,
    "filtered": 1,
    "cut off": 2,
    "too long": 1,
    "denied": 1,
    "broken": 4,
    "misshapen": 3,
    "fenced": 2,
}
"""In which ways an answer cannot be used, and how often each; a fenced one can be, but is not read at first."""
_OF_ONE, _OF_MANY, _OF_A_REPEAT = 0.06, 0.25, 0.4
"""Share of trouble where one sentence is asked about, where many are, and where it is asked again."""


class Script:
    """Answers requests, and remembers them."""

    def __init__(self) -> None:
        self.questions: dict[bytes, str] = {}
        """What each request asked about, by the hash of all of it."""
        self.trouble: Counter[str] = Counter()

    def answer(self, request: bytes) -> bytes:
        """A whole HTTP answer."""
        seed = hashlib.sha256(request).digest()
        chance = random.Random(seed)
        asked = json.loads(request)
        said = [message["content"] for message in asked["messages"] if message["role"] == "user"]
        question = next(content for content in reversed(said) if _ASKED.search(content))
        lines = {int(number): line for number, line in _LINE.findall(question)} or {1: question.splitlines()[0]}
        share = _OF_A_REPEAT if question != said[-1] else _OF_MANY if len(lines) > 1 else _OF_ONE
        trouble = chance.choices([*_TROUBLE], [*_TROUBLE.values()])[0] if chance.random() < share else "none"
        trouble = "refused" if any(map(_unspeakable, lines.values())) else trouble
        self.questions[seed] = lines[1]
        self.trouble[trouble] += 1
        if trouble in ("too long", "denied"):
            code = "context_length_exceeded" if trouble == "too long" else "invalid_prompt"
            return _response(400, {"error": {"message": f"the prompt is {trouble}", "code": code}}, chance)
        words = Writer(asked["response_format"]["json_schema"]["schema"], lines, chance).words()
        return _response(200, _completion(request, _troubled(words, trouble), trouble, chance), chance)


def _unspeakable(line: str) -> bool:
    """True of a line that is refused in whatever question it stands, so that it alone remains without an answer."""
    return zlib.crc32(line.encode()) % 300 == 0


def _troubled(words: str, trouble: str) -> str:
    """The words of an answer as they are when something is wrong with them."""
    changes: dict[str, Callable[[str], str]] = {
        "refused": lambda words: "",
        "cut off": lambda words: words[: len(words) * 2 // 3],
        "broken": lambda words: words[: len(words) // 2],
        "misshapen": lambda words: words.replace('"cue":', '"word":').replace("[]", "null"),
        "fenced": lambda words: f"Here is the answer:\n```json\n{words}\n```\n",
    }
    return changes[trouble](words) if trouble in changes else words


def _completion(request: bytes, words: str, trouble: str, chance: random.Random) -> dict[str, Any]:
    message = {"role": "assistant", "content": words, "refusal": "I cannot help with that." if not words else None}
    reason = {"filtered": "content_filter", "cut off": "length"}.get(trouble, "stop")
    tokens_in, tokens_out = len(request) // 4, len(words) // 4
    usage = {"prompt_tokens": tokens_in, "completion_tokens": tokens_out, "total_tokens": tokens_in + tokens_out}
    return {
        "id": "c1",
        "object": "chat.completion",
        "created": 1_700_000_000 + chance.randrange(10_000_000),
        "model": "scripted",
        "choices": [{"index": 0, "finish_reason": reason, "message": message}],
        "usage": usage | {"prompt_tokens_details": {"cached_tokens": chance.randrange(tokens_in)}},
    }


def _response(status: int, told: Mapping[str, Any], chance: random.Random) -> bytes:
    """The bytes of an HTTP answer. It tells its time, so that runs can be compared byte for byte."""
    body = json.dumps(told).encode()
    head = f"HTTP/1.1 {status} Told\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    return f"{head}communique-seconds: {chance.randrange(50, 3_000) / 1_000:.3f}\r\n\r\n".encode() + body


class Writer:
    """Fills a schema with words of the lines that were asked about."""

    def __init__(self, schema: Mapping[str, Any], lines: Mapping[int, str], chance: random.Random) -> None:
        self._schema = schema
        self._lines = lines
        self._chance = chance

    def words(self) -> str:
        """The whole answer as JSON."""
        kinds = self._schema["properties"].items()
        answer = {kind: self._drafts(kind, shape) for kind, shape in kinds}
        return json.dumps(answer, ensure_ascii=False, separators=(",", ":"))

    def _drafts(self, kind: str, shape: Mapping[str, Any]) -> list[dict[str, Any]]:
        fields = self._shape(shape["items"])["properties"]
        cue = self._shape(fields["cue"])
        given = cue.get("enum") or [cue[name] for name in ("const",) if name in cue]
        drafts = []
        for number, line in self._lines.items():
            cues = given or _CUES[kind].findall(line)
            for _ in range(self._chance.choices(range(4), _OFTEN if cues else _WITHOUT_CUE)[0]):
                drafts.append(self._draft(fields, number, self._cue(cues, line, sure=bool(given))))
        return drafts[: shape.get("maxItems")]

    def _draft(self, fields: Mapping[str, Any], number: int, cue: str) -> dict[str, Any]:
        before, _, after = self._lines[number].partition(cue)
        fixed = {"sentence": self._sentence(number), "cue": cue}
        return {
            name: fixed[name] if name in fixed else self._value(name, self._shape(field), before, after)
            for name, field in fields.items()
        }

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

    def _value(self, name: str, shape: Mapping[str, Any], before: str, after: str) -> Any:
        if "enum" in shape:
            return self._chance.choice(shape["enum"])
        if shape["type"] == "array":
            return self._people(name, before, after)
        return self._matter(before, after)

    def _people(self, name: str, before: str, after: str) -> list[str]:
        """Speakers mostly stand before a cue, recipients after it, and parties on either side."""
        if name == "speakers":
            return [self._person(before, after, -1) for _ in range(self._chance.choice((0, 1, 1, 1, 1, 1, 1, 2)))]
        if name == "recipients":
            return [self._person(after, before, 0) for _ in range(self._chance.choice((0, 0, 1, 1, 2)))]
        return [self._person(before, after, None) for _ in range(self._chance.choice((0, 1, 2, 2, 2, 3, 4)))]

    def _person(self, here: str, there: str, nearest: int | None) -> str:
        """Whoever is named, seldom somebody of another sentence or of none."""
        if self._seldom(0.04):
            return self._chance.choice(_INVENTED)
        if self._seldom(0.06):
            here = there = self._chance.choice([*self._lines.values()])
        everybody = _NAME.findall(here) or _NAME.findall(there)
        if self._seldom(0.15) or not everybody:
            everybody = _SOMEBODY.findall(here) or everybody
        if not everybody:
            return self._run(here or there, 3)
        return str(self._chance.choice(everybody) if nearest is None or self._seldom(0.3) else everybody[nearest])

    def _matter(self, before: str, after: str) -> str:
        """What it is about: mostly the words after the cue."""
        if self._seldom(0.07):
            return self._chance.choice((*_INVENTED, ""))
        if self._seldom(0.25):
            return self._run(self._chance.choice([before, *self._lines.values()]), 6)
        return " ".join(after.split()[: self._chance.randint(1, 7)])

    def _run(self, text: str, most: int) -> str:
        """Up to so many words that stand beside each other."""
        words = text.split()
        start = self._chance.randrange(len(words)) if words else 0
        return " ".join(words[start : start + self._chance.randint(1, most)])

    def _seldom(self, share: float) -> bool:
        return self._chance.random() < share
