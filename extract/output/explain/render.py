"""Renders an explanation for the terminal and as JSON."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from rich.console import Group, RenderableType
from rich.text import Text

from extract.output.explain.answers import StoredAnswer
from extract.output.explain.explanation import Call, DraftOutcome, Explanation
from extract.output.show import terminal_safe
from extract.output.show.formatting import format_code, format_usage
from extract.output.show.rejections import format_draft
from schemas import Agreement


def render(explanation: Explanation, program: str = "communique") -> RenderableType:
    """The record and its words, each call about them, and the command that replays the calls; `program` is how to call
    it."""
    calls = (part for call in explanation.calls for part in _render_call(call, explanation.field))
    return Group(*_head(explanation), *calls, *_foot(explanation, program))


def as_json(explanation: Explanation, program: str = "communique") -> dict[str, Any]:
    """The explanation as JSON-compatible data, each call with its request body."""
    return {
        "article": explanation.article.model_dump(mode="json", exclude={"text"}),
        "record": explanation.record.model_dump(mode="json"),
        "words": {field: [span.model_dump() for span in spans] for field, spans in explanation.words.items()},
        "prompt": explanation.prompt.model_dump(),
        "calls": [_call_data(call) for call in explanation.calls],
        "same_method": explanation.same_method,
        "replayed": explanation.replayed,
        "command": _next_command(explanation, program),
    }


def _head(explanation: Explanation) -> Iterator[Text]:
    record, article, prompt = explanation.record, explanation.article, explanation.prompt
    kind = "agreement" if isinstance(record, Agreement) else "statement"
    topic = record.subject if isinstance(record, Agreement) else record.about
    yield Text.assemble((f"{kind} {record.id} ", "bold"), terminal_safe(topic))
    yield _line("article", " · ".join(filter(None, (article.source_id, article.title, article.path))))
    for span in record.evidence:
        yield _line("evidence", f"“{span.text}” ({span.start}..{span.end})")
    for field, spans in explanation.words.items():
        yield _line(format_code(field), ", ".join(f"“{span.text}” ({span.start}..{span.end})" for span in spans))
    yield _line("prompt", f"{prompt.name} v{prompt.version}, sha256 {prompt.sha256[:16]}…")


def _render_call(call: Call, field: str | None) -> Iterator[Text]:
    yield Text()
    window = call.sentences[0] if len(call.sentences) == 1 else f"{len(call.sentences)} sentences"
    yield Text.assemble(("asked about ", "bold"), terminal_safe(window))
    if call.answer is None:
        hint = "if the run replayed or recorded cassettes, give their folder with --cassettes DIR"
        yield _line("answer", f"not in the ledger; {hint}")
        return
    yield from _answer(call.answer)
    yield _line("usage", f"{format_usage(call.answer.usage)} · {call.answer.seconds:.1f} s")
    yield _line("stored in", call.answer.place)
    for outcome in call.drafts:
        yield from _draft(outcome, field)


def _answer(answer: StoredAnswer) -> Iterator[Text]:
    """The texts that the model wrote; all but the last were unusable."""
    for text in answer.unusable:
        yield from _block("unusable", text)
    if answer.raw is None:
        yield _line("parsed as", answer.reply)
        yield _line("", "the ledger is of an older version, which did not store the text of the model")
    else:
        yield from _block("answer", answer.raw)


def _block(label: str, text: str) -> Iterator[Text]:
    for number, line in enumerate(text.split("\n")):
        yield _line("" if number else label, line)


def _draft(outcome: DraftOutcome, field: str | None) -> Iterator[Text]:
    rows = [row for row in outcome.rejected if field is None or row.field in (None, field)]
    whole = any(row.field is None for row in outcome.rejected)
    verdict = ("rejected", "red") if whole else ("passed all gates", "green")
    yield Text.assemble(f"  {outcome.kind} draft: {format_draft(outcome.draft)} – ", verdict)
    for row in rows:
        scope = f"{row.field}: " if row.field else ""
        reason = format_code(terminal_safe(row.reason))
        yield Text(f"    {row.gate} gate, {reason}: {scope}{terminal_safe(row.message)}", style="red")


def _foot(explanation: Explanation, program: str) -> Iterator[Text]:
    yield Text()
    yield _line("replayed", explanation.replayed)
    if not explanation.same_method:
        yield _line("version", "another version of Communique, or of its prompt, made the run")
    yield _line("replay it", _next_command(explanation, program))
    yield Text("--json prints the full requests and answers, which can be sent to any compatible server.", style="dim")


def _next_command(explanation: Explanation, program: str) -> str:
    return f"{program} {shlex.join(explanation.next_command)}"


def _line(label: str, text: str) -> Text:
    return Text.assemble((f"  {label:<12}", "dim"), terminal_safe(text))


def _call_data(call: Call) -> dict[str, Any]:
    answer = asdict(call.answer) | {"usage": call.answer.usage.model_dump()} if call.answer else None
    outcomes = [
        {
            "kind": outcome.kind.value,
            "draft": outcome.draft,
            "rejected": [json.loads(row.model_dump_json()) for row in outcome.rejected],
        }
        for outcome in call.drafts
    ]
    return {"sentences": list(call.sentences), "request": call.request, "answer": answer, "drafts": outcomes}
