"""The command that measures linking."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from extract.cli.exit_codes import error_boundary
from extract.cli.options import to_path

if TYPE_CHECKING:
    from extract.output.load import Run


def eval_links(
    gold: Annotated[
        str,
        typer.Argument(help="Articles with their correct records, as JSON Lines.", metavar="GOLD", show_default=False),
    ],
    gold_links: Annotated[
        str,
        typer.Option("--links", help="Their links; by default the *links.json beside GOLD.", metavar="FILE"),
    ] = "",
    run: Annotated[
        str,
        typer.Option("--run", help="Link the records of this run, not those of GOLD.", metavar="DIR"),
    ] = "",
    out: Annotated[str | None, typer.Option(help="Also write the links here.", metavar="FILE")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the scores as JSON, and nothing else.", metavar="")
    ] = False,
) -> None:
    """Link the records of a gold file, and compare the links with the correct ones.

    Actors, agreements and statements are compared as clusters (B-cubed); copies and contradictions as pairs.
    With --run the records of a run are linked. Each is given the name of the gold record that it is.

    [bold]Example[/bold]
      [cyan]communique eval-links fixtures/stories.jsonl[/cyan]
    """
    with error_boundary() as console:
        from extract.cli.opening import open_run
        from extract.evaluate.gold import read_gold
        from extract.evaluate.link_scores import link_scores_as_json, render_link_scores, score_links

        path = Path(gold).expanduser()
        entries = list(read_gold(path))
        right = _read_links(to_path(gold_links) or _find_links(path))
        links = _link_run(open_run(run, console), entries) if run.strip() else _link_gold(entries)
        if target := to_path(out):
            target.write_text(json.dumps(links, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        scores = score_links(right, links)
        typer.echo(json.dumps(link_scores_as_json(scores)) if as_json else render_link_scores(scores))


def _find_links(gold: Path) -> Path:
    from extract.errors import ConfigError

    found = sorted(gold.parent.glob("*links.json"))
    if len(found) != 1:
        raise ConfigError(f"{gold.parent} has {len(found)} files *links.json; name the one of {gold.name} with --links")
    return found[0]


def _read_links(path: Path) -> dict[str, Any]:
    from extract.errors import InputError

    try:
        links: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise InputError(f"{path} cannot be read as links ({error}); give a file like links.json") from error
    return links


def _link_gold(entries: list[Any]) -> dict[str, Any]:
    from extract.evaluate.gold_view import view_gold
    from extract.link.link import link
    from extract.link.links import as_json

    return as_json(link(map(view_gold, entries)))


def _link_run(run: "Run", entries: list[Any]) -> dict[str, Any]:
    from extract.evaluate.rename import match_records, rename_links
    from extract.link.link import link
    from extract.link.links import as_json
    from extract.link.view_extraction import view_extraction

    extractions = list(run)
    return rename_links(as_json(link(map(view_extraction, extractions))), match_records(entries, extractions))
