"""Replacements of words in an article, as values: the edited article, and what becomes of each span.

In: an article and replacements by offset. Out: an article with hash and length of its own. Nothing here knows English.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from schemas import Article, Span


@dataclass(frozen=True, order=True)
class Replacement:
    """Words that stand instead of those between two offsets; equal offsets insert."""

    start: int
    end: int
    words: str

    def touches(self, span: Span) -> bool:
        """Whether the span holds any of the replaced words."""
        return self.start < span.end and span.start < self.end


class Rewriting:
    """Replacements that do not overlap."""

    def __init__(self, replacements: Iterable[Replacement]) -> None:
        """Raises ValueError if two overlap."""
        self.replacements = tuple(sorted(set(replacements)))
        for one, after in zip(self.replacements, self.replacements[1:], strict=False):
            if after.start < one.end:
                raise ValueError(f"{one} and {after} overlap")

    def words(self, span: Span) -> str:
        """The span's words after the edit; what is inserted at its very end is not part of it."""
        out, at = "", span.start
        for one in self.replacements:
            if span.start <= one.start and one.end <= span.end and one.start < span.end:
                out += span.text[at - span.start : one.start - span.start] + one.words
                at = one.end
        return out + span.text[at - span.start :]

    def touches(self, span: Span) -> bool:
        """Whether any of the span's words are replaced."""
        return any(one.touches(span) for one in self.replacements)

    def article(self, article: Article) -> Article:
        """The edited article, under the same source id, date and source."""
        tail = "".join(one.words for one in self.replacements if one.start == article.characters)
        text = self.words(article.span(0, article.characters)) + tail
        head = article.text.find(article.title) if article.title else -1
        title = self.words(article.span(head, head + len(article.title))) if article.title and head >= 0 else None
        digest = hashlib.sha256(text.encode()).hexdigest()
        changed = {"text": text, "id": f"sha256:{digest[:16]}", "sha256": digest, "characters": len(text)}
        return article.model_copy(update=changed | ({"title": title} if title else {}))
