"""The commands about models: eval measures one, fetch gets its weights, doctor says which one would be asked."""

from pathlib import Path
from typing import Annotated

import typer

from extract.cli.exit_codes import ExitCode, error_boundary
from extract.cli.options import (
    Analyzer,
    BaseUrl,
    Budget,
    Codebook,
    Concurrency,
    Config,
    MaxTokens,
    Model,
    Plan,
    Quiet,
    Record,
    Replay,
    Rpm,
    Timeout,
    Tpm,
    Verify,
    Weights,
    read_settings,
    to_path,
)

_STARTS_ANEW = (
    "nothing is scored; the finished articles are in the file of --out, if it was given. The same command begins anew:"
    " for long work, run the articles first, with communique run"
)


def eval(  # noqa: A001, PLR0913
    context: typer.Context,
    gold: Annotated[
        str,
        typer.Argument(help="Articles with their correct records, as JSON Lines.", metavar="GOLD", show_default=False),
    ],
    out: Annotated[str | None, typer.Option(help="Also write the extractions here.", metavar="FILE.jsonl")] = None,
    details: Annotated[
        bool, typer.Option("--details", help="Also list what was missed, invented or confused.", metavar="")
    ] = False,
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
    timeout: Timeout = None,
    max_tokens: MaxTokens = None,
    replay: Replay = None,
    record: Record = None,
    config: Config = None,
    quiet: Quiet = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the scores as JSON, and nothing else.", metavar="")
    ] = False,
) -> None:
    """Measure precision, recall and F1 against a gold file.

    Actors, agreements and statements are compared strictly and leniently, and field by field.
    Evidence that is not in its article is counted too: there must be none.

    [bold]Example[/bold]
      [cyan]communique eval fixtures/gold.jsonl --details[/cyan]
    """
    with error_boundary(_STARTS_ANEW) as console:
        from extract.cli import actions, printing

        settings = read_settings(context)
        actions.announce_endpoint(settings, console, quiet=quiet)
        outcomes = actions.evaluate(to_path(gold), to_path(out), settings, console, quiet=quiet)
        missing = printing.print_scores(Path(gold).expanduser(), outcomes, as_json=as_json, details=details)
        if missing:
            raise typer.Exit(ExitCode.SOME_FAILED)


def fetch(
    model: Annotated[
        str,
        typer.Argument(
            help="An embedded model or a pipeline of the analyzer; by default those of a run.",
            metavar="MODEL",
            show_default=False,
        ),
    ] = "",
    quiet: Quiet = False,
) -> None:
    """Download the weights of the embedded model and of the analyzer of English, before you go offline.

    It checks the hash of each file and prints its path. A file that is there already is not downloaded again.
    """
    with error_boundary() as console:
        from extract.cli import actions

        for path in actions.fetch_weights(model.strip(), console, quiet=quiet):
            typer.echo(path)


def doctor(  # noqa: PLR0913
    context: typer.Context,
    model: Model = None,
    base_url: BaseUrl = None,
    plan: Plan = None,
    verify: Verify = None,
    codebook: Codebook = None,
    analyzer: Analyzer = None,
    weights: Weights = None,
    config: Config = None,
) -> None:
    """Say what is installed, and which model would be asked.

    It asks an endpoint for its list of models, and about one sentence.

    [bold]Examples[/bold]
      [cyan]communique doctor[/cyan]
      [cyan]communique doctor --base-url http://localhost:11434/v1 --model NAME[/cyan]
    """
    with error_boundary():
        from extract.cli import printing
        from extract.cli.doctor import examine

        if printing.print_findings(examine(read_settings(context))):
            raise typer.Exit(ExitCode.NO_MODEL)
