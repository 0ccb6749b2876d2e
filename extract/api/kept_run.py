"""The run directory of an extractor: results are stored as those of a run of the command line, and reused.

An article takes the place of the earlier result with its id, or else the next free one. Results of other articles stay.
"""

from collections import defaultdict, deque
from datetime import UTC, datetime

from extract.pipeline import Outcome
from extract.run.article_task import ProcessArticle
from extract.run.context import RunContext
from extract.run.manifest import begin_manifest, build_manifest
from extract.run.preparation import choose_run_id, run_notes, warn_of_earlier_run
from extract.run.replacement import refuse_other_method
from extract.run.run_pass import ledger_row
from extract.store import RunDirectory, hash_article, hash_row
from schemas import Article, ArticleExtraction, Failure


class KeptRun:
    """The results of an extractor in an open run directory."""

    def __init__(self, directory: RunDirectory, context: RunContext) -> None:
        self._directory = directory
        self._ledger = directory.ledger
        self._context = context
        self._started = datetime.now(UTC)
        self._places: defaultdict[str, deque[int]] = defaultdict(deque)
        self._next = 0
        self._run = ""

    async def begin(self) -> None:
        """Begin or resume the run. Raises StoreError if the directory holds results of another method."""
        method = self._context.method
        refuse_other_method(self._directory, method, "give another folder as out")
        warn_of_earlier_run(self._ledger, method, self._context.reporter)
        self._run = choose_run_id(self._ledger, method, self._started)
        begun = begin_manifest(self._run, self._context, self._started)
        await self._ledger.begin_run(self._run, method.id, run_notes((), 0, self._context.settings, begun))
        for position, source_id in self._ledger.select("SELECT position, source_id FROM entries ORDER BY position"):
            self._places[source_id].append(position)
            self._next = position + 1

    async def process(self, item: Article | Failure, process: ProcessArticle) -> ArticleExtraction | Failure:
        """Return the stored result of an article, or process it and store the result. Raises what `process` raises."""
        position = self._take_place(item.source_id)
        key = hash_article(item, self._context.method.id) if isinstance(item, Article) else hash_row(item)
        if not self._context.uses_cassettes and self._ledger.find_counts(key):
            await self._ledger.reuse_result(position, key, item.source_id)
            return self._read(position)
        result = await process(item)
        await self._ledger.store_result(position, key, item.source_id, ledger_row(result))
        return result.extraction if isinstance(result, Outcome) else result

    async def finish(self) -> None:
        """Write the files and the manifest of the run. Raises StoreError."""
        sums = self._ledger.sum_results()
        await self._ledger.store_note("total", str(sums.counts.articles))
        manifest = build_manifest(self._run, self._context, sums, self._ledger.sum_attempts(), self._started)
        self._directory.finish(manifest)

    def _take_place(self, source_id: str) -> int:
        if self._places[source_id]:
            return self._places[source_id].popleft()
        self._next += 1
        return self._next - 1

    def _read(self, position: int) -> ArticleExtraction:
        [line] = self._ledger.read_lines("extraction", [position])
        return ArticleExtraction.model_validate_json(line)
