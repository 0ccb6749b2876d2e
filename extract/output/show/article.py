"""Renders the full result of one article: its records with their evidence, and the rejected drafts.

Text from the article or the model is never interpreted as markup or as terminal commands.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from extract.output.show import formatting
from extract.output.show.evidence import Highlight, render_evidence
from extract.output.show.layout import Page, columns, labelled
from extract.output.show.rejections import render_rejections
from extract.output.show.terminal_text import terminal_safe
from schemas import Actor, Agreement, ArticleExtraction, Attribution, Duplicate, Rejected, SecurityStatement

CUE = "bold yellow"
DATE = "bold cyan"
VALUE = "bold green"


def render_article(
    extraction: ArticleExtraction, rejected: Sequence[Rejected], copies: Sequence[Duplicate] = ()
) -> RenderableType:
    """The result of an article; `copies` are its duplicates."""
    names = formatting.names_by_id(extraction.actors)
    return Page(
        *_header(extraction),
        *([_copies(copies)] if copies else ()),
        *_section("Agreements", [_agreement(agreement, names) for agreement in extraction.agreements]),
        *_section("Statements", [_statement(statement, names) for statement in extraction.statements]),
        *_section("Actors", [_actors(extraction.actors, names)] if extraction.actors else [], len(extraction.actors)),
        *(_section("Rejected", [render_rejections(rejected)], len(rejected)) if rejected else ()),
        *_issues(extraction),
        *_footer(extraction),
    )


def _header(extraction: ArticleExtraction) -> Iterator[RenderableType]:
    article = extraction.article
    first = next((line for line in article.text.splitlines() if line.strip()), "")
    yield Text(terminal_safe(article.title or first.strip() or article.source_id), style="bold")
    parts = (article.source, article.published, article.source_id, article.id)
    yield Text(" · ".join(terminal_safe(part) for part in parts if part), style="dim")


def _copies(copies: Sequence[Duplicate]) -> Text:
    names = (f"{copy.source_id} ({copy.source})" if copy.source else copy.source_id for copy in copies)
    return Text(f"also published as {', '.join(map(terminal_safe, names))}", style="dim")


def _section(name: str, blocks: Sequence[RenderableType], number: int | None = None) -> Iterator[RenderableType]:
    """A heading with a count, by default that of the blocks, and the blocks below it."""
    count = len(blocks) if number is None else number
    yield Text()
    yield Rule(Text.assemble((name, "bold"), (f"  {count or 'none'} ", "dim")), align="left", style="dim")
    for place, block in enumerate(blocks):
        if place:
            yield Text()
        yield Padding(block, (0, 0, 0, 1))


def _record(
    key: str, head: Text, rows: Iterable[tuple[str, str]], evidence: Iterable[RenderableType]
) -> RenderableType:
    """A record: its id on the left, then its head, its values with labels, and its evidence."""
    block = columns(3)
    values = labelled((label, Text(value)) for label, value in rows if value)
    block.add_row(key, Group(head, values, *evidence))
    return block


def _agreement(agreement: Agreement, names: formatting.Names) -> RenderableType:
    head = Text.assemble(
        (terminal_safe(agreement.subject), "bold"), "\n", (formatting.format_tags(agreement), "yellow")
    )
    rows = (
        ("label", _own_labels(agreement.label, agreement.status_label)),
        ("parties", formatting.format_parties(agreement.parties, names)),
        ("dates", "\n".join(formatting.format_date(date) for date in agreement.dates)),
        ("value", formatting.format_money(agreement.value) if agreement.value else ""),
        ("quantity", terminal_safe(agreement.quantity.text) if agreement.quantity else ""),
        ("contexts", ", ".join(formatting.format_code(context) for context in agreement.contexts)),
        _source(agreement.attribution, names),
    )
    return _record(agreement.id, head, rows, render_evidence(agreement.evidence, _highlights(agreement)))


def _highlights(agreement: Agreement) -> list[Highlight]:
    cue = [Highlight(agreement.status_cue, CUE)] if agreement.status_cue else []
    dates = [Highlight(date.span, DATE) for date in agreement.dates]
    return cue + dates + [Highlight(part.span, VALUE) for part in (agreement.value, agreement.quantity) if part]


def _statement(statement: SecurityStatement, names: formatting.Names) -> RenderableType:
    act = ("not " if statement.negated else "") + formatting.format_code(statement.act)
    head = Text.assemble((formatting.format_names(statement.speakers, names), "bold"), "  ", (act, "yellow"))
    if statement.recipients:
        recipients = formatting.format_names(statement.recipients, names)
        head.append_text(Text.assemble(" → ", (recipients, "bold")))
    rows = (
        ("label", _own_labels(statement.label)),
        ("about", terminal_safe(statement.about)),
        ("contexts", ", ".join(formatting.format_code(context) for context in statement.contexts)),
        _source(statement.attribution, names),
    )
    evidence = render_evidence(statement.evidence, [Highlight(statement.cue, CUE)])
    return _record(statement.id, head, rows, evidence)


def _own_labels(*labels: str | None) -> str:
    """The labels of a codebook of one's own; empty without one."""
    return ", ".join(label for label in labels if label)


def _source(attribution: Attribution | None, names: formatting.Names) -> tuple[str, str]:
    return "source", formatting.format_attribution(attribution, names) if attribution else ""


def _actors(actors: Sequence[Actor], names: formatting.Names) -> RenderableType:
    table = columns(3, more=2)
    for actor in actors:
        details = Text(formatting.format_actor(actor, names))
        table.add_row(actor.id, Text(names[actor.id], style="bold"), Padding(details, (0, 0, 0, 1)))
    return table


def _issues(extraction: ArticleExtraction) -> Iterator[RenderableType]:
    if not extraction.issues:
        return
    lines = []
    for issue in extraction.issues:
        where = " ".join(part for part in (issue.record, issue.field) if part)
        lines.append(
            Text.assemble((issue.code, "red"), f" {where}" if where else "", ": ", terminal_safe(issue.message))
        )
    yield from _section("Issues", [Group(*lines)], len(lines))


def _footer(extraction: ArticleExtraction) -> Iterator[RenderableType]:
    how = extraction.provenance
    cost = f" · {how.cost} USD" if how.cost else ""
    prompts = ", ".join(f"prompt {used.name} v{used.version}" for used in how.prompts)
    yield Text()
    yield Rule(style="dim")
    yield Text(f"{formatting.format_usage(how.usage)}{cost}")
    yield Text(f"{terminal_safe(how.model)} · {how.plan} plan · {prompts} · method {how.method}", style="dim")
