"""Cuts the text of an article down to the quotes of its records, for licences that forbid to pass the text on."""

from collections.abc import Iterable, Sequence
from typing import Any

from extract.document.segment import segment
from schemas import Actor, Agreement, ArticleExtraction, SecurityStatement, Span

GAP = "\n[…]\n"
"""What replaces text between two quotes."""


def quotes_only(extraction: ArticleExtraction) -> ArticleExtraction:
    """Return the extraction with a text of the evidence of its records alone; what lies elsewhere is left out.

    A title or an outlet that is read from the text, and is in no evidence, is left out too: it is a line of the text.
    Keys and hashes stay those of the whole article. The evidence of a record without its sentence keeps the few words
    behind a date or an amount.
    """
    pieces = _pieces(extraction)
    shift = _Shift(extraction.article.text, pieces)
    other = _other_sentences(extraction.article.text, pieces)
    changes = {name: None for name in ("title", "source") if _holds(getattr(extraction.article, name), other)}
    article = extraction.article.model_copy(update={"text": shift.text, "characters": len(shift.text)} | changes)
    return extraction.model_copy(
        update={
            "article": article,
            "actors": tuple(_actor(actor, shift) for actor in extraction.actors),
            "agreements": tuple(_agreement(one, shift) for one in extraction.agreements),
            "statements": tuple(_statement(one, shift) for one in extraction.statements),
            "issues": (),
        }
    )


class _Shift:
    """Moves spans of the whole text to the text of the quotes."""

    def __init__(self, text: str, pieces: Sequence[tuple[int, int]]) -> None:
        self._moves = []
        parts: list[str] = []
        length = 0
        for start, end in pieces:
            length += len(GAP) if parts else 0
            parts.append(text[start:end])
            self._moves.append((start, end, length - start))
            length += end - start
        self.text = GAP.join(parts)

    def span(self, span: Span) -> Span | None:
        """The span in the text of the quotes; None if it is not within a quote."""
        for start, end, by in self._moves:
            if start <= span.start and span.end <= end:
                return Span(start=span.start + by, end=span.end + by, text=span.text)
        return None

    def spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        return tuple(moved for span in spans if (moved := self.span(span)))

    def part(self, part: Any) -> Any:
        """A part with a required span, moved with it; None stays None."""
        return part.model_copy(update={"span": self.span(part.span)}) if part else None


def _pieces(extraction: ArticleExtraction) -> list[tuple[int, int]]:
    """The passages to keep, in order and without overlap."""
    kept: list[Span] = []
    for agreement in extraction.agreements:
        parts = (agreement.value, agreement.quantity, agreement.attribution, *agreement.dates)
        kept += [*agreement.evidence, *(part.span for part in parts if part)]
    for statement in extraction.statements:
        kept += [*statement.evidence, statement.cue]
        kept += [statement.attribution.span] if statement.attribution else []
    pieces: list[tuple[int, int]] = []
    for start, end in sorted((span.start, span.end) for span in kept):
        if pieces and start <= pieces[-1][1]:
            pieces[-1] = (pieces[-1][0], max(end, pieces[-1][1]))
        else:
            pieces.append((start, end))
    return pieces


def _other_sentences(text: str, pieces: Sequence[tuple[int, int]]) -> list[str]:
    """The sentences of a text that share no character with a passage, in one line each."""
    apart = (one for one in segment(text) if not any(one.start < end and start < one.end for start, end in pieces))
    return [_one_line(sentence.text) for sentence in apart]


def _holds(value: str | None, sentences: Iterable[str]) -> bool:
    """Whether a value has a whole sentence in it."""
    return value is not None and any(sentence in _one_line(value) for sentence in sentences)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _actor(actor: Actor, shift: _Shift) -> Actor:
    moved = ((mention, shift.span(mention.span)) for mention in actor.mentions)
    mentions = tuple(mention.model_copy(update={"span": span}) for mention, span in moved if span)
    return actor.model_copy(update={"mentions": mentions})


def _agreement(agreement: Agreement, shift: _Shift) -> Agreement:
    return agreement.model_copy(
        update=_common(agreement, shift)
        | {
            "status_cue": shift.span(agreement.status_cue) if agreement.status_cue else None,
            "dates": tuple(shift.part(date) for date in agreement.dates),
            "value": shift.part(agreement.value),
            "quantity": shift.part(agreement.quantity),
        }
    )


def _statement(statement: SecurityStatement, shift: _Shift) -> SecurityStatement:
    return statement.model_copy(update=_common(statement, shift) | {"cue": shift.span(statement.cue)})


def _common(record: Agreement | SecurityStatement, shift: _Shift) -> dict[str, Any]:
    fields = {name: shift.spans(spans) for name, spans in record.fields.items()}
    return {
        "evidence": shift.spans(record.evidence),
        "attribution": shift.part(record.attribution),
        "fields": {name: spans for name, spans in fields.items() if spans},
    }
