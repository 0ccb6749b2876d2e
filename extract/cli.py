"""The command line: parses, calls, prints, and ends with an exit code that says how it went. Nothing is decided here.

Results go to stdout, everything else to stderr. What takes time to import is imported by the command that needs it.
"""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

import extract

if TYPE_CHECKING:
    from extract.config import Settings
    from extract.engine import Finished
    from extract.errors import CommuniqueError
    from schemas import ArticleExtraction

DONE, SOME_FAILED, USAGE, NO_INPUT, NO_MODEL, NO_STORE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130

EXIT_CODES = (
    (DONE, "all done"),
    (SOME_FAILED, "some articles failed; the rest is done, see failures.jsonl"),
    (USAGE, "wrong usage or configuration"),
    (NO_INPUT, "the input as a whole cannot be read"),
    (NO_MODEL, "the model cannot be had or reached"),
    (NO_STORE, "the run directory cannot be used, or the ledger does not balance"),
    (INTERRUPTED, "interrupted; run the same again to resume"),
)
_EPILOG = "\n\n".join(("[bold]Exit codes[/bold]", *(f"[cyan]{code:>3}[/cyan]  {what}" for code, what in EXIT_CODES)))

app = typer.Typer(
    name="communique",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
)


class SchemaName(StrEnum):
    """The records whose JSON Schema can be printed."""

    EXTRACTION = "extraction"
    AGREEMENT = "agreement"
    ACTOR = "actor"
    STATEMENT = "statement"
    MANIFEST = "manifest"


_MODEL = "Model"
_TAPES = "Recorded calls"
# Flags are read as words and checked in extract.config, where the environment and the file are checked as well.
Model = Annotated[
    str | None,
    typer.Option(
        help="An embedded model, a .gguf file, or a model of the endpoint.", metavar="NAME", rich_help_panel=_MODEL
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(help="An OpenAI-compatible server (or OPENAI_BASE_URL).", metavar="URL", rich_help_panel=_MODEL),
]
Plan = Annotated[
    str | None,
    typer.Option(
        help="How articles are cut into calls: [cyan]sentence[/cyan] for small models, [cyan]document[/cyan] for strong ones."
        " The default follows the model.",
        metavar="PLAN",
        rich_help_panel=_MODEL,
    ),
]
Weights = Annotated[
    str | None,
    typer.Option(
        help="The embedded model's weights, if you have them already.", metavar="FILE", rich_help_panel=_MODEL
    ),
]
Concurrency = Annotated[
    str | None,
    typer.Option(help="Articles at a time: 1 embedded, 4 at an endpoint.", metavar="N", rich_help_panel=_MODEL),
]
Timeout = Annotated[str | None, typer.Option(help="Seconds for one model call.", metavar="S", rich_help_panel=_MODEL)]
MaxTokens = Annotated[
    str | None, typer.Option(help="Tokens that one answer may have.", metavar="N", rich_help_panel=_MODEL)
]
Replay = Annotated[
    str | None,
    typer.Option(
        help="Answer all calls from these cassettes: no key, no model, the same result.",
        metavar="DIR",
        rich_help_panel=_TAPES,
    ),
]
Record = Annotated[
    str | None,
    typer.Option(help="Record all calls as cassettes, to replay them.", metavar="DIR", rich_help_panel=_TAPES),
]
Config = Annotated[
    str | None, typer.Option(help="Settings as TOML, instead of [cyan]communique.toml[/cyan] here.", metavar="FILE")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Tell errors only.")]


@app.callback()
def _communique(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=lambda on: _version(on))
    ] = False,
) -> None:
    """Typed, sourced records of agreements, actors and security statements from news articles.

    Every record stands on words of its article; what has no evidence is refused, and told.
    """


def _version(on: bool) -> None:
    if on:
        typer.echo(f"communique {extract.__version__}")
        raise typer.Exit


@app.command(epilog=_EPILOG)
def run(  # noqa: PLR0913 - each flag is an argument
    inputs: Annotated[
        list[str],
        typer.Argument(help="Text, Markdown, JSONL rows, or folders of them.", metavar="INPUT...", show_default=False),
    ],
    out: Annotated[
        str | None, typer.Option(help="The run directory; by default a new one in runs/.", metavar="DIR")
    ] = None,
    model: Model = None,
    base_url: BaseUrl = None,
    plan: Plan = None,
    weights: Weights = None,
    concurrency: Concurrency = None,
    timeout: Timeout = None,
    max_tokens: MaxTokens = None,
    replay: Replay = None,
    record: Record = None,
    config: Config = None,
    quiet: Quiet = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the extractions as JSON Lines, and nothing else.")
    ] = False,
) -> None:
    """Extract the records of articles, and keep them in a run directory.

    Without a key the embedded model does it, on this machine; with OPENAI_API_KEY set, OpenAI; with --base-url, any
    compatible server. Interrupted, the same command resumes.

    [bold]Examples[/bold]

    [cyan]communique run article.txt[/cyan]

    [cyan]communique run articles/ more.jsonl --out runs/march[/cyan]

    [cyan]communique run article.txt --base-url http://localhost:11434/v1 --model qwen3:14b[/cyan]

    [cyan]communique run articles/ --json --quiet | jq .agreements[/cyan]
    """
    flags = _flags(locals())
    console = _stderr()
    with _told(console):
        paths = [Path(given).expanduser() for given in inputs if given.strip()]
        if not paths:
            from extract.errors import ConfigError

            raise ConfigError("no input; give at least one article, for instance: communique run article.txt")
        settings = _settings(flags)
        _introduce(settings, console, quiet)
        finished = _run(paths, _path(out), settings, console, quiet)
        if as_json:
            _copy_lines(finished.path)
        elif not quiet:
            _show(finished.path, None)
        _end(finished)


@app.command(epilog=_EPILOG)
def eval(  # noqa: A001, PLR0913 - the command's name; each flag is an argument
    gold: Annotated[
        str, typer.Argument(help="Articles with their records, one a line.", metavar="GOLD", show_default=False)
    ],
    out: Annotated[str | None, typer.Option(help="Also write the extractions here.", metavar="FILE.jsonl")] = None,
    details: Annotated[
        bool, typer.Option("--details", help="Also list what was missed, made up or taken for other.")
    ] = False,
    model: Model = None,
    base_url: BaseUrl = None,
    plan: Plan = None,
    weights: Weights = None,
    concurrency: Concurrency = None,
    timeout: Timeout = None,
    max_tokens: MaxTokens = None,
    replay: Replay = None,
    record: Record = None,
    config: Config = None,
    quiet: Quiet = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON, and nothing else.")] = False,
) -> None:
    """Measure precision, recall and F1 against a gold file.

    [bold]Example[/bold]

    [cyan]communique eval fixtures/gold.jsonl --details[/cyan]
    """
    flags = _flags(locals())
    console = _stderr()
    with _told(console):
        from extract.errors import ConfigError

        if not gold.strip():
            raise ConfigError("no gold file; give one, for instance: communique eval fixtures/gold.jsonl")
        settings = _settings(flags)
        _introduce(settings, console, quiet)
        _evaluate(Path(gold).expanduser(), _path(out), settings, console, quiet=quiet, as_json=as_json, details=details)


@app.command()
def schema(
    name: Annotated[SchemaName, typer.Argument(help="Which record.")] = SchemaName.EXTRACTION,
) -> None:
    """Print the JSON Schema of a record.

    [bold]Example[/bold]

    [cyan]communique schema agreement > agreement.schema.json[/cyan]
    """
    import schemas

    kinds = {
        SchemaName.EXTRACTION: schemas.ArticleExtraction,
        SchemaName.AGREEMENT: schemas.Agreement,
        SchemaName.ACTOR: schemas.Actor,
        SchemaName.STATEMENT: schemas.SecurityStatement,
        SchemaName.MANIFEST: schemas.RunManifest,
    }
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    typer.echo(json.dumps(dialect | kinds[name].model_json_schema(mode="serialization"), indent=2, ensure_ascii=False))


@app.command(epilog=_EPILOG)
def fetch(
    model: Annotated[str, typer.Argument(help="A model of the catalog.", metavar="[MODEL]", show_default=False)] = "",
    quiet: Quiet = False,
) -> None:
    """Get the embedded model's weights ahead, for a stay offline, and print where they are."""
    console = _stderr()
    with _told(console):
        from extract.errors import ConfigError
        from extract.model.catalog import DEFAULT, find
        from extract.model.weights import obtain
        from extract.watch import choose

        found = find(model.strip() or DEFAULT)
        if isinstance(found, Path):
            raise ConfigError(f"{found} is a file of your own: there is nothing to fetch; use it with --model")
        with choose(quiet, console) as watcher:
            path = obtain(found, progress=lambda done, total, note: watcher.preparing(note, done, total))
        typer.echo(path)


@app.command(epilog=_EPILOG)
def show(
    run_directory: Annotated[
        str, typer.Argument(help="What an earlier run wrote.", metavar="RUN_DIRECTORY", show_default=False)
    ],
    source_id: Annotated[str | None, typer.Option(help="Show this article of it in full.", metavar="ID")] = None,
) -> None:
    """Show a finished run again.

    [bold]Example[/bold]

    [cyan]communique show runs/march --source-id kenya-indonesia[/cyan]
    """
    with _told(_stderr()):
        _show(Path(run_directory).expanduser(), source_id or None)


def main() -> None:
    """The `communique` command."""
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


# -- what the commands share


def _flags(given: dict[str, object]) -> dict[str, object]:
    names = "model base_url plan weights concurrency timeout max_tokens replay record config".split()
    return {name: given[name] for name in names}


def _settings(flags: dict[str, object]) -> "Settings":
    from extract.config import load

    return load(flags, os.environ, Path())


def _path(given: str | None) -> Path | None:
    return Path(given).expanduser() if given and given.strip() else None


def _introduce(settings: "Settings", console: Console, quiet: bool) -> None:
    """Says which model will see the articles wherever they leave this machine, or a key would have let them."""
    from extract.show import plain

    if quiet or settings.embedded or settings.replay:
        return
    where = settings.base_url or "OpenAI"
    why = {"default": " (OPENAI_API_KEY is set and no model is named)"}.get(settings.model_chosen_by, "")
    console.print(Text(f"asking {plain(settings.model)} at {plain(where)}{why}", style="dim"), soft_wrap=True)


def _run(inputs: list[Path], out: Path | None, settings: "Settings", console: Console, quiet: bool) -> "Finished":
    from extract import engine
    from extract.watch import choose

    with choose(quiet, console) as watcher:
        return asyncio.run(engine.run(inputs, out, settings, watcher))


def _copy_lines(folder: Path) -> None:
    with (folder / "extractions.jsonl").open("rb") as lines:
        for line in lines:
            sys.stdout.buffer.write(line)
    sys.stdout.flush()


def _show(folder: Path, source_id: str | None) -> None:
    """The one article of a run, or the one that is asked for, in full; else a line an article and the sum."""
    from extract import show as shown
    from extract.store import read_extractions, read_failures, read_manifest, read_rejected
    from schemas import Rejected

    console = _stdout()
    manifest = read_manifest(folder)
    refused: dict[str, list[Rejected]] = {}
    for row in read_rejected(folder):
        refused.setdefault(row.source_id, []).append(row)
    whole = manifest.counts.articles == 1 or source_id is not None
    found = 0
    for one in read_extractions(folder):
        if source_id in (None, one.article.source_id):
            found += 1
            view = shown.result if whole else shown.outcome_line
            console.print(view(one, refused.get(one.article.source_id, ())))
    failures = [one for one in read_failures(folder) if source_id in (None, one.source_id)]
    for failure in failures:
        console.print(shown.failure_line(failure))
    if source_id and not found and not failures:
        from extract.errors import ConfigError

        raise ConfigError(f"the run {folder} has no article {source_id!r}")
    console.print()
    console.print(shown.saved(folder, manifest.counts.failed) if whole else shown.summary(manifest, folder))


def _end(finished: "Finished") -> None:
    counts = finished.manifest.counts
    if not counts.balance:
        from extract.errors import StoreError

        raise StoreError(f"the ledger of {finished.path} does not balance: something was lost; please report it")
    if counts.failed:
        raise typer.Exit(SOME_FAILED)


def _evaluate(  # noqa: PLR0913
    gold: Path, out: Path | None, settings: "Settings", console: Console, *, quiet: bool, as_json: bool, details: bool
) -> None:
    from extract import engine, evaluate
    from extract.watch import choose

    with choose(quiet, console) as watcher:
        outcomes = asyncio.run(engine.evaluate(gold, settings, watcher, out))
    entries = list(evaluate.read_gold(gold))
    scores = evaluate.score(entries, [outcome.extraction for outcome in outcomes])


@contextmanager
def _told(console: Console) -> Iterator[None]:
    """Turns what goes wrong inside into a message and an exit code."""
    from extract.errors import CommuniqueError

    try:
        yield
    except CommuniqueError as error:
        _say(console, str(error))
        raise typer.Exit(_code(error)) from None
    except KeyboardInterrupt:
        _say(console, "interrupted; what is done is kept, and the same command resumes")
        raise typer.Exit(INTERRUPTED) from None


def _code(error: "CommuniqueError") -> int:
    from extract.errors import ConfigError, InputError, ModelError, StoreError

    codes = {ConfigError: USAGE, InputError: NO_INPUT, ModelError: NO_MODEL, StoreError: NO_STORE}
    return next((code for kind, code in codes.items() if isinstance(error, kind)), SOME_FAILED)


def _say(console: Console, message: str) -> None:
    from extract.show import plain

    lines = "\n".join(plain(line) for line in message.splitlines())
    console.print(Text.assemble(("error: ", "bold red"), lines), soft_wrap=True)


def _stderr() -> Console:
    return Console(stderr=True, highlight=False)


def _stdout() -> Console:
    return Console(highlight=False)
