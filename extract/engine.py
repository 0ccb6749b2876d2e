"""Runs the pipeline over many articles: in order, some at a time, each result kept as soon as it is there.

In: inputs and settings. Out: a run directory with its manifest. A bad article is a row of failures, and the rest goes
on; only what no article could survive (no model, no disk) ends a run.
"""

import asyncio
import platform
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import chain
from pathlib import Path
from urllib.parse import urlsplit

import extract
from extract.config import Settings
from extract.endpoint import Opened, asked, model_name, opened
from extract.errors import CommuniqueError, ModelError, ModelUnavailable
from extract.evaluate import read_gold
from extract.method import Method, method
from extract.model.contract import Answer, Model
from extract.pipeline import Outcome
from extract.pipeline import extract as extract_article
from extract.prompt import Prompt
from extract.read import count, read
from extract.resume import Remembering
from extract.store import RunDirectory
from extract.watch import Watcher
from schemas import SCHEMA_VERSION, Article, Counts, Failure, FailureCode, RunManifest, Stage, Usage

LIBRARIES = ("openai", "instructor", "pydantic", "xllamacpp", "vcrpy")
"""Those whose versions decide a result."""


@dataclass(frozen=True)
class Finished:
    """A run that is through."""

    path: Path
    manifest: RunManifest


async def run(inputs: Sequence[Path], out: Path | None, settings: Settings, watcher: Watcher) -> Finished:
    """Extracts all articles of the inputs into a run directory (by default `runs/<name>-<run>`).

    Raises InputError, ConfigError, StoreError or ModelUnavailable; what was done until then is kept and resumed.
    """
    started = datetime.now(UTC)
    how = method(model_name(settings), settings.plan, asked(settings))
    total = sum(count(path) for path in inputs)
    with RunDirectory.open(out or _default_path(inputs, how), how.run) as directory:
        for warning in directory.warnings:
            watcher.warn(warning)
        tally = _Tally()
        async with opened(settings, watcher) as model:
            watcher.begin(total)
            asking = _asking(model, settings, directory)
            items = chain.from_iterable(read(path) for path in inputs)
            async for result in _results(items, _Work(model, asking, how, watcher), settings.concurrency):
                _keep(result, directory, tally, watcher)
        manifest = _manifest(how, settings, tally, started)
        directory.finish(manifest)
        return Finished(directory.path, manifest)


async def evaluate(gold: Path, settings: Settings, watcher: Watcher, out: Path | None = None) -> list[Outcome]:
    """The outcomes of the articles of a gold file, in its order; written to `out` as JSON Lines if it is given.

    Raises InputError, ConfigError or ModelUnavailable. An article that failed is told to the watcher and left out.
    """
    how = method(model_name(settings), settings.plan, asked(settings))
    articles = [entry.article for entry in read_gold(gold)]
    outcomes: list[Outcome] = []
    async with opened(settings, watcher) as model:
        watcher.begin(len(articles))
        work = _Work(model, _Limited(model.client, settings.concurrency), how, watcher)
        async for result in _results(articles, work, settings.concurrency):
            if isinstance(result, Outcome):
                outcomes.append(result)
                watcher.extracted(result)
            else:
                watcher.failed(result)
    if out:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text("".join(o.extraction.model_dump_json() + "\n" for o in outcomes), encoding="utf-8")
    return outcomes


@dataclass(frozen=True)
class _Work:
    """What it takes to do one article."""

    opened: Opened
    model: Model
    method: Method
    watcher: Watcher

    async def do(self, item: Article | Failure) -> Outcome | Failure:
        """The outcome, or the failure as a row. Raises what ends the run."""
        if isinstance(item, Failure):
            return item
        try:
            with self.opened.tape.article(item.source_id, item.id, self.method.plan.name):
                heard = _Heard(self.model, lambda: self.watcher.answered(item.source_id))
                return await extract_article(item, heard, self.method, self._started(item))
        except ModelError as error:
            if self.opened.server:
                self.opened.server.check()
            if isinstance(error, ModelUnavailable):
                raise
            return _failure(item, Stage.MODEL, error.code, str(error), error.attempts)
        except CommuniqueError:
            raise
        except Exception as error:  # a fault of ours must not cost the other articles
            message = f"{type(error).__name__}: {error}; please report it with this article"
            return _failure(item, Stage.EXTRACT, FailureCode.INTERNAL, message, 0)

    def _started(self, item: Article) -> Callable[[int], None]:
        return lambda calls: self.watcher.started(item.source_id, calls)


async def _results(
    items: Iterable[Article | Failure], work: _Work, concurrency: int
) -> AsyncIterator[Outcome | Failure]:
    """The results in the order of the items, so many at a time; none is read before its turn comes."""
    going: deque[asyncio.Task[Outcome | Failure]] = deque()
    try:
        for item in items:
            going.append(asyncio.create_task(work.do(item)))
            if len(going) >= concurrency:
                yield await going.popleft()
        while going:
            yield await going.popleft()
    finally:
        for task in going:
            task.cancel()
        await asyncio.gather(*going, return_exceptions=True)


class _Heard:
    """A model whose answers somebody counts."""

    def __init__(self, model: Model, heard: Callable[[], None]) -> None:
        self.name = model.name
        self._model = model
        self._heard = heard

    async def ask(self, prompt: Prompt) -> Answer:
        try:
            return await self._model.ask(prompt)
        finally:
            self._heard()


class _Limited:
    """A model that is asked so many questions at a time and no more."""

    def __init__(self, model: Model, calls: int) -> None:
        self.name = model.name
        self._model = model
        self._gate = asyncio.Semaphore(calls)

    async def ask(self, prompt: Prompt) -> Answer:
        async with self._gate:
            return await self._model.ask(prompt)


def _asking(model: Opened, settings: Settings, directory: RunDirectory) -> Model:
    """The client behind a limit and, unless every call belongs on a tape, behind the journal."""
    limited = _Limited(model.client, settings.concurrency)
    if settings.replay or settings.record:
        return limited
    return Remembering(limited, directory, model.endpoint)


@dataclass
class _Tally:
    counts: Counts = Counts()
    usage: Usage = Usage()
    seconds: float = 0.0


def _keep(result: Outcome | Failure, directory: RunDirectory, tally: _Tally, watcher: Watcher) -> None:
    if isinstance(result, Failure):
        directory.add(None, (), result)
        tally.counts += Counts(articles=1, failed=1)
        watcher.failed(result)
        return
    directory.add(result.extraction, result.rejected)
    tally.counts += result.counts
    tally.usage += result.extraction.provenance.usage
    watcher.extracted(result)


def _failure(item: Article, stage: Stage, code: FailureCode, message: str, attempts: int) -> Failure:
    return Failure(
        source_id=item.source_id, path=item.path, stage=stage, error=code, message=message, attempts=attempts
    )


def _default_path(inputs: Sequence[Path], how: Method) -> Path:
    name = inputs[0].resolve().stem if len(inputs) == 1 else f"{len(inputs)}-inputs"
    return Path("runs") / f"{name}-{how.run[:8]}"


def _manifest(how: Method, settings: Settings, tally: _Tally, started: datetime) -> RunManifest:
    finished = datetime.now(UTC)
    return RunManifest(
        run=how.run,
        version=extract.__version__,
        schema_version=SCHEMA_VERSION,
        model=how.model,
        base_url=_public(settings.base_url),
        plan=how.plan.name,
        settings={**asked(settings), "concurrency": settings.concurrency, "timeout": settings.timeout},
        prompts=(how.prompt_used,),
        schema_sha256=how.schema_sha256,
        counts=tally.counts,
        usage=tally.usage,
        started=_iso(started),
        finished=_iso(finished),
        seconds=round((finished - started).total_seconds(), 3),
        versions={"python": platform.python_version(), **{name: _version(name) for name in LIBRARIES}},
    )


def _public(url: str | None) -> str | None:
    """The URL without user information or query, which may hold a key."""
    if url is None:
        return None
    parts = urlsplit(url)
    return parts._replace(netloc=parts.netloc.rpartition("@")[2], query="", fragment="").geturl()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "none"


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds").replace("+00:00", "Z")
