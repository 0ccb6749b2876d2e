"""Explains why a record was missed or wrong: the model's answer about its sentences, and what the gates rejected.

In: the outcome of an article and the words of a record's evidence. Out: lines to print.
"""

import json
from collections.abc import Iterator, Sequence

from extract.assemble.outcome import Outcome
from extract.evaluate.comparable import squash_space
from schemas import RecordKind, Rejected


def trace_record(outcome: Outcome, kind: RecordKind, evidence: Sequence[str]) -> Iterator[str]:
    """Yield for each piece of evidence the model's raw answer of this kind, if it was asked; then the rejections."""
    for words in evidence:
        asked = [one for one in outcome.answered if any(_overlaps(sentence.text, words) for sentence in one.window)]
        if not asked:
            yield "model  was not asked: the sentence has no cue"
        for one in asked:
            yield f"model  {_drafts_of(one.answer.raw, kind) if one.answer else one.error}"
    for row in outcome.rejected:
        if row.kind is kind and any(_contains_cue(words, row) for words in evidence):
            field = f" ({row.field})" if row.field else ""
            yield f"gate   {row.gate}: {row.reason}{field}, {row.message}"


def _overlaps(sentence: str, words: str) -> bool:
    text = squash_space(sentence)
    return text in words or words in text


def _contains_cue(words: str, row: Rejected) -> bool:
    """True if these words contain the cue of the rejected draft."""
    cue = squash_space(str(row.draft.get("cue") or ""))
    return bool(cue) and cue in words


def _drafts_of(raw: str, kind: RecordKind) -> str:
    """The drafts of one kind in a raw answer; the whole answer if it is not JSON of the expected shape."""
    try:
        drafts = json.loads(raw)[f"{kind}s"]
    except (ValueError, KeyError, TypeError):
        return raw
    return json.dumps(drafts, ensure_ascii=False)
