"""The commands that ask a collection: deals, statements, actors, timeline, new and dyad."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from extract.cli.collect import CollectionPath
from extract.cli.exit_codes import error_boundary
from extract.cli.records import CorrectionsFile

if TYPE_CHECKING:
    import sqlite3
    from enum import StrEnum

    from extract.output.answers import Layout, Row
    from extract.run.collection.filters import Filters

Code = TypeVar("Code", bound="StrEnum")

_FILTERS = "Filters"
_YESTERDAY = "yesterday"


def _filter(text: str, metavar: str) -> object:
    return typer.Option(help=text, metavar=metavar, rich_help_panel=_FILTERS)


Country = Annotated[list[str] | None, _filter("A state or organisation that takes part; repeatable.", "CODE")]
Dyad = Annotated[str, _filter("Two of them, like KOR,MYS.", "A,B")]
StatusOption = Annotated[list[str] | None, _filter("Current status, like signed; repeatable.", "STATUS")]
ActOption = Annotated[list[str] | None, _filter("Act, like condemn; repeatable.", "ACT")]
InstrumentOption = Annotated[list[str] | None, _filter("Instrument, like arms_contract; repeatable.", "INSTRUMENT")]
KindOption = Annotated[list[str] | None, _filter("Kind, like person; repeatable.", "KIND")]
Since = Annotated[str, _filter("Reported since a day: 2025-09-01, 2025-09, yesterday, '3 days'.", "DAY")]
Source = Annotated[str, _filter("Part of the name of an outlet that reports it.", "WORDS")]
Words = Annotated[list[str] | None, _filter("Words of its label or its evidence; repeatable.", "WORDS")]
CertaintyOption = Annotated[str, _filter("Certainty of one of its records: high, medium or low.", "LEVEL")]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.", metavar="")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print it as CSV.", metavar="")]


def deals(  # noqa: PLR0913
    collection: CollectionPath,
    country: Country = None,
    dyad: Dyad = "",
    status: StatusOption = None,
    instrument: InstrumentOption = None,
    since: Since = "",
    source: Source = "",
    words: Words = None,
    certainty: CertaintyOption = "",
    corrections: CorrectionsFile = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the agreements of a collection, each once however many articles report it.

    With its status now, its reports and independent sources, contradictions, and a quote.

    [bold]Examples[/bold]
      [cyan]communique deals collections/asia --country KOR --since 2025[/cyan]
      [cyan]communique deals collections/asia --status signed --status in_force --csv[/cyan]
    """
    with _asking(collection, corrections) as database:
        from extract.output.answers import show_deal
        from extract.run.collection.query import find_deals
        from schemas import Instrument, Status

        filters = _filters(country, dyad, since, source, words, certainty)
        filters = _with(filters, statuses=_codes(Status, status), instruments=_codes(Instrument, instrument))
        _print(list(find_deals(database, filters)), show_deal, as_json=as_json, as_csv=as_csv)


def statements(  # noqa: PLR0913
    collection: CollectionPath,
    country: Country = None,
    dyad: Dyad = "",
    act: ActOption = None,
    since: Since = "",
    source: Source = "",
    words: Words = None,
    certainty: CertaintyOption = "",
    corrections: CorrectionsFile = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the statements of a collection, each once however many articles report it.

    [bold]Examples[/bold]
      [cyan]communique statements collections/asia --act condemn --since '7 days'[/cyan]
      [cyan]communique statements collections/asia --dyad KOR,PRK --json[/cyan]
    """
    with _asking(collection, corrections) as database:
        from extract.output.answers import show_statement
        from extract.run.collection.query import find_events
        from schemas import Act

        filters = _with(_filters(country, dyad, since, source, words, certainty), acts=_codes(Act, act))
        _print(list(find_events(database, filters)), show_statement, as_json=as_json, as_csv=as_csv)


def actors(  # noqa: PLR0913
    collection: CollectionPath,
    country: Country = None,
    kind: KindOption = None,
    since: Since = "",
    words: Words = None,
    corrections: CorrectionsFile = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the actors of a collection, with their offices over time and their Wikidata ids.

    [bold]Example[/bold]
      [cyan]communique actors collections/asia --country KOR --kind person[/cyan]
    """
    with _asking(collection, corrections) as database:
        from extract.output.answers import show_actor
        from extract.run.collection.query import find_actors
        from schemas import ActorKind

        filters = _with(_filters(country, "", since, "", words, ""), kinds=_codes(ActorKind, kind))
        _print(list(find_actors(database, filters)), show_actor, as_json=as_json, as_csv=as_csv)


def timeline(  # noqa: PLR0913
    collection: CollectionPath,
    country: Country = None,
    dyad: Dyad = "",
    since: Since = "",
    source: Source = "",
    words: Words = None,
    certainty: CertaintyOption = "",
    corrections: CorrectionsFile = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the stages of agreements and the statements in the order of their days.

    [bold]Example[/bold]
      [cyan]communique timeline collections/asia --dyad KOR,MYS[/cyan]
    """
    with _asking(collection, corrections) as database:
        from extract.output.answers import show_stage
        from extract.run.collection.query import find_deals, find_events
        from extract.run.collection.timeline import order_by_day

        filters = _filters(country, dyad, since, source, words, certainty)
        rows = order_by_day(find_deals(database, filters), find_events(database, filters))
        _print(rows, show_stage, as_json=as_json, as_csv=as_csv)


def new(  # noqa: PLR0913
    collection: CollectionPath,
    since: Annotated[
        str, typer.Option(help="Added since: yesterday, '3 days', 2025-09-01.", metavar="DAY")
    ] = "yesterday",
    country: Country = None,
    dyad: Dyad = "",
    corrections: CorrectionsFile = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """List the agreements and statements about which articles were added since a day, and what is new.

    A first report, a further stage, a contradiction, or just another report.

    [bold]Example[/bold]
      [cyan]communique new collections/asia --since yesterday[/cyan]
    """
    with _asking(collection, corrections) as database:
        from extract.output.answers import show_news
        from extract.run.collection.filters import parse_day
        from extract.run.collection.query import find_deals, find_events
        from extract.run.collection.timeline import find_new

        filters = _filters(country, dyad, "", "", None, "")
        begin = datetime.combine(parse_day(since, _today()), time(), tzinfo=UTC)
        found = [*find_deals(database, filters), *find_events(database, filters)]
        rows = list(find_new(database, f"{begin:%Y-%m-%dT%H:%M:%SZ}", found))
        _print(rows, show_news, as_json=as_json, as_csv=as_csv)


def dyad(  # noqa: PLR0913
    one: Annotated[str, typer.Argument(help="A state or organisation, like KOR.", metavar="A", show_default=False)],
    other: Annotated[str, typer.Argument(help="Another one, like MYS.", metavar="B", show_default=False)],
    collection: CollectionPath,
    corrections: CorrectionsFile = "",
    as_json: AsJson = False,
    as_csv: AsCsv = False,
) -> None:
    """Count what two states or organisations agree and say to each other, by month.

    `said` counts statements of A to or about B, `answered` those of B to or about A.
    Reports are articles, sources those that report in words of their own.
    Each deal and statement follows, with its quote; with --json the ids are beside each figure.

    [bold]Example[/bold]
      [cyan]communique dyad KOR MYS collections/asia[/cyan]
    """
    with _asking(collection, corrections) as database:
        from extract.output.answers import MONTHS, show_deal, show_statement
        from extract.run.collection.dyad import count_months, month_as_row
        from extract.run.collection.filters import Filters, parse_side
        from extract.run.collection.query import count_articles, find_deals, find_events, find_months

        sides = parse_side(one), parse_side(other)
        filters = Filters(sides=sides)
        agreed, said = list(find_deals(database, filters)), list(find_events(database, filters))
        months = count_months(sides, agreed, said, count_articles(database), find_months(database))
        rows = [month_as_row(month) for month in months]
        _print(rows, MONTHS, as_json=as_json, as_csv=as_csv)
        if rows and not (as_json or as_csv):
            typer.echo("\nAgreements\n")
            _print(agreed, show_deal, as_json=False, as_csv=False)
            typer.echo("\nStatements\n")
            _print(said, show_statement, as_json=False, as_csv=False)


@contextmanager
def _asking(collection: str, corrections: str) -> "Iterator[sqlite3.Connection]":
    """Open a collection for reading, as a review corrected it; errors end the command with a message."""
    with error_boundary() as console, ExitStack() as stack:
        from extract.run.collection.database import COLLECTION, open_read_only

        folder = Path(collection).expanduser()
        if corrections.strip():
            from extract.cli.opening import linked_as_corrected, open_run
            from extract.output.review import review_run

            run = review_run(open_run(folder, console), Path(corrections).expanduser())
            folder = stack.enter_context(linked_as_corrected(run, console)).links_path or folder
        yield stack.enter_context(open_read_only(folder / COLLECTION))


def _filters(  # noqa: PLR0913
    country: Sequence[str] | None,
    dyad: str,
    since: str,
    source: str,
    words: Sequence[str] | None,
    certainty: str,
) -> "Filters":
    from extract.errors import ConfigError
    from extract.run.collection.filters import Filters, parse_day, parse_side
    from schemas import Certainty

    pair = [side for side in dyad.split(",") if side.strip()]
    if pair and len(pair) != 2:
        raise ConfigError(f"--dyad {dyad!r} does not name two; give them like KOR,MYS")
    return Filters(
        sides=tuple(parse_side(side) for side in (*(country or ()), *pair)),
        since=parse_day(since, _today()) if since.strip() else None,
        source=source.strip(),
        words=tuple(words or ()),
        certainty=_codes(Certainty, [certainty])[0] if certainty.strip() else None,
    )


def _with(filters: "Filters", **changes: object) -> "Filters":
    from dataclasses import replace

    return replace(filters, **changes)  # type: ignore[arg-type]


def _codes(kind: type[Code], names: Sequence[str] | None) -> tuple[Code, ...]:
    from extract.run.collection.filters import parse_codes

    return parse_codes(kind, names or ())


def _today() -> date:
    return datetime.now(UTC).date()


def _print(rows: "Sequence[Row]", layout: "Layout", *, as_json: bool, as_csv: bool) -> None:
    from extract.cli.printing import stdout_console
    from extract.output.answers import Form, print_rows

    form = Form.JSON if as_json else Form.CSV if as_csv else Form.TERMINAL
    print_rows(rows, layout, form, stdout_console())
