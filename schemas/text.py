"""The article, and spans of its text.

Offsets count Unicode code points of `Article.text` (what Python's `len` counts); `start` is inclusive, `end` exclusive.
"""

from pydantic import Field, NonNegativeInt, PositiveInt, model_validator

from schemas.base import Frozen
from schemas.issue import Issue


class Span(Frozen):
    """A passage of the article: `article.text[start:end] == text`."""

    start: NonNegativeInt
    end: PositiveInt
    text: str

    @model_validator(mode="after")
    def _length_agrees(self) -> "Span":
        if self.end - self.start != len(self.text):
            raise ValueError(f"span {self.start}..{self.end} does not have the length of its text {self.text!r}")
        return self


class Article(Frozen):
    """An article as it was read. `text` includes the title, so that spans can refer to it."""

    id: str
    """Content hash of the text: `sha256:` and 16 hexadecimal digits. Articles with the same text have the same id."""
    source_id: str
    """The id given in the input, or else the name of the file without its extension."""
    text: str
    title: str | None = None
    source: str | None = None
    published: str | None = None
    """Publication date in EDTF, for instance `2024-11-26`. None if neither text nor metadata give one."""
    url: str | None = None
    path: str | None = None
    language: str | None = None
    """Language of the metadata, else the detected one, as ISO 639-1 code (639-3 if there is none). None if unknown."""
    language_detected: str | None = None
    """Language detected in the text, independent of the metadata. None if the detection was not certain."""
    sha256: str
    """SHA-256 of the text in UTF-8, 64 hexadecimal digits."""
    characters: NonNegativeInt
    """Length of the text in code points."""
    issues: tuple[Issue, ...] = Field(default=(), exclude=True)
    """Problems in reading it. They are stored with the issues of its extraction, not with the article."""

    def span(self, start: int, end: int) -> Span:
        """The span with these offsets, and the text there."""
        return Span(start=start, end=end, text=self.text[start:end])

    def holds(self, span: Span) -> bool:
        """Whether the text of the span stands at its offsets in this article."""
        return self.text[span.start : span.end] == span.text
