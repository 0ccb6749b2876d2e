"""LangExtract, the way its README shows it for OpenAI: a job a line in, what came of it a line out.

Runs under any Python that has `langextract[openai]`; knows nothing of Communique. The first line holds base_url,
api_key, model, max_tokens, prompt and examples; each other one `text`, and what is to be otherwise for it. All defaults
are kept, but for one call at a time, since the one server answers one at a time, temperature 0, and a limit on an
answer's length.
"""

import json
import sys
import time
from typing import Any

import langextract as lx
from openai.resources.chat.completions import Completions


class Heard:
    """What the server said: tokens, and the model's own words."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        """Forgets all, for the next text."""
        self.usage = {"calls": 0, "tokens_in": 0, "tokens_out": 0, "tokens_cached": 0}
        self.answers: list[str] = []

    def hear(self, completion: Any) -> None:
        """Adds an answer."""
        told = completion.usage
        self.usage["calls"] += 1
        self.usage["tokens_in"] += told.prompt_tokens
        self.usage["tokens_out"] += told.completion_tokens
        self.usage["tokens_cached"] += getattr(told.prompt_tokens_details, "cached_tokens", None) or 0
        self.answers.append(completion.choices[0].message.content or "")


def example(told: dict[str, Any]) -> lx.data.ExampleData:
    """An example as LangExtract wants it."""
    extractions = [
        lx.data.Extraction(extraction_class=one["class"], extraction_text=one["text"], attributes=one["attributes"])
        for one in told["extractions"]
    ]
    return lx.data.ExampleData(text=told["text"], extractions=extractions)


def plain(extraction: Any) -> dict[str, Any]:
    """An extraction as JSON-ready data, with the offsets that LangExtract found, if any."""
    at = extraction.char_interval
    return {
        "class": extraction.extraction_class,
        "text": extraction.extraction_text,
        "start": at.start_pos if at else None,
        "end": at.end_pos if at else None,
        "attributes": extraction.attributes,
    }


def answer(asked: dict[str, Any], examples: list[Any]) -> dict[str, Any]:
    """What LangExtract makes of a text, and what it took."""
    config = lx.factory.ModelConfig(
        model_id=asked["model"],
        provider="OpenAILanguageModel",
        provider_kwargs={
            "base_url": asked["base_url"],
            "api_key": asked["api_key"],
            "temperature": 0.0,
            "max_workers": 1,
            "max_output_tokens": asked["max_tokens"],
        },
    )
    start, error, found = time.perf_counter(), None, []
    try:
        document = lx.extract(
            text_or_documents=asked["text"],
            prompt_description=asked["prompt"],
            examples=examples,
            config=config,
            max_workers=1,
            show_progress=False,
        )
        found = [plain(one) for one in document.extractions or []]
    except Exception as fault:  # a peer's failure is a result too
        error = f"{type(fault).__name__}: {fault}"
    return {"seconds": time.perf_counter() - start, "extractions": found, "error": error}


def main() -> None:
    """Answers jobs until there are none left."""
    out, sys.stdout = sys.stdout, sys.stderr  # whatever the library prints is no answer
    asked = json.loads(sys.stdin.readline())
    examples = [example(told) for told in asked["examples"]]
    create = Completions.create
    heard = Heard()

    def hearing(*arguments: Any, **named: Any) -> Any:
        completion = create(*arguments, **named)
        heard.hear(completion)
        return completion

    Completions.create = hearing  # type: ignore[method-assign]
    for line in sys.stdin:
        heard.clear()
        told = answer({**asked, **json.loads(line)}, examples)
        print(json.dumps({**told, "usage": heard.usage, "answers": heard.answers}), file=out, flush=True)


if __name__ == "__main__":
    main()
