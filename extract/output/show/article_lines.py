"""One line for the outcome of each article, for logs and for runs of several articles."""

from collections.abc import Sequence

from rich.text import Text

from extract.output.show.terminal_text import terminal_safe
from schemas import ArticleExtraction, Duplicate, DuplicateKind, Failure, Rejected


def outcome_line(extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> Text:
    """`kenya-1: 2 agreements, 3 statements, 5 actors, 1 rejected`."""
    parts = (
        count_of(len(extraction.agreements), "agreement"),
        count_of(len(extraction.statements), "statement"),
        count_of(len(extraction.actors), "actor"),
        f"{len(rejected)} rejected",
        *([count_of(len(extraction.issues), "issue")] if extraction.issues else ()),
    )
    return Text.assemble((terminal_safe(extraction.article.source_id), "bold"), ": ", ", ".join(parts))


def duplicate_line(duplicate: Duplicate) -> Text:
    """`kenya-3: a near copy (0.93) of kenya-1`."""
    near = duplicate.kind is DuplicateKind.NEAR
    kind = f": a near copy ({duplicate.similarity:.2f}) of " if near else ": an exact copy of "
    original = terminal_safe(duplicate.duplicate_of_source_id)
    return Text.assemble((terminal_safe(duplicate.source_id), "bold"), kind, original)


def failure_line(failure: Failure) -> Text:
    """`kenya-2: failed at read (empty): the file holds no text`."""
    error = f" failed at {failure.stage} ({failure.error}): "
    return Text.assemble(
        (terminal_safe(failure.source_id), "bold"), ":", (error, "red"), terminal_safe(failure.message)
    )


def count_of(number: int, noun: str) -> str:
    """`1 agreement`, `2,000 agreements`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
