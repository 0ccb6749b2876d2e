"""The commands that change a collection: add, join and split."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from extract.cli.exit_codes import error_boundary
from extract.cli.options import (
    Analyzer,
    ArticleTimeout,
    BaseUrl,
    BatchRequests,
    Budget,
    Codebook,
    Concurrency,
    Config,
    Duplicates,
    Engine,
    Exclude,
    FailOver,
    Include,
    Limit,
    Log,
    Map,
    MaxTokens,
    Model,
    Plan,
    Poll,
    Quiet,
    RayAddress,
    Record,
    Replay,
    Rpm,
    Shards,
    Stubs,
    Timeout,
    Tpm,
    Verify,
    Via,
    Weights,
    Workers,
    read_settings,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from extract.run.collection.addition import FinishedAddition
    from extract.settings.settings import Settings

CollectionPath = Annotated[
    str, typer.Argument(help="The folder of the collection.", metavar="COLLECTION", show_default=False)
]
_RECORD_HELP = "A record, like some-article/g1; an actor by its name there, like 'some-article/Ana Prado'."
RecordArgument = Annotated[str, typer.Argument(help=_RECORD_HELP, metavar="RECORD", show_default=False)]


# Most arguments of the command are not named in its body: it passes `context.params` on.


def add(  # noqa: PLR0913
    context: typer.Context,
    to: Annotated[
        str, typer.Option("--to", help="The folder of the collection; it is made if needed.", metavar="COLLECTION")
    ],
    inputs: Annotated[
        list[str] | None,
        typer.Argument(
            help="Articles, as for [cyan]run[/cyan]; without any, what failed or waits is processed.",
            metavar="[INPUT]...",
            show_default=False,
        ),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Put articles in the place of those with their ids.", metavar="")
    ] = False,
    include: Include = None,
    exclude: Exclude = None,
    map: Map = None,  # noqa: A002
    stubs: Stubs = None,
    limit: Limit = None,
    model: Model = None,
    base_url: BaseUrl = None,
    plan: Plan = None,
    verify: Verify = None,
    codebook: Codebook = None,
    analyzer: Analyzer = None,
    weights: Weights = None,
    concurrency: Concurrency = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    fail_over: FailOver = None,
    timeout: Timeout = None,
    workers: Workers = None,
    article_timeout: ArticleTimeout = None,
    max_tokens: MaxTokens = None,
    replay: Replay = None,
    record: Record = None,
    via: Via = None,
    poll: Poll = None,
    batch_requests: BatchRequests = None,
    engine: Engine = None,
    shards: Shards = None,
    ray_address: RayAddress = None,
    config: Config = None,
    log: Log = None,
    duplicates: Duplicates = None,
    quiet: Quiet = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the figures of the addition as JSON.", metavar="")
    ] = False,
) -> None:
    """Add articles to a collection, extract their records, and link them with those that are there.

    Known articles are recognised, and nothing is replaced without --replace.
    After an interruption the same command resumes, and asks no question again that was answered.
    Everything that reads a run reads a collection.

    [bold]Examples[/bold]
      [cyan]communique add news/2025-09-09/ --to collections/asia[/cyan]
      [cyan]communique deals collections/asia --dyad KOR,MYS[/cyan]
    """
    with error_boundary() as console:
        from extract.cli import actions

        paths = [Path(path).expanduser() for path in inputs or () if path.strip()]
        settings = read_settings(context)
        actions.announce_endpoint(settings, console, quiet=quiet)
        done = add_articles(paths, Path(to).expanduser(), settings, console, quiet=quiet, replace=replace)
        if as_json:
            typer.echo(json.dumps(_as_json(done), indent=2))
        elif not quiet:
            _print(done, console)
        actions.exit_if_failed(done.finished)


def add_articles(  # noqa: PLR0913
    inputs: "Sequence[Path]", folder: Path, settings: "Settings", console: "Console", *, quiet: bool, replace: bool
) -> "FinishedAddition":
    """Add articles to a collection, and display the progress. Raises CommuniqueError."""
    import asyncio

    from extract.cli.progress import choose_reporter
    from extract.run.collection import addition

    with choose_reporter(quiet, console) as reporter:
        return asyncio.run(addition.add_articles(inputs, folder, settings, reporter, replace=replace))


def join(collection: CollectionPath, one: RecordArgument, other: RecordArgument) -> None:
    """Decide that two records are one deal, event or actor.

    The decision is kept, and obeyed by all later additions. A later one about the same records undoes it.

    [bold]Example[/bold]
      [cyan]communique join collections/asia some-article/g1 other-article/g2[/cyan]
    """
    _decide(collection, one, other, is_one=True)


def split(collection: CollectionPath, one: RecordArgument, other: RecordArgument) -> None:
    """Decide that two records are two deals, events or actors.

    The decision is kept, and obeyed by all later additions. A later one about the same records undoes it.

    [bold]Example[/bold]
      [cyan]communique split collections/asia some-article/s1 other-article/s1[/cyan]
    """
    _decide(collection, one, other, is_one=False)


def _decide(collection: str, one: str, other: str, *, is_one: bool) -> None:
    with error_boundary() as console:
        from extract.link.decisions import Decision
        from extract.run.collection.database import COLLECTION, open_database, refuse_missing
        from extract.run.collection.decide import keep_decision, parse_record
        from extract.run.collection.linking import link_again
        from extract.run.collection.links_file import write_links
        from extract.store import RunDirectory
        from extract.store.directory import LINKS

        folder = Path(collection).expanduser()
        refuse_missing(folder)
        decision = Decision(parse_record(one), parse_record(other), is_one)
        with RunDirectory.open(folder) as directory, open_database(folder / COLLECTION) as database:
            keep_decision(database, decision)
            link_again(database, directory.ledger, [source_id for source_id, _ in decision.members])
            write_links(database, folder / LINKS)
        console.print(f"{one} and {other} are {'one' if is_one else 'two'}", style="dim", markup=False)


def _print(done: "FinishedAddition", console: "Console") -> None:
    taken = done.taken
    counts = {
        "added": taken.added,
        "replaced": taken.replaced,
        "known": taken.known,
        "not read": taken.failed,
    }
    summary = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "nothing added"
    console.print(f"{summary}; {done.articles:,} articles, {done.linked:,} linked now", markup=False)
    for old, new in taken.renamed[:3]:
        console.print(f"{old} is the id of another text: this one is {new}", style="dim", markup=False)
    if len(taken.renamed) > 3:
        console.print(f"{len(taken.renamed):,} articles were renamed; --replace puts them in the places", style="dim")


def _as_json(done: "FinishedAddition") -> dict[str, object]:
    counts = done.finished.manifest.counts
    return {
        "added": done.taken.added,
        "replaced": done.taken.replaced,
        "known": done.taken.known,
        "not_read": done.taken.failed,
        "renamed": dict(done.taken.renamed),
        "linked": done.linked,
        "articles": done.articles,
        "failed": counts.failed,
    }
