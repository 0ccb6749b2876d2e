"""Keep decisions of people about links: that two records are one, or that they are two."""

import sqlite3

from extract.errors import ConfigError
from extract.link.decisions import Decision
from extract.link.life import Member
from extract.run.collection.database import transaction
from extract.run.collection.record_table import ref_text


def parse_record(text: str) -> Member:
    """Return the article and its record that `article/g1` means; of an actor its name there. Raises ConfigError."""
    source_id, slash, record = text.rpartition("/")
    if not (slash and source_id and record):
        raise ConfigError(f"{text!r} is no record; give an article and a record in it, like some-article/g1")
    return source_id, record


def keep_decision(database: sqlite3.Connection, decision: Decision) -> None:
    """Store a decision. Raises ConfigError if the collection lacks one of the records."""
    kinds = [_find_kind(database, member) for member in decision.members]
    if kinds[0] != kinds[1]:
        raise ConfigError(f"{'/'.join(decision.left)} is {kinds[0]} and {'/'.join(decision.right)} is {kinds[1]}")
    if decision.left == decision.right:
        raise ConfigError(f"{'/'.join(decision.left)} was given twice; give two records")
    with transaction(database):
        sql = "INSERT INTO decisions (left_id, left_record, right_id, right_record, is_one) VALUES (?, ?, ?, ?, ?)"
        database.execute(sql, (*decision.left, *decision.right, decision.is_one))


def _find_kind(database: sqlite3.Connection, member: Member) -> str:
    sql = "SELECT kind FROM records WHERE source_id = ? AND ref = ?"
    row = database.execute(sql, (member[0], ref_text(member))).fetchone()
    if row:
        return "an agreement" if row["kind"] == "deal" else "a statement"
    sql = "SELECT 1 FROM reports WHERE source_id = ? AND name = ?"
    if database.execute(sql, member).fetchone():
        return "an actor"
    raise ConfigError(f"the collection has no record {'/'.join(member)}; give one like some-article/g1")
