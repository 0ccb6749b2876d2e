"""All that one article gave, for a person to read: its records with the words behind each, and what was refused.

In: an extraction and its refusals. Out: one renderable. Nothing of the article is ever read as markup or obeyed.
"""

from collections.abc import Iterable, Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from extract.output.show import values
from extract.output.show.evidence import Mark, evidence
from extract.output.show.layout import Trimmed, columns, labelled
from extract.output.show.plain import plain
from extract.output.show.refused import refused
from schemas import Actor, Agreement, ArticleExtraction, Attribution, Duplicate, Rejected, SecurityStatement

CUE = "bold yellow"
DATE = "bold cyan"
VALUE = "bold green"


def result(
    extraction: ArticleExtraction, rejected: Sequence[Rejected], copies: Sequence[Duplicate] = ()
) -> RenderableType:
    """The whole result of an article, with the names of those that repeat it."""
    known = values.known_names(extraction.actors)
    return Trimmed(
        *_header(extraction),
        *([_copies(copies)] if copies else ()),
        *_section("Agreements", [_agreement(one, known) for one in extraction.agreements]),
        *_section("Statements", [_statement(one, known) for one in extraction.statements]),
        *_section("Actors", [_actors(extraction.actors, known)] if extraction.actors else [], len(extraction.actors)),
        *(_section("Refused", [refused(rejected)], len(rejected)) if rejected else ()),
        *_issues(extraction),
        *_footer(extraction),
    )


def _header(extraction: ArticleExtraction) -> Iterator[RenderableType]:
    article = extraction.article
    first = next((line for line in article.text.splitlines() if line.strip()), "")
    yield Text(plain(article.title or first.strip() or article.source_id), style="bold")
    parts = (article.source, article.published, article.source_id, article.id)
    yield Text(" · ".join(plain(part) for part in parts if part), style="dim")


def _copies(copies: Sequence[Duplicate]) -> Text:
    told = (f"{copy.source_id} ({copy.source})" if copy.source else copy.source_id for copy in copies)
    return Text(f"also told by {', '.join(map(plain, told))}", style="dim")


def _section(name: str, blocks: Sequence[RenderableType], number: int | None = None) -> Iterator[RenderableType]:
    """A heading with its number, and what stands under it."""
    count = len(blocks) if number is None else number
    yield Text()
    yield Rule(Text.assemble((name, "bold"), (f"  {count or 'none'} ", "dim")), align="left", style="dim")
    for place, block in enumerate(blocks):
        if place:
            yield Text()
        yield Padding(block, (0, 0, 0, 1))


def _record(key: str, head: Text, rows: Iterable[tuple[str, str]], proof: Iterable[RenderableType]) -> RenderableType:
    """A record: its id at the side, its head, labelled values, and its evidence."""
    block = columns(3)
    block.add_row(key, Group(head, labelled((label, Text(told)) for label, told in rows if told), *proof))
    return block


def _agreement(one: Agreement, known: values.Names) -> RenderableType:
    head = Text.assemble((plain(one.subject), "bold"), "\n", (values.tags(one), "yellow"))
    marks = [Mark(span, CUE) for span in ([one.status_cue] if one.status_cue else [])]
    marks += [Mark(date.span, DATE) for date in one.dates]
    marks += [Mark(told.span, VALUE) for told in (one.value, one.quantity) if told]
    rows = (
        ("parties", values.parties(one.parties, known)),
        ("dates", "\n".join(values.date(date) for date in one.dates)),
        ("value", values.money(one.value) if one.value else ""),
        ("quantity", plain(one.quantity.text) if one.quantity else ""),
        ("contexts", ", ".join(values.words(context) for context in one.contexts)),
        _told_by(one.attribution, known),
    )
    return _record(one.id, head, rows, evidence(one.evidence, marks))


def _statement(one: SecurityStatement, known: values.Names) -> RenderableType:
    act = ("not " if one.negated else "") + values.words(one.act)
    head = Text.assemble((values.names(one.speakers, known), "bold"), "  ", (act, "yellow"))
    if one.recipients:
        head.append_text(Text.assemble(" → ", (values.names(one.recipients, known), "bold")))
    rows = (
        ("about", plain(one.about)),
        ("contexts", ", ".join(values.words(context) for context in one.contexts)),
        _told_by(one.attribution, known),
    )
    return _record(one.id, head, rows, evidence(one.evidence, [Mark(one.cue, CUE)]))


def _told_by(found: Attribution | None, known: values.Names) -> tuple[str, str]:
    return "told by", values.attribution(found, known) if found else ""


def _actors(actors: Sequence[Actor], known: values.Names) -> RenderableType:
    table = columns(3, more=2)
    for one in actors:
        table.add_row(one.id, Text(known[one.id], style="bold"), Padding(Text(values.actor(one, known)), (0, 0, 0, 1)))
    return table


def _issues(extraction: ArticleExtraction) -> Iterator[RenderableType]:
    if not extraction.issues:
        return
    lines = []
    for issue in extraction.issues:
        where = " ".join(part for part in (issue.record, issue.field) if part)
        lines.append(Text.assemble((issue.code, "red"), f" {where}" if where else "", ": ", plain(issue.message)))
    yield from _section("Issues", [Group(*lines)], len(lines))


def _footer(extraction: ArticleExtraction) -> Iterator[RenderableType]:
    how = extraction.provenance
    cost = f" · {how.cost} USD" if how.cost else ""
    prompts = ", ".join(f"prompt {used.name} v{used.version}" for used in how.prompts)
    yield Text()
    yield Rule(style="dim")
    yield Text(f"{values.tokens(how.usage)} · {values.duration(how.seconds)}{cost}")
    yield Text(f"{plain(how.model)} · {how.plan} plan · {prompts} · run {how.run}", style="dim")
