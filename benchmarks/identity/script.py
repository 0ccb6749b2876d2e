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
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.identity.declared import write_answer

_ASKED = re.compile(r"^\[\d+\] |^(?:agreement|statement) cues: |^claim 1: ", re.M)
"""What tells a question from the complaint about an answer, which is the last message when it is asked again."""
_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.M)
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
        self.questions[seed] = next(iter(lines.values()))
        self.trouble[trouble] += 1
        if trouble in ("too long", "denied"):
            code = "context_length_exceeded" if trouble == "too long" else "invalid_prompt"
            return _response(400, {"error": {"message": f"the prompt is {trouble}", "code": code}}, chance)
        words = write_answer(asked["response_format"]["json_schema"]["schema"], lines, chance)
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
