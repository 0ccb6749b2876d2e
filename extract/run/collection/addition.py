"""Add articles to a collection: known ones are recognised, new ones extracted and linked.

A collection that was killed at any point is resumed by the next addition: articles are stored before any of them is
processed, results as soon as they are known, and links when all results are there.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from extract.errors import InputError, StoreError
from extract.run.collection.articles import Addition, ArticleTable, Taken
from extract.run.collection.database import COLLECTION, is_collection, open_database
from extract.run.collection.linking import link_results
from extract.run.collection.links_file import write_links
from extract.run.context import RunContext, choose_method
from extract.run.engine import FinishedRun, StartedRun, process_run
from extract.run.executor import OpenExecutor, choose_executor
from extract.run.inputs import read_inputs
from extract.run.manifest import begin_manifest
from extract.run.observers import attach_listeners
from extract.run.open_model import build_negotiation
from extract.run.preparation import choose_run_id, run_notes, run_span, survey_articles, warn_of_lost_calls
from extract.run.source import Placed
from extract.settings.settings import Settings
from extract.store import RunDirectory
from extract.store.directory import LINKS
from extract.store.read import read_manifest
from extract.telemetry.progress import ProgressReporter
from schemas import Article, Duplicate, Failure


@dataclass(frozen=True)
class FinishedAddition:
    """A collection after an addition that came to its end."""

    finished: FinishedRun
    taken: Taken
    articles: int
    """Articles of the collection."""
    linked: int
    """Articles that were linked."""


class WaitingSource:
    """The articles of a collection that wait for their result."""

    def __init__(self, articles: ArticleTable) -> None:
        self.total = articles.count_waiting()
        self.is_whole = False
        self.left_out = 0
        self._articles = articles

    def read(self) -> Iterator[Article | Failure]:
        """Read the waiting articles."""
        return (item for _, item in self._articles.waiting() if not isinstance(item, Duplicate))

    @contextmanager
    def items(self) -> Iterator[Iterator[Placed]]:
        """Open a pass over the waiting articles."""
        yield self._articles.waiting()

    def order(self) -> Iterator[int]:
        """Return the positions of all articles by publication and id."""
        return self._articles.positions()


async def add_articles(  # noqa: PLR0913
    inputs: Sequence[Path],
    folder: Path,
    settings: Settings,
    reporter: ProgressReporter,
    open_executor: OpenExecutor | None = None,
    *,
    replace: bool = False,
) -> FinishedAddition:
    """Add the articles of the inputs to the collection in a folder, which is created if it is not there.

    Without inputs the articles that failed or still wait are processed. With `replace` an article takes the place of
    that with the same id, and known ones are processed again.

    Raises InputError, ConfigError, StoreError, ModelUnavailable, TooManyFailed or Interrupted; what was taken in and
    finished is kept, and the next addition resumes.
    """
    started = datetime.now(UTC)
    method = choose_method(settings)
    if inputs:
        survey_articles(inputs, settings, reporter)
    with ExitStack() as stack:
        directory = stack.enter_context(_open_directory(folder))
        database = stack.enter_context(open_database(folder / COLLECTION))
        articles, ledger = ArticleTable(database), directory.ledger
        addition = Addition(f"{started:%Y-%m-%dT%H:%M:%SZ}", settings.duplicates != "skip", replace)
        taken = articles.take(read_inputs(inputs, settings), addition)
        if not articles.count():
            raise InputError(f"{folder} has no articles yet; add some: communique add ARTICLES --to {folder}")
        source = WaitingSource(articles)
        stack.enter_context(attach_listeners(settings, reporter.warn))
        run = ledger.read_note("run") or choose_run_id(ledger, method, started)
        stack.enter_context(run_span(run, method, source.total, ledger))
        warn_of_lost_calls(ledger, reporter)
        context = RunContext(method, settings, reporter, build_negotiation(settings, reporter))
        notes = run_notes(inputs, articles.count(), settings, begin_manifest(run, context, started))
        await ledger.begin_run(run, method.id, notes, keeps_entries=True)
        if source.total or not directory.complete:
            begun = StartedRun(run, started, directory, context, source)
            finished = await process_run(begun, open_executor or choose_executor(settings))
            articles.settle(ledger.is_done)
        else:
            finished = FinishedRun(folder, read_manifest(folder))
        linked = link_results(database, ledger)
        write_links(database, folder / LINKS)
        return FinishedAddition(finished, taken, articles.count(), linked)


@contextmanager
def _open_directory(folder: Path) -> Iterator[RunDirectory]:
    """Open the directory of a collection. Raises StoreError if it holds a run."""
    with RunDirectory.open(folder) as directory:
        if directory.ledger.read_note("run") and not is_collection(folder):
            raise StoreError(f"{folder} holds a run, not a collection; give --to another folder")
        yield directory
