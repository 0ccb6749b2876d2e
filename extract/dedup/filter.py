"""Passes the articles of an input on, but copies of earlier ones as duplicates. In and out: items in their order.

What an item comes to depends on those before it alone, so that it is the same however often a run is resumed, and
however many articles are coded at a time.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager

from extract.dedup.fingerprint import fingerprint
from extract.dedup.index import Firsts
from schemas import Article, Duplicate, Failure


@contextmanager
def distinct(items: Iterator[Article | Failure]) -> Iterator[Iterator[Article | Failure | Duplicate]]:
    """The items, a duplicate in the place of each article that says nothing new. Raises StoreError inside."""
    with closing(Firsts.open()) as firsts:
        yield (_sifted(item, firsts) for item in items)


def _sifted(item: Article | Failure, firsts: Firsts) -> Article | Failure | Duplicate:
    if isinstance(item, Failure):
        return item
    return firsts.take(item, fingerprint(item)) or item
