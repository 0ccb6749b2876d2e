"""The article as read, and the span that points at its words.

Offsets count Unicode code points of `Article.text` (what Python's `len` counts); `start` is inclusive, `end` exclusive.
"""

from pydantic import NonNegativeInt, PositiveInt, model_validator

from schemas.base import Frozen


class Span(Frozen):
    """A piece of the article, letter by letter: `article.text[start:end] == text`, always."""

    start: NonNegativeInt
    end: PositiveInt
    text: str

    @model_validator(mode="after")
    def _length_agrees(self) -> "Span":
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}..{self.end} does not have the length of its text {self.text!r}")
        return self


class Article(Frozen):
    """One article as it was read. A title that is not part of the body heads `text`, so that spans can point at it."""

    id: str
    """Content hash of the text: `sha256:` and 16 hexadecimal digits. The same words have the same id everywhere."""
    source_id: str
    """The row's own id, or the file's name without its ending."""
    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    """Publication date as EDTF, for instance `2024-11-26`; None where neither the text nor its metadata gives one."""
    url: str | None = None
    path: str | None = None
    language: str | None = None
    """ISO 639-1 code, or 639-3 where there is none: that of the metadata, else the detected one; None if unknown."""
    language_detected: str | None = None
    """The code that the text itself was recognised by, whatever the metadata say; None if it was not."""
    sha256: str
    """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
    characters: NonNegativeInt
    """Length of the text in code points."""

    def span(self, start: int, end: int) -> Span:
        """The span of these offsets, with the words that stand there."""
        return Span(start=start, end=end, text=self.text[start:end])

    def holds(self, span: Span) -> bool:
        """True if the span's words stand in the text at exactly its offsets."""
        return self.text[span.start : span.end] == span.text
