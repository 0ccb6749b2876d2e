"""An explanation as lines for the terminal and as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from extract.output.explain.answers import Found
from extract.output.explain.trace import Call, Explanation, Fate
from extract.output.show import plain
from extract.output.show.refused import model_words
from extract.output.show.values import tokens, words
from schemas import Agreement


def render(found: Explanation) -> RenderableType:
    """From the record back to the call, in the order in which one asks."""
    return Group(*_head(found), *(part for call in found.calls for part in _call(call, found.field)), *_foot(found))


def as_json(found: Explanation) -> dict[str, Any]:
    """The explanation as data, each call with the request that was sent."""
    return {
        "article": found.article.model_dump(mode="json", exclude={"text"}),
        "record": found.record.model_dump(mode="json"),
        "words": {field: [span.model_dump() for span in spans] for field, spans in found.words.items()},
        "prompt": found.prompt.model_dump(),
        "calls": [_call_data(call) for call in found.calls],
        "same_method": found.same_method,
        "replayed": found.replayed,
        "command": found.command,
    }


def _head(found: Explanation) -> Iterator[Text]:
    record, article = found.record, found.article
    kind = "agreement" if isinstance(record, Agreement) else "statement"
    told = record.subject if isinstance(record, Agreement) else record.about
    yield Text.assemble((f"{kind} {record.id} ", "bold"), plain(told))
    yield _line("article", " · ".join(filter(None, (article.source_id, article.title, article.path))))
    for span in record.evidence:
        yield _line("evidence", f"“{span.text}” ({span.start}..{span.end})")
    for field, spans in found.words.items():
        yield _line(words(field), ", ".join(f"“{span.text}” ({span.start}..{span.end})" for span in spans))
    prompt = found.prompt
    yield _line("prompt", f"{prompt.name} v{prompt.version}, sha256 {prompt.sha256[:16]}…")


def _call(call: Call, field: str | None) -> Iterator[Text]:
    yield Text()
    asked = call.sentences[0] if len(call.sentences) == 1 else f"{len(call.sentences)} sentences"
    yield Text.assemble(("asked about ", "bold"), plain(asked))
    if call.answer is None:
        yield _line(
            "answer",
            "not in the ledger: if the run replayed or recorded, name its cassettes with --cassettes DIR",
        )
        return
    yield from _said(call.answer)
    yield _line("took", f"{tokens(call.answer.usage)} · {call.answer.seconds:.1f} s")
    yield _line("kept in", call.answer.place)
    for fate in call.drafts:
        yield from _fate(fate, field)


def _said(answer: Found) -> Iterator[Text]:
    """The model's own texts, line by line; those before the last could not be used."""
    for text in answer.refused:
        yield from _block("unusable", text)
    if answer.raw is None:
        yield _line("read as", answer.reply)
        yield _line("", "an older version kept this ledger, and not what the model wrote")
    else:
        yield from _block("answer", answer.raw)


def _block(label: str, told: str) -> Iterator[Text]:
    for number, line in enumerate(told.split("\n")):
        yield _line("" if number else label, line)


def _fate(fate: Fate, field: str | None) -> Iterator[Text]:
    rows = [row for row in fate.refused if field is None or row.field in (None, field)]
    whole = any(row.field is None for row in fate.refused)
    verdict = ("refused", "red") if whole else ("passed all gates", "green")
    yield Text.assemble(f"  {fate.kind} draft: {model_words(fate.draft)} – ", verdict)
    for row in rows:
        what = f"{row.field}: " if row.field else ""
        yield Text(f"    {row.gate} gate, {words(plain(row.reason))}: {what}{plain(row.message)}", style="red")


def _foot(found: Explanation) -> Iterator[Text]:
    yield Text()
    yield _line("replayed", found.replayed)
    if not found.same_method:
        yield _line("version", "the run was made by another version of Communique, or of its prompt")
    yield _line("replay it", found.command)
    yield Text(
        "--json prints requests and answers to the letter; any compatible server can be asked again.", style="dim"
    )


def _line(label: str, told: str) -> Text:
    return Text.assemble((f"  {label:<12}", "dim"), plain(told))


def _call_data(call: Call) -> dict[str, Any]:
    answer = asdict(call.answer) | {"usage": call.answer.usage.model_dump()} if call.answer else None
    fates = [
        {
            "kind": fate.kind.value,
            "draft": fate.draft,
            "refused": [json.loads(row.model_dump_json()) for row in fate.refused],
        }
        for fate in call.drafts
    ]
    return {"sentences": list(call.sentences), "request": call.request, "answer": answer, "drafts": fates}
