"""The command line: parses arguments, calls, prints, and ends with an exit code.

Results go to stdout, everything else to stderr. A command imports what is slow to import only when it runs.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import extract
from extract.cli import answers, collect, inspect, links, models, records, review
from extract.cli.exit_codes import MEANINGS, error_boundary
from extract.cli.light_help import import_help
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
    to_path,
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


_HELP = {"--help", "-h"}
_COMPLETION = {"--install-completion", "--show-completion"}
"""Options that write a script for the shell, which completes the command by its name."""


def main() -> None:
    """Run the command."""
    name = NAME if _COMPLETION & set(sys.argv) else program()
    command = typer.main.get_command(app)
    name_program(command, name)
    if len(sys.argv) > 1 and not (_COMPLETION | {"--help", "--version"}) & set(sys.argv):
        import pydantic  # noqa: F401  # typer imports it while it reads arguments, and ends without a word at a signal
    if _HELP & set(sys.argv):
        import_help()
    command(prog_name=name, complete_var=f"_{NAME.upper()}_COMPLETE")


def _version(on: bool) -> None:
    if on:
        typer.echo(f"communique {extract.__version__}")
        raise typer.Exit


_FIRST_STEPS = {
    "run article.txt": "extract, on this machine and without a key",
    "show runs/article-…": "see a finished run again",
    "report runs/article-…": "look at it in a browser, and correct it",
    "export runs/… --to sqlite": "take it to a database, to tables, to other tools",
    "inspect articles/": "what a run would read, and what it would cost",
    "doctor": "what is installed, and which model would be asked",
}


def _first_page(name: str) -> str:
    """Return what the command prints without arguments."""
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

    Every record quotes its article as evidence; drafts without evidence are rejected and listed.
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
        str | None, typer.Option(help="The run directory; by default a new one in runs/.", metavar="DIR")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Replace what the folder holds of other articles or settings.", metavar="")
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
        bool, typer.Option("--json", help="Print the extractions as JSON Lines, and nothing else.", metavar="")
    ] = False,
) -> None:
    """Extract the records of articles, and store them in a run directory.

    Without a key the embedded model is asked, on this machine.
    With OPENAI_API_KEY set OpenAI is asked, and with --base-url any compatible server.
    After an interruption the same command resumes, and asks no question again that was answered.

    [bold]Examples[/bold]
      [cyan]communique run article.txt[/cyan]
      [cyan]communique run articles/ more.jsonl --out runs/march[/cyan]
      [cyan]communique run 'saved/2025-*/**/*.html' --exclude 'index.*'[/cyan]
      [cyan]communique run rows.csv --map text=body,title=headline[/cyan]
      [cyan]communique run article.txt --base-url http://localhost:11434/v1 --model NAME[/cyan]
      [cyan]communique run articles/ --json --quiet | jq '.agreements[].subject'[/cyan]
      [cyan]communique run articles/ --via batch --budget 20[/cyan]

    [bold]Settings[/bold]
      Flags go before the environment, and the environment before communique.toml.
      A flag like --max-tokens has a variable, like EXTRACT_MAX_TOKENS;
      server and key are OPENAI_BASE_URL and OPENAI_API_KEY. A key has no flag.
    """
    with error_boundary() as console:
        from extract.cli import actions, printing
        from extract.output.load import load_run

        paths = [Path(path).expanduser() for path in inputs if path.strip()]
        settings = read_settings(context)
        actions.announce_endpoint(settings, console, quiet=quiet)
        finished = _extract(paths, to_path(out), settings, console, quiet=quiet, replace=replace)
        if as_json:
            printing.print_lines(finished.path)
        elif not quiet:
            printing.print_run(load_run(finished.path), lines=False)
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
    workers: Workers = None,
    article_timeout: ArticleTimeout = None,
    log: Log = None,
    quiet: Quiet = False,
) -> None:
    """Process the failed articles of a run again, and those that are still waiting.

    Inputs and model are those of the run; the key is read from the environment.
    Finished articles are neither asked nor paid again.

    [bold]Example[/bold]
      [cyan]communique retry runs/march[/cyan]
    """
    with error_boundary() as console:
        from extract.cli import actions, printing
        from extract.output.load import load_run
        from extract.run.collection.database import is_collection
        from extract.run.status import read_inputs, read_status
        from extract.settings.settings import load_settings

        folder = Path(run_directory).expanduser()
        status = read_status(folder)
        if not status.unfinished:
            console.print(f"nothing to retry: all {status.total:,} articles are done", style="dim")
            return
        inputs, recorded = read_inputs(folder)
        flags = recorded | {name: value for name, value in context.params.items() if name != "run_directory"}
        settings = load_settings(flags, os.environ, Path())
        if is_collection(folder):
            finished = collect.add_articles([], folder, settings, console, quiet=quiet, replace=False).finished
        else:
            finished = _extract(inputs, folder, settings, console, quiet=quiet, replace=True)
        if not quiet:
            printing.print_run(load_run(finished.path), lines=False)
        actions.exit_if_failed(finished)


app.command(epilog=_EPILOG)(collect.add)
app.command()(answers.deals)
app.command()(answers.statements)
app.command()(answers.actors)
app.command()(answers.timeline)
app.command()(answers.new)
app.command()(answers.dyad)
app.command()(collect.join)
app.command()(collect.split)
app.command(epilog=_EPILOG)(models.eval)
app.command("eval-links")(links.eval_links)
app.command()(models.fetch)
app.command()(inspect.inspect)
app.command()(inspect.show)
app.command()(inspect.status)
app.command()(records.report)
app.command()(review.review)
app.command()(records.export)
app.command()(review.gold)
app.command()(inspect.diff)
app.command()(inspect.explain)
app.command()(records.schema)
app.command()(models.doctor)


def _extract(  # noqa: PLR0913
    inputs: Sequence[Path], out: Path | None, settings: "Settings", console: "Console", *, quiet: bool, replace: bool
) -> "FinishedRun":
    """Run the engine, and display its progress."""
    import asyncio

    from extract.cli.progress import choose_reporter
    from extract.run import engine

    with choose_reporter(quiet, console) as reporter:
        return asyncio.run(engine.extract_inputs(inputs, out, settings, reporter, replace_results=replace))
