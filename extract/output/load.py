"""Reads a run for use in Python: `load_run("runs/march")` gives typed records.

In: a run directory; of a run that is not finished, its ledger.
Out: extractions one article at a time, so that a run of any size fits in memory, or pandas
tables, for which the extra `pandas` is needed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import StoreError
from extract.output.frames import data_frames
from extract.output.tables import ArticleKeys, TableRow, flatten
from extract.output.tables.flatten import duplicate_row, failure_row, rejected_row
from extract.output.tables.link_rows import LinkRows
from extract.output.tables.record_links import Links
from extract.store.directory import EXTRACTIONS
from extract.store.read import (
    RunProgress,
    is_unfinished,
    read_duplicates,
    read_extractions,
    read_failures,
    read_links,
    read_manifest,
    read_progress,
    read_rejected,
)
from extract.store.stream_links import stream_links
from schemas import Agreement, Article, ArticleExtraction, Duplicate, Failure, Rejected, RunManifest, SecurityStatement

if TYPE_CHECKING:
    from pandas import DataFrame


@dataclass(frozen=True)
class Run:
    """A run directory. Iterating over it reads the extractions in order, one at a time."""

    path: Path

    def __iter__(self) -> Iterator[ArticleExtraction]:
        """Raises StoreError, naming the line, if a line cannot be read."""
        return read_extractions(self.path)

    @property
    def manifest(self) -> RunManifest:
        """Settings, versions and counts of the run, as far as it is. Raises StoreError if there is none."""
        return read_manifest(self.path)

    @property
    def progress(self) -> RunProgress | None:
        """How far the run is; None if it is finished. Raises StoreError if its ledger cannot be read."""
        return read_progress(self.path)

    def agreements(self) -> Iterator[tuple[ArticleExtraction, Agreement]]:
        """Every agreement with its extraction, whose `actor` method finds the parties."""
        return ((extraction, agreement) for extraction in self for agreement in extraction.agreements)

    def statements(self) -> Iterator[tuple[ArticleExtraction, SecurityStatement]]:
        """Every statement with its extraction, whose `actor` method finds the speakers."""
        return ((extraction, statement) for extraction in self for statement in extraction.statements)

    def rejected(self) -> Iterator[Rejected]:
        """The drafts, and fields of drafts, that verification rejected."""
        return read_rejected(self.path)

    def duplicates(self) -> Iterator[Duplicate]:
        """The articles that repeat an earlier one and were skipped."""
        return read_duplicates(self.path)

    def copies(self) -> "Copies":
        """The duplicates by the article that they repeat. All of them are held in memory."""
        return Copies(self.duplicates())

    def failures(self) -> Iterator[Failure]:
        """The articles that could not be processed."""
        return read_failures(self.path)

    def links(self) -> dict[str, Any] | None:
        """The links of a collection, as in its links.json; None if the records are not linked. Raises StoreError."""
        return read_links(self.path)

    def link_entries(self) -> Iterator[tuple[str, Any]]:
        """The entries of the links, each with the name of its list; none if the records are not linked."""
        return stream_links(self.path)

    def rows(self) -> Iterator[TableRow]:
        """The rows of all tidy tables: those of each article, then links, rejections, duplicates and failures."""
        keys, copies, links = ArticleKeys(), self.copies(), Links(self.link_entries())
        link_rows = LinkRows(links)
        for extraction in self:
            key = keys.assign(extraction)
            linked = links.of_article(extraction.article.source_id, len(copies.of(extraction.article)))
            if links:
                link_rows.add(extraction, key, linked)
            yield from flatten(extraction, key, linked)
        yield from link_rows.rows(self.link_entries())
        for rejected in self.rejected():
            yield rejected_row(rejected, keys.find(rejected.article, rejected.source_id))
        for duplicate in self.duplicates():
            yield duplicate_row(duplicate, keys.find(duplicate.duplicate_of, duplicate.duplicate_of_source_id))
        for failure in self.failures():
            yield failure_row(failure)

    def to_pandas(self) -> "dict[str, DataFrame]":
        """The tidy tables as data frames, by table name. Raises ConfigError without pandas."""
        return data_frames(self.rows())


class Copies:
    """The duplicates of a run, indexed by the article that they repeat."""

    def __init__(self, duplicates: Iterable[Duplicate]) -> None:
        self._by_article: defaultdict[tuple[str, str], list[Duplicate]] = defaultdict(list)
        for duplicate in duplicates:
            self._by_article[duplicate.duplicate_of, duplicate.duplicate_of_source_id].append(duplicate)

    def of(self, article: Article) -> Sequence[Duplicate]:
        """The duplicates of an article, in the order of the input."""
        return self._by_article.get((article.id, article.source_id), ())


def load_run(path: str | Path) -> Run:
    """The run in a directory, finished or not. Raises StoreError if the directory holds none."""
    path = Path(path).expanduser()
    if not is_unfinished(path) and not (path / EXTRACTIONS).is_file():
        raise StoreError(f"{path} holds no {EXTRACTIONS}; give a directory that a run wrote")
    return Run(path)
