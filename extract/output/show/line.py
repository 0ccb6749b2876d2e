"""One line an article: what came of it, for logs and for batches."""

from collections.abc import Sequence

from rich.text import Text

from extract.output.show.plain import plain
from schemas import ArticleExtraction, Duplicate, DuplicateKind, Failure, Rejected


def outcome_line(extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> Text:
    """`kenya-1: 2 agreements, 3 statements, 5 actors, 1 refused, 12.3 s`."""
    parts = (
        counted(len(extraction.agreements), "agreement"),
        counted(len(extraction.statements), "statement"),
        counted(len(extraction.actors), "actor"),
        f"{len(rejected)} refused",
        *([counted(len(extraction.issues), "issue")] if extraction.issues else ()),
        f"{extraction.provenance.seconds:.1f} s",
    )
    return Text.assemble((plain(extraction.article.source_id), "bold"), ": ", ", ".join(parts))


def duplicate_line(one: Duplicate) -> Text:
    """`kenya-3: a near copy (0.93) of kenya-1`."""
    what = f": a near copy ({one.similarity:.2f}) of " if one.kind is DuplicateKind.NEAR else ": an exact copy of "
    return Text.assemble((plain(one.source_id), "bold"), what, plain(one.duplicate_of_source_id))


def failure_line(failure: Failure) -> Text:
    """`kenya-2: failed at read (empty): the file holds no text`."""
    why = f" failed at {failure.stage} ({failure.error}): "
    return Text.assemble((plain(failure.source_id), "bold"), ":", (why, "red"), plain(failure.message))


def counted(number: int, noun: str) -> str:
    """`1 agreement`, `2,000 agreements`."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
