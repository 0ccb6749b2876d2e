"""A run as its reviewer wants it, and with as much of its text as a licence allows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from extract.output.load import Run
from extract.output.review.corrections import Corrections
from extract.output.review.decisions import Decision, State, group, read_corrections
from extract.output.review.quotes import quotes_only
from extract.output.tables import ArticleKeys
from extract.store.read import read_links
from extract.store.stream_links import stream_links
from schemas import ArticleExtraction, Duplicate, Rejected

REVIEW_FILE = "review.jsonl"
"""The file in the directory of a run in which its review is kept."""


@dataclass(frozen=True)
class ReviewedRun(Run):
    """A run; iterating over it applies the corrections and cuts the texts, if that is asked for."""

    corrections: Corrections = field(default_factory=Corrections)
    quotes_only: bool = False
    links_path: Path | None = None
    """A folder with the links of the corrected records; None if the links are those of the run."""

    def __iter__(self) -> Iterator[ArticleExtraction]:
        keys = ArticleKeys()
        for extraction in super().__iter__():
            found = self.corrections.apply(extraction, keys.assign(extraction))
            yield quotes_only(found) if self.quotes_only else found

    def rejected(self) -> Iterator[Rejected]:
        """The rejected drafts; none if only quotes are wanted, because drafts hold other words of the articles."""
        return iter(()) if self.quotes_only else super().rejected()

    def duplicates(self) -> Iterator[Duplicate]:
        """The skipped copies; without their titles if only quotes are wanted, because a title is a line of a text."""
        found = super().duplicates()
        return (one.model_copy(update={"title": None}) for one in found) if self.quotes_only else found

    def with_additions(self, decisions: Iterable[Decision]) -> tuple["ReviewedRun", list[Decision]]:
        """The run with the records and actors that were added, and the other decisions.

        An addition says where its words are in the whole text, so that it must be applied before the text is cut.
        """
        given = list(decisions)
        added = Corrections(group(one for one in given if one.state is State.ADDED))
        return replace(self, corrections=added), [one for one in given if one.state is not State.ADDED]

    def links(self) -> dict[str, Any] | None:
        """The links, of the corrected records if these were linked again. Raises StoreError."""
        return read_links(self.links_path or self.path)

    def link_entries(self) -> Iterator[tuple[str, Any]]:
        """The entries of the links, of the corrected records if these were linked again."""
        return stream_links(self.links_path or self.path)

    def corrected(self) -> Iterator[ArticleExtraction]:
        """The articles that the corrections change, with their whole texts."""
        keys = ArticleKeys()
        for extraction in Run(self.path):
            found = self.corrections.apply(extraction, keys.assign(extraction))
            if found is not extraction and found != extraction:
                yield found

    def as_extracted(self) -> "ReviewedRun":
        """The same run without corrections."""
        return replace(self, corrections=Corrections(), links_path=None)

    def unfit(self) -> list[Decision]:
        """The decisions about articles of this run that fit none of its records."""
        keys = ArticleKeys()
        found: list[Decision] = []
        for extraction in Run(self.path):
            found += self.corrections.review(extraction, keys.assign(extraction)).unfit
        return found


def review_run(run: Run, corrections: Path | None = None, *, only_quotes: bool = False) -> ReviewedRun:
    """Return the run with the decisions of a file, and with quotes alone if `only_quotes`.

    Raises InputError if the file cannot be read.
    """
    decisions = read_corrections(corrections) if corrections else Corrections()
    return ReviewedRun(run.path, decisions, only_quotes)
