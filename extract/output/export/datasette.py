"""The metadata file of a SQLite export for Datasette: what a table holds, how it opens, and ready-made questions."""

import json
import sqlite3
from collections.abc import Collection
from contextlib import closing
from pathlib import Path
from typing import Any

from extract.atomic_write import replace_file
from extract.output.export.manifest import LICENCE
from extract.output.tables import TABLES

ENDING = ".metadata.json"

_LABELS = {
    "deals": "label",
    "events": "label",
    "entities": "name",
    "articles": "title",
    "actors": "name",
    "agreements": "subject",
    "statements": "about",
    "agreement_dyads": "subject",
    "statement_dyads": "about",
}
"""The column by which a link to a row is shown."""
_FACETS = {
    "deals": ("status", "instrument"),
    "deal_stages": ("status", "disputed"),
    "events": ("act",),
    "entities": ("kind", "country"),
    "contradictions": ("about",),
    "agreement_dyads": ("status", "instrument", "name_1", "name_2", "certainty"),
    "statement_dyads": ("act", "speaker_name", "recipient_name", "certainty"),
    "agreements": ("status", "instrument", "certainty"),
    "statements": ("act", "act_class", "certainty"),
    "actors": ("kind", "side"),
    "articles": ("source", "language"),
    "evidence": ("field",),
    "without_dyad": ("reason",),
    "rejected": ("gate", "reason"),
    "issues": ("code",),
}
_SORTS = {
    "deals": ("sort_desc", "last_report"),
    "events": ("sort_desc", "last_report"),
    "entities": ("sort_desc", "reports"),
    "agreement_dyads": ("sort_desc", "earliest"),
    "statement_dyads": ("sort_desc", "earliest"),
    "articles": ("sort_desc", "published"),
    "actors": ("sort", "name"),
}
_TITLES = {
    "deals": "Agreements across articles",
    "events": "Statements across articles",
    "entities": "Actors across articles",
    "agreement_dyads": "Who agreed with whom",
    "statement_dyads": "Who said something to whom",
    "without_dyad": "Records that form no pair of sides",
    "article_texts": "Texts of the articles",
}
_HIDDEN = (
    *("mentions", "contexts", "speakers", "recipients", "parties", "deal_parties", "event_sides", "stage_reports"),
    *("entity_names", "entity_offices"),
)
"""Tables that only joins need; the home page leaves them out."""


def _quote(side: str) -> str:
    """A query for the first sentence of a record of a contradiction."""
    first = "SELECT text FROM evidence WHERE field = 'evidence' AND position = 1"
    return (
        f"coalesce(({first} AND evidence.agreement_id = {side}_agreement_id), "
        f"({first} AND evidence.statement_id = {side}_statement_id))"
    )


_QUERIES = {
    "signed_by_year": (
        "Who signed what with whom, by year",
        "SELECT strftime('%Y', earliest) AS year, name_1, name_2, instrument, subject, certainty, url "
        "FROM agreement_dyads WHERE status = 'signed' ORDER BY year DESC, name_1, name_2",
    ),
    "condemned_by_month": (
        "Who condemned whom, by month",
        "SELECT strftime('%Y-%m', earliest) AS month, speaker_name, recipient_name, count(*) AS statements "
        "FROM statement_dyads WHERE act = 'condemn' AND NOT negated GROUP BY 1, 2, 3 ORDER BY 1 DESC, 4 DESC",
    ),
    "between_two_sides": (
        "Everything between two sides, for instance KEN and IDN",
        "SELECT earliest, 'agreement' AS kind, status AS what, name_1 AS who, name_2 AS whom, subject AS matter, quote "
        "FROM agreement_dyads WHERE (side_1 = :one AND side_2 = :other) OR (side_1 = :other AND side_2 = :one) "
        "UNION ALL SELECT earliest, 'statement', act, speaker_name, recipient_name, about, quote FROM statement_dyads "
        "WHERE (speaker_side = :one AND recipient_side = :other) OR (speaker_side = :other AND recipient_side = :one) "
        "ORDER BY earliest DESC",
    ),
    "evidence_with_words": (
        "Sentences with these words, and the records that they prove",
        "SELECT coalesce(agreements.subject, statements.about) AS matter, evidence.text, evidence.article_id "
        "FROM evidence_fts JOIN evidence ON evidence.rowid = evidence_fts.rowid "
        "LEFT JOIN agreements ON agreements.id = evidence.agreement_id "
        "LEFT JOIN statements ON statements.id = evidence.statement_id "
        "WHERE evidence_fts MATCH :words AND evidence.field = 'evidence' ORDER BY evidence_fts.rank",
    ),
    "life_of_deals": (
        "The stages of each deal, in order",
        "SELECT deals.label, deal_stages.position, deal_stages.status, deal_stages.earliest, deal_stages.disputed, "
        "deal_stages.first_report, deals.independent_sources FROM deals JOIN deal_stages ON deal_id = deals.id "
        "ORDER BY deals.last_report DESC, deals.id, deal_stages.position",
    ),
    "contradictions_with_quotes": (
        "Records that contradict each other, with their quotes",
        "SELECT about, note, coalesce(deals.label, events.label) AS matter, "
        f"{_quote('left')} AS quote, {_quote('right')} AS other_quote FROM contradictions "
        "LEFT JOIN deals ON deals.id = deal_id LEFT JOIN events ON events.id = event_id",
    ),
    "records_without_dyad": (
        "How many records form no dyad, and why",
        "SELECT reason, count(agreement_id) AS agreements, count(statement_id) AS statements "
        "FROM without_dyad GROUP BY reason ORDER BY 1",
    ),
}


def metadata_path(database: Path) -> Path:
    """The metadata of a database: `records.sqlite.metadata.json`."""
    return database.with_name(database.name + ENDING)


def write_metadata(database: Path) -> None:
    """Write the metadata beside a database. The home page leaves out tables without rows. Raises StoreError."""
    text = json.dumps(metadata(database.stem, _empty_tables(database)), indent=2, ensure_ascii=False)
    replace_file(metadata_path(database), f"{text}\n".encode())


def metadata(database: str, empty: Collection[str] = ()) -> dict[str, Any]:
    """The metadata of a database with this name and these tables without rows."""
    queries = {name: {"title": title, "sql": sql} for name, (title, sql) in _QUERIES.items()}
    return {
        "title": "Agreements and security statements",
        "description": "Records extracted by Communique, each with the words of its article.",
        "license": LICENCE,
        "databases": {database: {"tables": {name: _table(name, name in empty) for name in TABLES}, "queries": queries}},
    }


def _empty_tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as database:
        return {name for name in TABLES if not database.execute(f'SELECT 1 FROM "{name}" LIMIT 1').fetchone()}


def _table(name: str, is_empty: bool) -> dict[str, Any]:
    table: dict[str, Any] = {
        "title": _TITLES.get(name, name.replace("_", " ").capitalize()),
        "description": " ".join((TABLES[name].__doc__ or "").split()),
        "facets": list(_FACETS.get(name, ())),
        "hidden": is_empty or name in _HIDDEN,
    }
    if name in _LABELS:
        table["label_column"] = _LABELS[name]
    if name in _SORTS:
        key, column = _SORTS[name]
        table[key] = column
    return {key: value for key, value in table.items() if value not in ([], False)}
