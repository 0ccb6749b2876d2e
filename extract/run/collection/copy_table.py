"""The articles whose records are linked, and which of them are copies of others."""

import sqlite3
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from extract.link import copies
from extract.link.build import ArticleFacts
from extract.link.codec import decode, encode
from extract.link.copies import ArticleSketch, ReportedRecords
from extract.link.credits import ArticleOrigin
from extract.link.deals import DealRecord
from extract.link.events import EventRecord
from extract.run.collection.record_table import KeyQueue, RecordTable, hash_key, select_in

_MONTH = 31
_CACHED = 5_000
"""Articles that are held in memory, at most."""


class CopyTable:
    """The linked articles of an open database."""

    def __init__(
        self, database: sqlite3.Connection, deals: RecordTable[DealRecord], events: RecordTable[EventRecord]
    ) -> None:
        self._database = database
        self._deals, self._events = deals, events
        self._changed: dict[str, int] = {}
        """New articles, with the first day of their publication."""
        self._orphaned: set[str] = set()
        self._new_keys = KeyQueue(database, "INSERT OR IGNORE INTO text_keys VALUES (?, ?)")
        self._sketch = lru_cache(maxsize=_CACHED)(self._read_sketch)

    def insert(self, sketch: ArticleSketch, version: str) -> None:
        """Store an article. Copies are found by `update`."""
        columns = "source_id, version, outlet, month, sketch, origin"
        sql = f"INSERT INTO linked_articles ({columns}) VALUES (?, ?, ?, ?, ?, ?)"
        published = sketch.origin.published
        month = str(published)[: len("2024-11")] if published and published.length <= _MONTH else ""
        row = (sketch.source_id, version, sketch.origin.outlet, month, encode(sketch), encode(sketch.origin))
        number = self._database.execute(sql, row).lastrowid
        assert number is not None
        self._new_keys.add((hash_key(key), number) for key in copies.keys(sketch))
        self._changed[sketch.source_id] = published.first if published else 0

    def delete(self, source_id: str) -> None:
        """Forget an article; its copies look for another original."""
        sql = "SELECT number FROM linked_articles WHERE source_id = ?"
        (number,) = self._database.execute(sql, (source_id,)).fetchone()
        self._new_keys.store()
        keys = [(hash_key(key), number) for key in copies.keys(self._sketch(source_id))]
        self._database.executemany("DELETE FROM text_keys WHERE key = ? AND number = ?", keys)
        self._database.execute("DELETE FROM linked_articles WHERE number = ?", (number,))
        self._orphaned |= {copy for (copy,) in self._database.execute(_COPIES_OF, (source_id,))}
        self._changed.pop(source_id, None)
        self._sketch.cache_clear()

    def set_uncoded(self, source_id: str, count: int) -> None:
        """Store how many copies of an article were not coded."""
        self._database.execute("UPDATE linked_articles SET uncoded = ? WHERE source_id = ?", (count, source_id))

    def update(self) -> set[str]:
        """Look for the originals of new articles and their neighbours; return the articles whose original changed."""
        looked: set[str] = set()
        found: set[str] = set()
        for source_id in self._looking():
            if source_id not in looked:
                looked.add(source_id)
                found |= {source_id} if self._look(source_id) else set()
        self._changed, self._orphaned = {}, set()
        return found | self._copies_of(found)

    def _looking(self) -> Iterator[str]:
        """Yield the articles whose original may be another now, by day: articles that are near are of the same days."""
        for source_id in sorted(self._changed, key=self._changed.__getitem__):
            yield source_id
            yield from self._near(copies.copy_probes(self._sketch(source_id)))
        yield from self._existing(self._orphaned)

    def facts(self, source_ids: Iterable[str]) -> ArticleFacts:
        """Return what is known of articles, and of the originals of copies among them."""
        origins: dict[str, ArticleOrigin] = {}
        originals: dict[str, str] = {}
        uncoded: dict[str, int] = {}
        left = set(source_ids)
        while left:
            sql = "SELECT source_id, origin, original, uncoded FROM linked_articles WHERE source_id IN ({})"
            rows = list(select_in(self._database, sql, sorted(left)))
            left = set()
            for source_id, origin, original, count in rows:
                origins[source_id] = _read_origin(origin)
                if count:
                    uncoded[source_id] = count
                if original:
                    originals[source_id] = original
                    left |= {original} - origins.keys()
        return ArticleFacts(origins, {copy: copies.find_root(copy, originals) for copy in originals}, uncoded)

    def copies(self) -> Iterator[tuple[str, str]]:
        """Yield all coded copies with their originals, which are no copies, sorted."""
        direct = dict(self._database.execute("SELECT source_id, original FROM linked_articles WHERE original NOT NULL"))
        return ((copy, copies.find_root(copy, direct)) for copy in sorted(direct))

    def _look(self, source_id: str) -> bool:
        """Look for the original of an article; return whether it changed."""
        sketch = self._sketch(source_id)
        near = map(self._sketch, self._near(copies.original_probes(sketch)))
        original = copies.find_original(sketch, near, self._reported)
        sql = "UPDATE linked_articles SET original = ? WHERE source_id = ? AND original IS NOT ?"
        return self._database.execute(sql, (original, source_id, original)).rowcount > 0

    def _near(self, keys: Iterable[str]) -> set[str]:
        self._new_keys.store()
        sql = "SELECT source_id FROM text_keys JOIN linked_articles USING (number) WHERE key IN ({})"
        return set(chain.from_iterable(select_in(self._database, sql, list(map(hash_key, keys)))))

    def _existing(self, source_ids: set[str]) -> set[str]:
        sql = "SELECT source_id FROM linked_articles WHERE source_id IN ({})"
        return {source_id for (source_id,) in select_in(self._database, sql, sorted(source_ids))}

    def _copies_of(self, originals: Iterable[str]) -> set[str]:
        """The copies of these articles, and the copies of those."""
        found: set[str] = set()
        left = set(originals)
        while left:
            rows = [copy for one in left for (copy,) in self._database.execute(_COPIES_OF, (one,))]
            left = set(rows) - found
            found |= left
        return found

    def _reported(self, source_id: str) -> ReportedRecords:
        deals = tuple(map(self._deals.get, self._deals.of_article(source_id)))
        return ReportedRecords(deals, tuple(map(self._events.get, self._events.of_article(source_id))))

    def _read_sketch(self, source_id: str) -> ArticleSketch:
        sql = "SELECT sketch FROM linked_articles WHERE source_id = ?"
        return decode(self._database.execute(sql, (source_id,)).fetchone()[0], ArticleSketch)


@lru_cache(maxsize=_CACHED)
def _read_origin(text: str) -> ArticleOrigin:
    return decode(text, ArticleOrigin)


_COPIES_OF = "SELECT source_id FROM linked_articles WHERE original = ?"
