"""Passes the articles of an input on, but copies of earlier ones as duplicates. In and out: items in their order.

What an item comes to depends on those before it alone, so that it is the same however often a run is resumed, and
however many articles are coded at a time.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from extract.duplicates import fingerprint, verdict
from extract.store.firsts import Firsts
from schemas import Article, Duplicate, Failure


@contextmanager
def distinct(items: Iterator[Article | Failure]) -> Iterator[Iterator[Article | Failure | Duplicate]]:
    """The items, a duplicate in the place of each article that says nothing new. Raises StoreError inside."""
    with Firsts.open() as firsts:
        yield (_sifted(item, firsts) if isinstance(item, Article) else item for item in items)


def _sifted(article: Article, firsts: Firsts) -> Article | Duplicate:
    made = fingerprint(article)
    for first, shared in firsts.alike(made):
        if found := verdict(article, made, first, shared):
            return found
    firsts.add(article, made)
    return article
