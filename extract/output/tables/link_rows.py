"""Rows of the links of a collection: of the deals, events and entities with a record or an actor that is taken."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from extract.entities.states import is_state, name_of
from extract.output.tables import link_row_types as rows
from extract.output.tables.days import days
from extract.output.tables.record_links import SECTIONS, ArticleLinks, Links
from extract.output.tables.table_row import TableRow
from schemas import ArticleExtraction

Entry = Mapping[str, Any]
"""An object of links.json."""


class _Place(NamedTuple):
    """The keys of a record in the tables, and the id of its deal or event."""

    article: str
    agreement: str | None
    statement: str | None
    link: str | None


class LinkRows:
    """Builds the rows of links. Articles are added first, because only links of records that are taken have rows."""

    def __init__(self, links: Links) -> None:
        self._links = links
        self._articles: dict[str, tuple[str, frozenset[str], frozenset[str]]] = {}
        self._taken: set[str] = set()

    def add(self, extraction: ArticleExtraction, key: str, links: ArticleLinks) -> None:
        """Take the records of an article with this key."""
        agreements = frozenset(one.id for one in extraction.agreements)
        statements = frozenset(one.id for one in extraction.statements)
        self._articles[extraction.article.source_id] = key, agreements, statements
        found = {links.id_of(record) for record in agreements | statements}
        found |= {links.entity_of(actor) for actor in extraction.actors}
        self._taken |= {one for one in found if one}

    def rows(self, entries: Iterable[tuple[str, Any]]) -> Iterator[TableRow]:
        """Yield the rows of the entries of links.json, as far as their records are taken."""
        builders = {
            "actors": self._entity,
            SECTIONS[0]: self._deal,
            SECTIONS[1]: self._event,
            "copies": self._copy,
            "contradictions": self._contradiction,
        }
        for section, entry in entries:
            is_cluster = isinstance(entry, dict) and "id" in entry
            if section in builders and (not is_cluster or entry["id"] in self._taken):
                yield from builders[section](entry)

    def _entity(self, entry: Any) -> Iterator[TableRow]:
        key, articles = entry["id"], {source_id for source_id, _ in entry["members"]}
        who = (entry["name"], entry["kind"], entry["country"], entry["wikidata"])
        yield TableRow("entities", rows.EntityRow(key, *who, len(articles), *_period(entry)))
        for name in entry["aliases"]:
            yield TableRow("entity_names", rows.EntityNameRow(key, name))
        for held in entry["offices"]:
            side = _side(held["side"])[0] if held["side"] else None
            when = (days(held["first"])[0], days(held["last"])[1])
            yield TableRow("entity_offices", rows.EntityOfficeRow(key, held["office"], side, *when))

    def _deal(self, entry: Any) -> Iterator[TableRow]:
        key, steps = entry["id"], entry["impossible_steps"]
        yield TableRow(
            "deals",
            rows.DealRow(
                id=key,
                label=entry["label"],
                instrument=entry["instrument"],
                status=entry["current_status"],
                parties=_join(entry["party_names"]),
                reports=entry["reports"],
                independent_sources=entry["independent_sources"],
                contradictions=self._links.contradictions[key],
                impossible_steps=_join(f"{before} to {after}" for before, after in steps) or None,
                **_dated(entry),
            ),
        )
        for position, side in enumerate(_sides(entry["parties"], entry["party_names"]), start=1):
            yield TableRow("deal_parties", rows.DealPartyRow(key, position, *side))
        for position, stage in enumerate(entry["timeline"], start=1):
            yield from self._stage(key, position, stage)

    def _stage(self, deal: str, position: int, stage: Entry) -> Iterator[TableRow]:
        when = (stage["date"], *days(stage["date"]))
        told = (stage.get("disputed", False), days(stage["first_reported"])[0])
        yield TableRow("deal_stages", rows.DealStageRow(deal, position, stage["status"], *when, *told))
        for member in stage["from"]:
            place = self._place(member)
            if place and place.agreement:
                yield TableRow("stage_reports", rows.StageReportRow(deal, position, place.article, place.agreement))

    def _event(self, entry: Any) -> Iterator[TableRow]:
        key = entry["id"]
        yield TableRow(
            "events",
            rows.EventRow(
                id=key,
                label=entry["label"],
                act=entry["act"],
                speakers=_join(entry["speakers"]),
                recipients=_join(entry["recipient_names"]),
                reports=entry["reports"],
                independent_sources=entry["independent_sources"],
                contradictions=self._links.contradictions[key],
                **_dated(entry),
            ),
        )
        speakers = _sides(entry["speaker_sides"], map(_name, entry["speaker_sides"]))
        recipients = _sides(entry["recipients"], entry["recipient_names"])
        for role, sides in (("speaker", speakers), ("recipient", recipients)):
            for position, side in enumerate(sides, start=1):
                yield TableRow("event_sides", rows.EventSideRow(key, role, position, *side))

    def _copy(self, entry: Any) -> Iterator[TableRow]:
        copy, original = (self._articles.get(source_id) for source_id in entry)
        if copy and original:
            yield TableRow("copies", rows.CopyRow(copy[0], original[0]))

    def _contradiction(self, entry: Any) -> Iterator[TableRow]:
        left, right = self._place(entry["left"]), self._place(entry["right"])
        if left and right:
            row = rows.ContradictionRow(
                deal_id=left.link if left.agreement else None,
                event_id=left.link if left.statement else None,
                about=entry["about"],
                note=entry["note"],
                left_article_id=left.article,
                left_agreement_id=left.agreement,
                left_statement_id=left.statement,
                right_article_id=right.article,
                right_agreement_id=right.agreement,
                right_statement_id=right.statement,
            )
            yield TableRow("contradictions", row)

    def _place(self, member: Sequence[str]) -> _Place | None:
        """The keys of a record; None if it is not taken."""
        source_id, record = member
        key, agreements, statements = self._articles.get(source_id, ("", frozenset(), frozenset()))
        link = self._links.of_article(source_id, 0).id_of(record)
        if record in agreements:
            return _Place(key, f"{key}/{record}", None, link)
        return _Place(key, None, f"{key}/{record}", link) if record in statements else None


def _sides(sides: Iterable[str], names: Iterable[str]) -> Iterator[tuple[str, str, str | None]]:
    """Keys, names and countries of sides."""
    for side, name in zip(sides, names, strict=True):
        key, country = _side(side, name)
        yield key, name, country


def _side(side: str, name: str | None = None) -> tuple[str, str | None]:
    """The key of a side as the tables of dyads have it, and its country."""
    return (side, side) if is_state(side) else (name or _name(side), None)


def _name(side: str) -> str:
    """The name of a state or organisation of our tables; of another organisation its name in lower case."""
    return name_of(side) if is_state(side) else side.rpartition(":")[2]


def _period(entry: Entry) -> tuple[Any, Any]:
    """The first day of the first report, and the last of the last one."""
    return days(entry["first_report"])[0], days(entry["last_report"])[1]


def _dated(entry: Entry) -> dict[str, Any]:
    first, last = _period(entry)
    return {"first_report": first, "last_report": last}


def _join(names: Iterable[str]) -> str:
    return "; ".join(names)
