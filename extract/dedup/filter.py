"""Replace copies of earlier articles by duplicates. In and out: items in input order.

Whether an article is a copy depends on the articles before it alone, so that the result is the same however often a
run is resumed and however many articles are processed at a time.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from extract.dedup.fingerprint import make_fingerprint
from extract.dedup.index import DuplicateIndex
from schemas import Article, Duplicate, Failure


@contextmanager
def mark_duplicates(items: Iterator[Article | Failure]) -> Iterator[Iterator[Article | Failure | Duplicate]]:
    """Yield the items, with a duplicate in place of each article that says nothing new. Raises StoreError inside."""
    with closing(DuplicateIndex.open()) as index:
        yield (_mark(item, index) for item in items)


def _mark(item: Article | Failure, index: DuplicateIndex) -> Article | Failure | Duplicate:
    if isinstance(item, Failure):
        return item
    return index.find_or_add(item, make_fingerprint(item)) or item
