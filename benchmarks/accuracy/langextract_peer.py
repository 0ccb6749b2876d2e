"""LangExtract in a process and an environment of its own: neither side gives the other a version of a library."""

import asyncio
import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.accuracy.adapters import records_of_extractions
from benchmarks.accuracy.task import Example, examples, instructions
from benchmarks.accuracy.ways import Take, failed, fingerprint, taken
from extract.model.endpoint import Endpoint
from schemas import Article, Usage

WORKER = Path(__file__).with_name("langextract_worker.py")
TEXTS = "The extraction text of an agreement or a statement is its evidence, that of an actor its name.\n\n"
"""What its own layout needs told besides."""


class LangExtract:
    """LangExtract as its README shows it."""

    name = "langextract"

    def __init__(self, process: "subprocess.Popen[str]", told: dict[str, Any]) -> None:
        self._process = process
        self.prefix = f"langextract {fingerprint(json.dumps([told['prompt'], told['examples']]))}"
        self._write(told)

    async def warm(self) -> None:
        await asyncio.to_thread(self._say, {"text": ".", "max_tokens": 1})

    async def take(self, article: Article) -> Take:
        told = await asyncio.to_thread(self._say, {"text": article.text})
        usage, answers = Usage(**told["usage"]), tuple(told["answers"])
        if told["error"]:
            return failed(told["error"], told["seconds"], usage, answers)
        records = records_of_extractions(told["extractions"], article.text)
        take = taken(records, article.text, usage, told["seconds"], answers)
        return replace(take, lost=sum(not is_json(one) for one in answers))

    def _say(self, job: dict[str, Any]) -> dict[str, Any]:
        """What it took of a text, by its own clock. Raises RuntimeError if its process has ended."""
        self._write(job)
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("LangExtract's process has ended; see its message above, and go on with --resume")
        told: dict[str, Any] = json.loads(line)
        return told

    def _write(self, job: dict[str, Any]) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()


def is_json(answer: str) -> bool:
    """Whether an answer could be read; LangExtract passes over a chunk whose answer could not."""
    try:
        json.loads(answer)
    except ValueError:
        return False
    return True


@contextmanager
def langextract(python: str, endpoint: Endpoint) -> Iterator[LangExtract]:
    """LangExtract under a Python that has it, alive inside the context."""
    told = {
        "base_url": endpoint.base_url,
        "api_key": endpoint.api_key.get_secret_value(),
        "model": endpoint.model,
        "max_tokens": endpoint.max_tokens,
        "prompt": TEXTS + instructions(),
        "examples": [{"text": example.text, "extractions": list(extractions(example))} for example in examples()],
    }
    environment = {**os.environ, "NO_PROXY": "127.0.0.1"}
    command = [python, "-P", str(WORKER)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        yield LangExtract(process, told)
        assert process.stdin
        process.stdin.close()


def extractions(example: Example) -> Iterator[dict[str, Any]]:
    """An example in LangExtract's layout: extractions in order of appearance, all else as their attributes."""
    told = [
        *(("actor", one.name, one.model_dump(mode="json", exclude={"name"})) for one in example.actors),
        *(("agreement", one.evidence, _flat(one.model_dump(mode="json"))) for one in example.agreements),
        *(("statement", one.evidence, _flat(one.model_dump(mode="json"))) for one in example.statements),
    ]
    for kind, words, attributes in sorted(told, key=lambda one: example.text.index(one[1])):
        yield {"class": kind, "text": words, "attributes": {k: v for k, v in attributes.items() if v is not None}}


def _flat(record: dict[str, Any]) -> dict[str, Any]:
    """A record as attributes, which hold strings and lists only."""
    value = record.pop("value", None)
    del record["evidence"]
    return {**record, "amount": f"{value['amount']:.0f}", "currency": value["currency"]} if value else record
