"""A scripted server that answers like a model that reads one short article correctly, and scripts of faults."""

import json
from pathlib import Path

from extract.settings.settings import Settings, load_settings
from tests.support.scripted import HEADERS, Scripted, fault

TEXT = "France and Chad signed a defence pact. Niger condemned the raid on its army."
DEAL = {"cue": "signed", "subject": "defence pact", "parties": ["France", "Chad"]}
SAID = {"cue": "condemned", "speakers": ["Niger"], "recipients": [], "about": "the raid on its army"}


def answer(content: str, finish: str = "stop", **message: object) -> tuple[int, dict[str, str], bytes]:
    """Return a completion."""
    choice = {"index": 0, "finish_reason": finish, "message": {"role": "assistant", "content": content} | message}
    usage = {"prompt_tokens": 100, "completion_tokens": 20, "total_tokens": 120}
    body = {"id": "c1", "object": "chat.completion", "created": 1_700_000_123, "model": "m"}
    return 200, HEADERS, json.dumps(body | {"choices": [choice], "usage": usage}).encode()


class Press(Scripted):
    """Answers what the sentence asks for, unless its script has another response."""

    def answer(self, path: str, body: bytes) -> tuple[int, dict[str, str], bytes]:
        self.asked.append(json.loads(body)["messages"][-1]["content"])
        if self.script:
            return self.script.pop(0)
        question = next(m["content"] for m in reversed(json.loads(body)["messages"]) if " cues: " in str(m["content"]))
        deals = [DEAL] if "agreement cues" in question else []
        told = {"agreements": deals} if deals else {}
        return answer(json.dumps(told | ({"statements": [SAID]} if "statement cues" in question else {})))


def settings_for(url: str) -> Settings:
    """Return settings that ask this server one sentence after another."""
    flags = {"base_url": url, "model": "m", "plan": "sentence", "concurrency": 1, "timeout": 30}
    return load_settings(flags, {"OPENAI_API_KEY": "sk-scripted-key"}, Path("/nowhere"))


FAULTS = {
    "re-ask": [answer('{"agreements": "none"}')],
    "rate-limited": [fault(429, "slow down", Retry_After="0")],
    "timeout": [fault(408, "the request took too long", Retry_After="0")],
    "server-error": [fault(503, "overloaded", Retry_After="0")],
    "truncated": [answer('{"agreements": [', finish="length")],
    "filtered": [answer("", finish="content_filter")],
    "refusal": [answer("", refusal="I cannot help with that.")],
    "invalid-json": [answer("no json at all"), answer("still none")],
}
"""The first responses of the server, before it answers correctly. A timeout of the client leaves nothing to record."""
