"""The command line: parses, calls, prints, and ends with an exit code that says how it went. Nothing is decided here.

Results go to stdout, everything else to stderr. What takes time to import is imported by the command that needs it.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import extract
from extract.cli import inspect, records
from extract.cli.exit_codes import MEANINGS, ExitCode, error_boundary
from extract.cli.options import (
    BaseUrl,
    BatchRequests,
    Budget,
    Concurrency,
    Config,
    Duplicates,
    Engine,
    Exclude,
    FailOver,
    Include,
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
    Timeout,
    Tpm,
    Via,
    Weights,
)
from extract.cli.program import NAME, name_program, program

if TYPE_CHECKING:
    from rich.console import Console

    from extract.run.engine import FinishedRun
    from extract.settings.settings import Settings

_EPILOG = "[bold]Exit codes[/bold]\n" + "\n".join(f"[cyan]{code:>3}[/cyan]  {what}" for code, what in MEANINGS.items())

app = typer.Typer(
    name=NAME,
    invoke_without_command=True,
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=_EPILOG,
)


app.add_typer(records.app)

_COMPLETION = {"--install-completion", "--show-completion"}
"""Options that write a script for the shell, which completes the command by its name."""


def main() -> None:
    """The `communique` command."""
    name = NAME if _COMPLETION & set(sys.argv) else program()
    command = typer.main.get_command(app)
    name_program(command, name)
    try:
        command(prog_name=name, complete_var=f"_{NAME.upper()}_COMPLETE")
    except KeyboardInterrupt:
        sys.exit(ExitCode.INTERRUPTED)


def _version(on: bool) -> None:
    if on:
        typer.echo(f"communique {extract.__version__}")
        raise typer.Exit


_FIRST_STEPS = {
    "run article.txt": "extract, on this machine and without a key",
    "show runs/article-…": "see a finished run again",
    "report runs/article-…": "look at it in a browser, and correct it",
    "export runs/… --to sqlite": "take it to a database, to tables, to other tools",
    "doctor": "what is installed, and which model would be asked",
}


def _first_page(name: str) -> str:
    """What the command prints when it is called without arguments."""
    width = max(map(len, _FIRST_STEPS)) + 3
    steps = "\n".join(f"  {name} {command:<{width}}{purpose}" for command, purpose in _FIRST_STEPS.items())
    return f"""\
Communique: typed, sourced records of agreements, actors and security statements from news articles.

{steps}

{name} --help names all commands, and COMMAND --help explains one."""


@app.callback()
def communique(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_version, metavar="")
    ] = False,
) -> None:
    """Typed, sourced records of agreements, actors and security statements from news articles.

    Every record stands on words of its article; what has none is refused, and told.
    To begin with:

      [cyan]communique run article.txt[/cyan]
    """
    if context.invoked_subcommand is None:
        typer.echo(_first_page(program()))


# Most arguments of a command are not named in its body: it passes `context.params` on.


@app.command(epilog=_EPILOG)
def run(  # noqa: PLR0913
    context: typer.Context,
    inputs: Annotated[
        list[str],
        typer.Argument(
            help="Text, Markdown, HTML, PDF, Word, e-mail, JSONL or CSV; zip archives or folders of them; patterns.",
            metavar="INPUT",
            show_default=False,
        ),
    ],
    out: Annotated[
        str | None, typer.Option(help="The run directory; by default one of its own in runs/.", metavar="DIR")
    ] = None,
    include: Include = None,
    exclude: Exclude = None,
    map: Map = None,  # noqa: A002
    model: Model = None,
    base_url: BaseUrl = None,
    plan: Plan = None,
    weights: Weights = None,
    concurrency: Concurrency = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    fail_over: FailOver = None,
    timeout: Timeout = None,
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
        bool, typer.Option("--json", help="Print the extractions as JSON Lines, and nothing else.", metavar="")
    ] = False,
) -> None:
    """Extract the records of articles, and keep them in a run directory.

    Without a key the embedded model does it, on this machine.
    With OPENAI_API_KEY set OpenAI does it, and with --base-url any compatible server.
    Interrupted, the same command resumes: nothing that was answered is asked again.

    [bold]Examples[/bold]
      [cyan]communique run article.txt[/cyan]
      [cyan]communique run articles/ more.jsonl --out runs/march[/cyan]
      [cyan]communique run 'saved/2025-*/**/*.html' --exclude 'index.*'[/cyan]
      [cyan]communique run rows.csv --map text=body,title=headline[/cyan]
      [cyan]communique run article.txt --base-url http://localhost:11434/v1 --model NAME[/cyan]
      [cyan]communique run articles/ --json --quiet | jq '.agreements[].subject'[/cyan]
      [cyan]communique run articles/ --via batch --budget 20[/cyan]

    [bold]Settings[/bold]
      A flag goes before the environment, that before communique.toml.
      Each flag of a model has a variable, like EXTRACT_MODEL and EXTRACT_TIMEOUT;
      the server and its key are OPENAI_BASE_URL and OPENAI_API_KEY. A key is never a flag.
    """
    with error_boundary() as console:
        from extract.cli import actions

        paths = [Path(path).expanduser() for path in inputs if path.strip()]
        settings = _settings(context)
        actions.introduce(settings, console, quiet=quiet)
        finished = _extract(paths, _path(out), settings, console, quiet=quiet)
        if as_json:
            actions.print_lines(finished.path)
        elif not quiet:
            actions.print_run(finished.path, lines=False)
        actions.exit_if_failed(finished)


@app.command(epilog=_EPILOG)
def retry(  # noqa: PLR0913
    context: typer.Context,
    run_directory: inspect.RunDirectory,
    concurrency: Concurrency = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    fail_over: FailOver = None,
    timeout: Timeout = None,
    log: Log = None,
    quiet: Quiet = False,
) -> None:
    """Try the failed articles of a run again, and those that are still waiting.

    Inputs and model are those of the run; a key is taken from the environment.
    What is done is neither asked nor paid again.

    [bold]Example[/bold]
      [cyan]communique retry runs/march[/cyan]
    """
    with error_boundary() as console:
        from extract.cli import actions
        from extract.run.status import read_inputs
        from extract.settings.settings import load_settings

        folder = Path(run_directory).expanduser()
        inputs, recorded = read_inputs(folder)
        flags = recorded | {name: value for name, value in context.params.items() if name != "run_directory"}
        finished = _extract(inputs, folder, load_settings(flags, os.environ, Path()), console, quiet=quiet)
        if not quiet:
            actions.print_run(finished.path, lines=False)
        actions.exit_if_failed(finished)


@app.command(epilog=_EPILOG)
def eval(  # noqa: A001, PLR0913
    context: typer.Context,
    gold: Annotated[
        str, typer.Argument(help="Articles with their true records, one a line.", metavar="GOLD", show_default=False)
    ],
    out: Annotated[str | None, typer.Option(help="Also write the extractions here.", metavar="FILE.jsonl")] = None,
    details: Annotated[
        bool, typer.Option("--details", help="Also list what was missed, made up or confused.", metavar="")
    ] = False,
    model: Model = None,
    base_url: BaseUrl = None,
    plan: Plan = None,
    weights: Weights = None,
    concurrency: Concurrency = None,
    rpm: Rpm = None,
    tpm: Tpm = None,
    budget: Budget = None,
    timeout: Timeout = None,
    max_tokens: MaxTokens = None,
    replay: Replay = None,
    record: Record = None,
    config: Config = None,
    quiet: Quiet = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the figures as JSON, and nothing else.", metavar="")
    ] = False,
) -> None:
    """Measure precision, recall and F1 against a gold file.

    Actors, agreements and statements are compared strictly and leniently, and field by field.
    Evidence that does not stand in its article is counted too: there must be none.

    [bold]Example[/bold]
      [cyan]communique eval fixtures/gold.jsonl --details[/cyan]
    """
    with error_boundary() as console:
        from extract.cli import actions

        settings = _settings(context)
        actions.introduce(settings, console, quiet=quiet)
        outcomes = actions.evaluate(_path(gold), _path(out), settings, console, quiet=quiet)
        actions.print_scores(Path(gold).expanduser(), outcomes, as_json=as_json, details=details)


@app.command()
def fetch(
    model: Annotated[
        str,
        typer.Argument(
            help="An embedded model; by default the one that runs use.", metavar="MODEL", show_default=False
        ),
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Get the embedded model's weights ahead of a stay offline.

    Prints the path of the file, whose hash has been checked. What is there already is not fetched again.
    """
    with error_boundary() as console:
        from extract.cli import actions

        typer.echo(actions.fetch(model.strip(), console, quiet=quiet))


app.command()(inspect.show)
app.command()(inspect.status)


def _extract(
    inputs: Sequence[Path], out: Path | None, settings: "Settings", console: "Console", *, quiet: bool
) -> "FinishedRun":
    """Run the engine, and display its progress."""
    import asyncio

    from extract.cli.progress import choose_reporter
    from extract.run import engine

    with choose_reporter(quiet, console) as reporter:
        return asyncio.run(engine.extract_inputs(inputs, out, settings, reporter))


def _settings(context: typer.Context) -> "Settings":
    from extract.settings.settings import load_settings

    return load_settings(context.params, os.environ, Path())


def _path(given: str | None) -> Path | None:
    return Path(given).expanduser() if given and given.strip() else None
