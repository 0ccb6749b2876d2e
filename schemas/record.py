"""What one article gives: its records, what the gates found, and where all of it comes from."""

from collections.abc import Iterator

from pydantic import BaseModel

from schemas.actor import Actor
from schemas.agreement import Agreement
from schemas.base import Frozen
from schemas.statement import SecurityStatement
from schemas.text import Article, Span
from schemas.vocab import DuplicateKind, FailureCode, Gate, RecordKind, Stage

SCHEMA_VERSION = "1.0.0"
"""Semantic version of the public records."""


class Issue(Frozen):
    """Something that a gate found in a record but could not mend."""

    code: str
    message: str
    record: str | None = None
    """Id of the record."""
    field: str | None = None


class Usage(Frozen):
    """Tokens of one or more model calls; `unknown` counts the calls whose server told none."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    unknown: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields})


class PromptUsed(Frozen):
    """A prompt file as it was sent."""

    name: str
    version: int
    sha256: str


class Provenance(Frozen):
    """How an extraction came about. It holds nothing that differs between a run and its replay."""

    run: str
    """Run id: a hash of everything that decides the result but the articles."""
    model: str
    plan: str
    prompts: tuple[PromptUsed, ...]
    schema_sha256: str
    """SHA-256 of the JSON schema that the model had to fill."""
    usage: Usage
    cost: str | None = None
    """US dollars as a decimal string; None where the price is unknown."""
    seconds: float
    """Wall-clock seconds that the model calls took when they were first made."""
    created: str | None
    """UTC time, ISO 8601, at which the last model call was answered; None if the article needed none."""


class ArticleExtraction(Frozen):
    """All that one article gives: a line of `extractions.jsonl`."""

    schema_version: str = SCHEMA_VERSION
    article: Article
    actors: tuple[Actor, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    statements: tuple[SecurityStatement, ...] = ()
    issues: tuple[Issue, ...] = ()
    provenance: Provenance

    def actor(self, actor_id: str) -> Actor:
        """The actor of this id. Raises KeyError if there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)

    def spans(self) -> Iterator[Span]:
        """Every span of every record, in no promised order; `article.holds(span)` is true of each."""
        return _spans((self.actors, self.agreements, self.statements))


def _spans(value: object) -> Iterator[Span]:
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from _spans(part)
    elif isinstance(value, dict):
        yield from _spans(tuple(value.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from _spans(part)


class Rejected(Frozen):
    """A draft, or a part of one, that a gate refused: a line of `rejected.jsonl`."""

    article: str
    """Id of the article."""
    source_id: str
    kind: RecordKind
    field: str | None = None
    """The refused field; None if the whole draft was refused."""
    gate: Gate
    reason: str
    """Short code, for instance `not_in_text`."""
    message: str
    draft: dict[str, object]
    """The model's own words."""


class Duplicate(Frozen):
    """An article that says nothing but what an earlier one of the run says: a line of `duplicates.jsonl`.

    It is not coded again; what the earlier one came to is told by both, each to its own source.
    """

    article: str
    """Id of its own text."""
    source_id: str
    path: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None
    duplicate_of: str
    """Id of the article that was coded in its place."""
    duplicate_of_source_id: str
    kind: DuplicateKind
    similarity: float
    """Share of the earlier body that the copy has, 0.5 to 1, all of the copy standing there; 1 for an exact copy."""


class Failure(Frozen):
    """An article that could not be done: a line of `failures.jsonl`."""

    source_id: str
    path: str | None = None
    stage: Stage
    error: FailureCode
    message: str
    attempts: int = 0
    """Calls made to the model for the step that failed."""
