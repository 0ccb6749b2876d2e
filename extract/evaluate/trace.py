"""Why a record was missed or made up: what the model said of its sentences, and which gate turned what away.

In: the outcome of an article and the words of a record's evidence. Out: lines to read; nothing is judged here.
"""

import json
from collections.abc import Iterator, Sequence

from extract.evaluate.layout import squashed
from extract.pipeline import Outcome
from schemas import RecordKind, Rejected


def traced(outcome: Outcome, kind: RecordKind, evidence: Sequence[str]) -> Iterator[str]:
    """For each piece of evidence: the model's raw answer of this kind, or that it was not asked; then the refusals."""
    for words in evidence:
        asked = [one for one in outcome.answered if any(_touch(sentence.text, words) for sentence in one.window)]
        if not asked:
            yield "model  was not asked: no cue stands in the sentence"
        for one in asked:
            yield f"model  {_part(one.answer.raw, kind) if one.answer else one.error}"
    for row in outcome.rejected:
        if row.kind is kind and any(_holds(words, row) for words in evidence):
            field = f" ({row.field})" if row.field else ""
            yield f"gate   {row.gate}: {row.reason}{field}, {row.message}"


def _touch(sentence: str, words: str) -> bool:
    text = squashed(sentence)
    return text in words or words in text


def _holds(words: str, row: Rejected) -> bool:
    """True if the refused draft's cue stands in these words."""
    cue = squashed(str(row.draft.get("cue") or ""))
    return bool(cue) and cue in words


def _part(raw: str, kind: RecordKind) -> str:
    """The drafts of one kind in a raw answer; all of it if it is no JSON that can be read."""
    try:
        drafts = json.loads(raw)[f"{kind}s"]
    except (ValueError, KeyError, TypeError):
        return raw
    return json.dumps(drafts, ensure_ascii=False)
