"""Link the articles of a collection whose results are new, changed or gone."""

import sqlite3
from collections.abc import Iterator, Sequence
from functools import cache
from hashlib import sha256
from pathlib import Path

import extract
from extract.link.decisions import Decision
from extract.link.view_extraction import view_extraction
from extract.link.views import ArticleView
from extract.run.collection.articles import DONE, UNLINKED, WAITING
from extract.run.collection.database import transaction
from extract.run.collection.link_index import LinkIndex
from extract.store import Ledger
from schemas import ArticleExtraction

_LINKING = ("link", "entities", "normalize", "document")
"""Packages whose code decides on links."""
_TABLES = ("linked_articles", "text_keys", "records", "record_keys", "reports", "clusters")


def link_results(database: sqlite3.Connection, ledger: Ledger) -> int:
    """Link the articles with new results; return their number. All is linked again if the code of linking changed."""
    decisions = read_decisions(database)
    with transaction(database):
        _renew(database)
        sql = f"SELECT position FROM articles WHERE state = '{UNLINKED}' ORDER BY position"
        positions = [position for (position,) in database.execute(sql)]
        index = LinkIndex(database, decisions)
        index.update(_views(positions, ledger), _find_removed(database), _find_changed_counts(database))
        database.execute(f"UPDATE articles SET state = '{DONE}' WHERE state = '{UNLINKED}'")
    return len(positions)


def read_decisions(database: sqlite3.Connection) -> list[Decision]:
    """Return the decisions of people about records, in their order."""
    rows = database.execute("SELECT * FROM decisions ORDER BY number").fetchall()
    return [
        Decision((row["left_id"], row["left_record"]), (row["right_id"], row["right_record"]), bool(row["is_one"]))
        for row in rows
    ]


def link_again(database: sqlite3.Connection, ledger: Ledger, source_ids: Sequence[str]) -> None:
    """Link articles again, because decisions about their records changed."""
    with transaction(database):
        for source_id in source_ids:
            database.execute("UPDATE articles SET state = ? WHERE source_id = ?", (UNLINKED, source_id))
    link_results(database, ledger)


def _views(positions: Sequence[int], ledger: Ledger) -> Iterator[tuple[ArticleView, str]]:
    """Yield the articles with their records and versions; those that only repeat another one have none."""
    for position in positions:
        for line in ledger.read_lines("extraction", [position]):
            view = view_extraction(ArticleExtraction.model_validate_json(line))
            yield view, ledger.find_key(position) or ""


def _find_removed(database: sqlite3.Connection) -> list[str]:
    """The linked articles that are gone, failed, or became copies of others."""
    sql = (
        "SELECT linked_articles.source_id FROM linked_articles LEFT JOIN articles USING (source_id)"
        f" WHERE articles.source_id IS NULL OR articles.state = '{WAITING}' OR articles.duplicate NOT NULL"
    )
    return [source_id for (source_id,) in database.execute(sql)]


def _find_changed_counts(database: sqlite3.Connection) -> dict[str, int]:
    """The articles with another number of copies that are not coded than was linked."""
    sql = (
        "SELECT first.source_id, count(*) FROM articles AS copy JOIN articles AS first"
        " ON first.position = copy.original WHERE copy.duplicate NOT NULL GROUP BY first.source_id"
    )
    now: dict[str, int] = dict(database.execute(sql).fetchall())
    sql = "SELECT source_id, uncoded FROM linked_articles WHERE uncoded > 0"
    before: dict[str, int] = dict(database.execute(sql).fetchall())
    return {one: now.get(one, 0) for one in now.keys() | before.keys() if now.get(one, 0) != before.get(one, 0)}


def _renew(database: sqlite3.Connection) -> None:
    """Forget all links if the code that made them changed."""
    row = database.execute("SELECT value FROM meta WHERE name = 'linking'").fetchone()
    if row is not None and row[0] == hash_linking():
        return
    for table in _TABLES:
        database.execute(f"DELETE FROM {table}")
    database.execute("INSERT OR REPLACE INTO meta VALUES ('linking', ?)", (hash_linking(),))
    database.execute(f"UPDATE articles SET state = '{UNLINKED}' WHERE state = '{DONE}'")


@cache
def hash_linking() -> str:
    """Return the SHA-256 of the code and the tables that decide on links."""
    digest = sha256()
    home = Path(extract.__path__[0])
    for package in _LINKING:
        for file in sorted((home / package).rglob("*")):
            if file.suffix in (".py", ".tsv"):
                digest.update(f"{file.relative_to(home)}\0".encode() + file.read_bytes())
    return digest.hexdigest()
