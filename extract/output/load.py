"""The reader of finished runs for other programs: `load_run("runs/march")` gives typed records, one article at a time.

It reads what a run wrote and never writes. `to_pandas` needs the extra `pandas`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from extract.errors import StoreError
from extract.optional_import import need
from extract.output.tables import TABLES, Laid, Numbering, Type, columns
from extract.output.tables.lay import lay, lay_duplicate, lay_failure, lay_rejected
from extract.store.directory import EXTRACTIONS
from extract.store.read import read_duplicates, read_extractions, read_failures, read_manifest, read_rejected
from schemas import Agreement, Article, ArticleExtraction, Duplicate, Failure, Rejected, RunManifest, SecurityStatement

if TYPE_CHECKING:
    from pandas import DataFrame

_DTYPES = {Type.TEXT: "string", Type.INTEGER: "Int64", Type.NUMBER: "Float64", Type.FLAG: "boolean"}


@dataclass(frozen=True)
class Run:
    """What a run wrote. Iterating gives its articles' extractions in order, read as they are asked for."""

    path: Path

    def __iter__(self) -> Iterator[ArticleExtraction]:
        """Raises StoreError that names the line which cannot be read."""
        return read_extractions(self.path)

    @property
    def manifest(self) -> RunManifest:
        """Settings, versions and the ledger. Raises StoreError if the run was not finished."""
        return read_manifest(self.path)

    def agreements(self) -> Iterator[tuple[ArticleExtraction, Agreement]]:
        """Every agreement with the extraction that it is part of, whose `actor` finds its parties."""
        return ((found, deal) for found in self for deal in found.agreements)

    def statements(self) -> Iterator[tuple[ArticleExtraction, SecurityStatement]]:
        """Every statement with the extraction that it is part of, whose `actor` finds its speakers."""
        return ((found, said) for found in self for said in found.statements)

    def rejected(self) -> Iterator[Rejected]:
        """What the gates refused."""
        return read_rejected(self.path)

    def duplicates(self) -> Iterator[Duplicate]:
        """The articles that repeat an earlier one, and were not coded again."""
        return read_duplicates(self.path)

    def copies(self) -> "Copies":
        """The duplicates by the article that was coded in their place; they are held in memory."""
        return Copies(self.duplicates())

    def failures(self) -> Iterator[Failure]:
        """The articles that could not be done."""
        return read_failures(self.path)

    def rows(self) -> Iterator[Laid]:
        """The rows of all tidy tables (`extract.output.tables`): article by article; refusals, duplicates, failures."""
        numbering = Numbering()
        for found in self:
            yield from lay(found, numbering.key(found))
        for refused in self.rejected():
            yield lay_rejected(refused, numbering.known(refused.article, refused.source_id))
        for copy in self.duplicates():
            yield lay_duplicate(copy, numbering.known(copy.duplicate_of, copy.duplicate_of_source_id))
        for failure in self.failures():
            yield lay_failure(failure)

    def to_pandas(self) -> "dict[str, DataFrame]":
        """The tidy tables as data frames by name, with nullable types: codes stay strings, nothing missing is a NaN.

        Raises ConfigError where pandas is not installed.
        """
        pandas: Any = need("pandas")
        rows: dict[str, list[tuple[object, ...]]] = {name: [] for name in TABLES}
        for table, row in self.rows():
            rows[table].append(row)
        return {name: _frame(pandas, name, found) for name, found in rows.items()}


class Copies:
    """Finds the duplicates of an article."""

    def __init__(self, duplicates: Iterable[Duplicate]) -> None:
        self._found: defaultdict[tuple[str, str], list[Duplicate]] = defaultdict(list)
        for one in duplicates:
            self._found[one.duplicate_of, one.duplicate_of_source_id].append(one)

    def of(self, article: Article) -> Sequence[Duplicate]:
        """Those that repeat it, in the order of the input."""
        return self._found.get((article.id, article.source_id), ())


def load_run(path: str | Path) -> Run:
    """The run in a directory, finished or not. Raises StoreError if there is none."""
    path = Path(path).expanduser()
    if not (path / EXTRACTIONS).is_file():
        raise StoreError(f"{path} holds no {EXTRACTIONS}; give a directory that a run wrote")
    return Run(path)


def _frame(pandas: Any, table: str, rows: list[tuple[object, ...]]) -> "DataFrame":
    types = {column.name: _DTYPES[column.type] for column in columns(TABLES[table])}
    frame: DataFrame = pandas.DataFrame(rows, columns=list(types)).astype(types)
    return frame
