"""LangExtract, the way its README shows it, as a process of its own: a job a line in, what it took a line out.

Runs under any Python that has `langextract[openai]`; knows nothing of Communique. A job holds `text`; the first line
holds base_url, api_key, model, prompt and examples. Its own defaults are kept, but for one call at a time, as the one
server answers one at a time, and a limit on an answer's length that is ours too.
"""

import json
import sys
import time
from typing import Any

import langextract as lx


def example(told: dict[str, Any]) -> lx.data.ExampleData:
    """An example of ours as LangExtract wants it: the cue is the extraction, the rest are its attributes."""
    extractions = []
    for kind, name in (("agreements", "agreement"), ("statements", "statement")):
        for draft in told[kind]:
            attributes = {key: value for key, value in draft.items() if key not in ("sentence", "cue")}
            extractions.append(
                lx.data.Extraction(extraction_class=name, extraction_text=draft["cue"], attributes=attributes)
            )
    return lx.data.ExampleData(text=" ".join(told["sentences"]), extractions=extractions)


def main() -> None:
    """Answers jobs until there are none left."""
    asked = json.loads(sys.stdin.readline())
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
    examples = [example(told) for told in asked["examples"]]
    for line in sys.stdin:
        start = time.perf_counter()
        found, error = 0, None
        try:
            document = lx.extract(
                text_or_documents=json.loads(line)["text"],
                prompt_description=asked["prompt"],
                examples=examples,
                config=config,
                max_workers=1,
                fence_output=False,
                use_schema_constraints=False,
                show_progress=False,
            )
            found = sum(one.char_interval is not None for one in document.extractions or [])
        except Exception as fault:  # a peer's failure is a result too
            error = f"{type(fault).__name__}: {fault}"[:200]
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "records": found, "error": error}), flush=True)


if __name__ == "__main__":
    main()
