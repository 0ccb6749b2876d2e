"""Cut an article into the pages of its calls: mostly one; those of a long article overlap.

Sentences keep their numbers over the whole article, so that the same words have the same number on every page.
"""

from extract.ask.declared_prompt import KnownActor, Page
from extract.document.numbering import Numbered
from schemas import Article

CHARACTERS = 24_000
"""Characters on a page at most; a single longer sentence is still shown."""
OVERLAP = 8
"""Sentences at the end of a page that the next one shows again."""


def page_ranges(shown: Numbered, characters: int = CHARACTERS, overlap: int = OVERLAP) -> tuple[range, ...]:
    """The places in `shown.sentences` of each page, in order. A page always adds at least one sentence."""
    out: list[range] = []
    start = end = 0
    while end < len(shown.sentences):
        size = 0
        stop = start
        while stop < len(shown.sentences):
            size += len(shown.sentences[stop].text)
            if size > characters and stop > end:
                break
            stop += 1
        out.append(range(start, stop))
        end = stop
        start = max(start + 1, stop - overlap)
    return tuple(out)


def page(shown: Numbered, places: range, article: Article, known: tuple[KnownActor, ...] = ()) -> Page:
    """The page of these places."""
    sentences = tuple((place + 1, shown.sentences[place].text) for place in places)
    return Page(sentences, article.published, article.source, known)
