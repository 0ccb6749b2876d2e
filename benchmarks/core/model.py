"""A model without latency that proposes drafts of the sentences it is shown; it counts the processor time it takes."""

import hashlib
import random
import re
import time

from benchmarks.identity.declared import write_answer
from extract.model.contract import Answer, Prompt
from schemas import Usage

_LINE = re.compile(r"^\[(\d+)\] (.*)$", re.M)


class ScriptedModel:
    """Answers each prompt with drafts that follow from its last message alone."""

    name = "scripted"

    def __init__(self) -> None:
        self.calls = 0
        self.seconds = 0.0
        """Processor seconds spent on writing and validating answers: no part of the core."""

    async def ask(self, prompt: Prompt) -> Answer:
        """Return an answer in the shape that the prompt asks for."""
        started = time.process_time()
        question = prompt.messages[-1]["content"]
        lines = {int(number): line for number, line in _LINE.findall(question)} or {1: question.splitlines()[0]}
        chance = random.Random(hashlib.sha256(question.encode()).digest())
        raw = write_answer(prompt.reply.model_json_schema(), lines, chance)
        answer = Answer(prompt.reply.model_validate_json(raw), raw, Usage(calls=1), 0.0, 1_700_000_000)
        self.calls += 1
        self.seconds += time.process_time() - started
        return answer
