"""Give the records of extractions the ids of the gold records that they are, so that their links can be scored."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from extract.evaluate.comparable import ActorKey, lay_out_extraction, lay_out_gold
from extract.evaluate.gold import GoldArticle
from extract.evaluate.match import compare_agreements, compare_statements, is_same_actor, pair_records
from schemas import ArticleExtraction

Names = Mapping[tuple[str, str], tuple[str, str]]
"""Article and id (of an actor its name) in the gold, by those in the extractions."""


def match_records(gold: Sequence[GoldArticle], extractions: Iterable[ArticleExtraction]) -> Names:
    """Return the gold record of each record found; articles are matched by their text."""
    by_text = {entry.article.sha256: entry for entry in gold}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for extraction in extractions:
        entry = by_text.get(extraction.article.sha256)
        if entry:
            article = extraction.article.source_id
            for found, right in _match(extraction, entry).items():
                names[article, found] = entry.article.source_id, right
    return names


def rename_links(links: Mapping[str, Any], names: Names) -> dict[str, Any]:
    """Return links with the ids of the gold."""
    return {kind: [_rename(row, names) for row in rows] if kind != "copies" else rows for kind, rows in links.items()}


def _match(extraction: ArticleExtraction, entry: GoldArticle) -> dict[str, str]:
    found = lay_out_extraction(extraction)
    gold = lay_out_gold(entry.records, extraction.article.text)
    pairs = pair_records(found.agreements, gold.agreements, compare_agreements)
    matched = _by_id(extraction.agreements, entry.records["agreements"], pairs)
    pairs = pair_records(found.statements, gold.statements, compare_statements)
    matched |= _by_id(extraction.statements, entry.records["statements"], pairs)
    pairs = _pair_actors(found.actors, gold.actors)
    right = {i: entry.records["actors"][j]["name"] for i, j in pairs}
    return matched | {actor.name: right.get(i, f"extra {actor.name}") for i, actor in enumerate(extraction.actors)}


def _by_id(found: Sequence[Any], gold: Sequence[Mapping[str, Any]], pairs: Iterable[tuple[int, int]]) -> dict[str, str]:
    right = {i: gold[j]["id"] for i, j in pairs}
    return {record.id: right.get(i, f"extra {record.id}") for i, record in enumerate(found)}


def _pair_actors(found: Sequence[ActorKey], gold: Sequence[ActorKey]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for i, actor in enumerate(found):
        taken = {j for _, j in pairs}
        same = (j for j, other in enumerate(gold) if j not in taken and is_same_actor(actor, other))
        pairs += [(i, j) for j in list(same)[:1]]
    return pairs


def _rename(row: Mapping[str, Any], names: Names) -> dict[str, Any]:
    renamed = dict(row)
    for side in ("left", "right"):
        if side in renamed:
            renamed[side] = _named(renamed[side], names)
    if "members" in renamed:
        renamed["members"] = [_named(member, names) for member in renamed["members"]]
    return renamed


def _named(member: Sequence[str], names: Names) -> list[str]:
    source_id, record = member
    return list(names.get((source_id, record), (source_id, f"extra {record}")))
