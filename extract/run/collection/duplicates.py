"""Which articles of a collection only repeat another one, by the rules of `extract.dedup`.

The earliest publication is the original; of two of one day the one whose id comes first. An article that comes later
may therefore turn one that was there into its copy. Only articles that share sentences with it are looked at again.
"""

import heapq
import json
import sqlite3
from collections.abc import Iterator

from extract.dedup.fingerprint import Fingerprint, IndexedArticle, compare, make_fingerprint
from extract.run.collection.record_table import select_in
from schemas import Article, Duplicate

_Place = tuple[str, str, int]
"""Publication, id and position: the order in which articles can be originals of others."""
_SHARED = """
SELECT position, count(*) AS shared FROM sentences WHERE sentence IN (SELECT value FROM json_each(?)) GROUP BY position
"""


class Duplicates:
    """The copies among the articles of an open database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database
        self._placed: tuple[int, Fingerprint] | None = None
        """The article that is placed now."""

    def place(self, position: int, article: Article) -> None:
        """Find out whether a new article is a copy, and which articles are copies of it."""
        fingerprint = make_fingerprint(article)
        self._database.execute(
            "UPDATE articles SET whole = ?, letters = ?, sentences = ? WHERE position = ?",
            (fingerprint.whole, fingerprint.letters, len(fingerprint.sentences), position),
        )
        self._placed = position, fingerprint
        rows = ((sentence, position) for sentence in fingerprint.sentences)
        self._database.executemany("INSERT OR IGNORE INTO sentences VALUES (?, ?)", rows)
        self._decide_from([position], changed=True)

    def forget(self, position: int) -> None:
        """Forget the text of an article; its copies look for another original."""
        copies = [copy for (copy,) in self._database.execute(_COPIES_OF, (position,)).fetchall()]
        self._database.execute("DELETE FROM sentences WHERE position = ?", (position,))
        self._database.execute("UPDATE articles SET whole = NULL, sentences = 0 WHERE position = ?", (position,))
        self._decide_from(copies, changed=False)

    def _decide_from(self, positions: list[int], *, changed: bool) -> None:
        """Decide on articles, then on the later ones that may be copies of those whose own case changed."""
        heap = [self._place_of(position) for position in positions]
        heapq.heapify(heap)
        done: set[int] = set()
        while heap:
            place = heapq.heappop(heap)
            position = place[2]
            if position in done:
                continue
            done.add(position)
            if self._decide(position) or (changed and position in positions):
                for follower in self._followers(position):
                    if (later := self._place_of(follower)) > place:
                        heapq.heappush(heap, later)

    def _decide(self, position: int) -> bool:
        """Decide whether an article is a copy; return whether that is new."""
        row = self._row(position)
        found = None if row["coded"] else self._find_original(row)
        duplicate = found[1].model_dump_json() if found else None
        if (row["duplicate"], row["original"]) == (duplicate, found[0] if found else None):
            return False
        sql = "UPDATE articles SET duplicate = ?, original = ?, state = 'waiting' WHERE position = ?"
        self._database.execute(sql, (duplicate, found[0] if found else None, position))
        return True

    def _find_original(self, row: sqlite3.Row) -> tuple[int, Duplicate] | None:
        article, fingerprint = self._article(row), self._fingerprint(row)
        place = (row["published"], row["source_id"], row["position"])
        for earlier in sorted(map(self._place_of, self._containing(row, fingerprint))):
            if earlier < place:
                other = self._row(earlier[2])
                indexed = IndexedArticle(
                    number=other["position"],
                    article=other["article"],
                    source_id=other["source_id"],
                    published=other["published"] or None,
                    whole=other["whole"],
                    letters=other["letters"],
                )
                if duplicate := compare(article, fingerprint, indexed):
                    return earlier[2], duplicate
        return None

    def _containing(self, row: sqlite3.Row, fingerprint: Fingerprint) -> Iterator[int]:
        """Yield the originals that have all sentences of an article, or the same text."""
        sql = "SELECT position FROM articles WHERE whole = ? AND duplicate IS NULL"
        found = {position for (position,) in self._database.execute(sql, (fingerprint.whole,))}
        if fingerprint.sentences:
            shared = self._database.execute(_SHARED, (json.dumps(list(fingerprint.sentences)),))
            whole = [one["position"] for one in shared if one["shared"] == len(fingerprint.sentences)]
            sql = "SELECT position FROM articles WHERE position IN ({}) AND duplicate IS NULL"
            found |= {position for (position,) in select_in(self._database, sql, whole)}
        return iter(found - {row["position"]})

    def _followers(self, position: int) -> Iterator[int]:
        """Yield the articles of which all sentences, or the whole text, are in this one."""
        row = self._row(position)
        sentences = [one for (one,) in self._database.execute(_SENTENCES_OF, (position,))]
        sql = "SELECT position FROM articles WHERE whole = ?"
        found = {one for (one,) in self._database.execute(sql, (row["whole"],))}
        for shared in self._database.execute(_SHARED, (json.dumps(sentences),)).fetchall():
            if shared["shared"] == self._row(shared["position"])["sentences"]:
                found.add(shared["position"])
        return iter(found - {position})

    def _fingerprint(self, row: sqlite3.Row) -> Fingerprint:
        if self._placed and self._placed[0] == row["position"]:
            return self._placed[1]
        return make_fingerprint(self._article(row))

    def _article(self, row: sqlite3.Row) -> Article:
        return Article.model_validate_json(row["item"])

    def _place_of(self, position: int) -> _Place:
        row = self._row(position)
        return row["published"], row["source_id"], position

    def _row(self, position: int) -> sqlite3.Row:
        row: sqlite3.Row = self._database.execute("SELECT * FROM articles WHERE position = ?", (position,)).fetchone()
        return row


_COPIES_OF = "SELECT position FROM articles WHERE original = ?"
_SENTENCES_OF = "SELECT sentence FROM sentences WHERE position = ?"
