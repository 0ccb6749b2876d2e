"""A measurement as a table for the terminal: a column for each way, and Communique beside the best peer."""

from collections.abc import Iterator
from statistics import median

from rich import box
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from benchmarks.accuracy.results import Results, Row, Summary, comparable, summary

OURS = "communique choices"
"""The way that is set beside the peers."""
PEERS = ("langextract", "instructor")


def render(results: Results) -> RenderableType:
    """The figures of all ways, on the articles that each of them was given."""
    by_way = {way: rows for way, rows in comparable(results.rows).items() if rows}
    if not by_way:
        return Text("no article has been done by every way yet; go on with --resume")
    summaries = [summary(way, rows) for way, rows in by_way.items()]
    articles = len(next(iter(by_way.values())))
    gold = results.made["gold"]
    title = f"{articles} of {gold['articles']} articles of {gold['name']}, {results.made['model']}"
    table = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    table.add_column("")
    for one in summaries:
        table.add_column(one.way.replace(" ", "\n", 1), justify="right")
    for name, figures in _lines(summaries):
        table.add_row(name, *figures)
    made = results.made
    told = f"{made['date']}, {made['machine']}, answers of up to {made['max_tokens']} tokens"
    return Group(table, Text("\n".join([*beside_peers(by_way), told])))


def beside_peers(by_way: dict[str, list[Row]]) -> Iterator[str]:
    """Communique's plan `choices` by the best peer of each measure; nothing if one of the two is not there."""
    peers = [summary(way, rows) for way, rows in by_way.items() if way.startswith(PEERS)]
    if OURS not in by_way or not peers:
        return
    ours = summary(OURS, by_way[OURS])
    for kind in ("agreements", "statements"):
        best = max(peers, key=lambda peer: peer.rates[kind].f1)
        yield f"{kind} F1: {_ratio(ours.rates[kind].f1, best.rates[kind].f1)} of the best peer's ({best.way})"
    best = max(peers, key=lambda peer: peer.rates["agreements"].f1 + peer.rates["statements"].f1)
    fastest = min(peers, key=lambda peer: peer.seconds)
    for name, peer in (("most accurate", best), ("fastest", fastest)):
        ratio = median_ratio(by_way[OURS], by_way[peer.way])
        yield f"time: {ratio:.2f} of the {name} peer's ({peer.way}), median over the articles"


def median_ratio(ours: list[Row], theirs: list[Row]) -> float:
    """The median, over the articles, of the time of one way by that of another."""
    seconds = {row.article: row.seconds for row in theirs}
    return median(row.seconds / seconds[row.article] for row in ours)


def _lines(summaries: list[Summary]) -> Iterator[tuple[str, list[str]]]:
    for kind in summaries[0].rates:
        yield f"{kind} F1", [f"{one.rates[kind].f1:.3f}" for one in summaries]
    for name in summaries[0].fields:
        yield f"{name} right", [_share(one.fields[name].right, one.fields[name].of) for one in summaries]
    yield "ungrounded evidence", [str(one.ungrounded) for one in summaries]
    yield "parts of articles lost", [str(one.lost) for one in summaries]
    yield "articles failed", [str(one.failed) for one in summaries]
    yield "tokens in, computed", [f"{one.usage.tokens_in - one.usage.tokens_cached:,}" for one in summaries]
    yield "tokens in, cached", [f"{one.usage.tokens_cached:,}" for one in summaries]
    yield "tokens out", [f"{one.usage.tokens_out:,}" for one in summaries]
    yield "seconds", [f"{one.seconds:.1f}" for one in summaries]


def _share(right: int, of: int) -> str:
    return f"{right / of:.2f} of {of}" if of else "-"


def _ratio(ours: float, best: float) -> str:
    return f"{ours / best:.2f}" if best else "no share, for it is 0,"
