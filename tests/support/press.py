"""A scripted server that answers like a model that reads one short article correctly, and scripts of faults."""

import json
from pathlib import Path

from extract.settings.settings import Settings, load_settings
from tests.support.declared import answer as declared
from tests.support.declared import pact, speech, state
from tests.support.scripted import HEADERS, Scripted, fault

TEXT = "France and Chad signed a defence pact. Niger condemned the raid on its army."
DEAL = pact("a1", "a2", subject="defence pact", instrument="agreement")
SAID = speech("a3", sentences=(2,), about="the raid on its army")
SIDES = (state("a1", "France", "FRA"), state("a2", "Chad", "TCD"), state("a3", "Niger", "NER"))


def answer(content: str, finish: str = "stop", **message: object) -> tuple[int, dict[str, str], bytes]:
    """Return a completion."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content} | message}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    body = {"id": "c1", "object": "chat.completion", "created": 1_700_000_123, "model": "m"}
    return 200, HEADERS, json.dumps(body | {"choices": [choice], "usage": usage}).encode()


def right_answer(shown: str) -> str:
    """Return what a careful model says of the sentences that are shown."""
    deals = (DEAL,) if "defence pact" in shown else ()
    return json.dumps(declared(*SIDES, agreements=deals, statements=(SAID,) if "raid" in shown else ()))


class Press(Scripted):
    """Answers what the sentence asks for, unless its script has another response."""

    def answer(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        messages = json.loads(body)["messages"]
        self.asked.append(messages[-1]["content"])
        if self.script:
            return self.script.pop(0)
        shown = next(str(m["content"]) for m in reversed(messages) if str(m["content"]).startswith("["))
        return answer(right_answer(shown))


def settings_for(url: str) -> Settings:
    """Return settings that ask this server one article after another."""
    flags = {"base_url": url, "model": "m", "plan": "document", "verify": "off", "concurrency": 1, "timeout": 30}
    return load_settings(flags, {"OPENAI_API_KEY": "sk-scripted-key"}, Path("/nowhere"))


FAULTS = {
    "re-ask": [answer("no json at all")],
    "rate-limited": [fault(429, "slow down", Retry_After="0")],
    "timeout": [fault(408, "the request took too long", Retry_After="0")],
    "server-error": [fault(503, "overloaded", Retry_After="0")],
    "truncated": 2 * [answer('{"agreements": [', finish="length")],
    "filtered": 2 * [answer("", finish="content_filter")],
    "refusal": 2 * [answer("", refusal="I cannot help with that.")],
    "invalid-json": 2 * [answer("no json at all"), answer("still none")],
}
"""The first responses of the server, before it answers correctly. What no repetition mends costs the article,
then the half with its first sentence. A timeout of the client leaves nothing to record."""
