"""The desk serves what readers wrote, and keeps the questions that wait for them."""

import asyncio
import json
from pathlib import Path

from benchmarks.desk.server import Desk, serving
from extract.model.contract import Answer
from extract.run.open_model import open_model, trial_prompt
from extract.settings.settings import load_settings
from extract.telemetry.progress import SilentReporter
from tests.support.declared import answer, pact, state

READ = answer(state("a1", "Norway", "NOR"), state("a2", "Kenya", "KEN"), agreements=(pact("a1", "a2"),))


async def asked(url: str) -> Answer:
    """The answer to the trial question."""
    settings = load_settings({"base_url": url, "model": "strong-reader"}, {}, Path("/nowhere"))
    async with open_model(settings, SilentReporter()) as model:
        return await model.client.ask(trial_prompt(settings))


async def answer_first(desk: Desk) -> str:
    """Write the answer to the first question that waits, and return its prompt."""
    while not desk.waiting():
        await asyncio.sleep(0.01)
    [prompt] = desk.waiting()
    prompt.with_name("answer.json").write_text(json.dumps(READ), encoding="utf-8")
    return prompt.read_text(encoding="utf-8")


def test_a_question_waits_as_a_prompt_until_it_is_answered(tmp_path: Path) -> None:
    desk = Desk(tmp_path)

    async def read(url: str) -> tuple[Answer, str]:
        return await asyncio.gather(asked(url), answer_first(desk))

    with serving(desk) as url:
        given, prompt = asyncio.run(read(url))
        again = asyncio.run(asked(url))
    assert "=== SYSTEM ===\nYou code news articles" in prompt
    assert "[1] Norway and Kenya signed a fisheries agreement on Monday." in prompt
    assert '"status_cue"' in prompt
    assert json.loads(given.raw)["agreements"][0]["status"] == "signed"
    assert again.raw == given.raw
    assert desk.waiting() == ()
