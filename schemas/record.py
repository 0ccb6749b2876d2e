"""The result of one article: its records, issues and provenance, and what was rejected or failed."""

from collections.abc import Iterator

from pydantic import BaseModel, model_validator

from schemas.actor import Actor
from schemas.agreement import Agreement
from schemas.base import Frozen
from schemas.issue import Issue
from schemas.statement import SecurityStatement
from schemas.text import Article, Span
from schemas.versions import upgraded_extraction, upgraded_provenance
from schemas.vocab import DuplicateKind, FailureCode, Gate, RecordKind, Stage

SCHEMA_VERSION = "2.0.0"
"""Semantic version of the record types. Files of version 1 load as records of this version."""


class Usage(Frozen):
    """Tokens of one or more model calls. `unknown` counts the calls for which the server reported none."""

    calls: int = 0
    tokens_in: int = 0
    tokens_out: int = 0
    tokens_cached: int = 0
    unknown: int = 0

    def __add__(self, other: "Usage") -> "Usage":
        return Usage(**{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields})


class PromptUsed(Frozen):
    """The prompt file of a run."""

    name: str
    version: int
    sha256: str


class Provenance(Frozen):
    """How an extraction was made. A replay of the run gives the same provenance."""

    method: str
    """Hash of everything but the articles that determines the result: model, plan, prompts, settings, version."""
    model: str
    plan: str
    prompts: tuple[PromptUsed, ...]
    schema_sha256: str
    """SHA-256 of the JSON schema that the model had to fill."""
    usage: Usage
    cost: str | None = None
    """Decimal string in US dollars. None if the price is unknown."""
    created: str | None
    """Time of the last answer, in UTC and ISO 8601. None if the article needed no model call."""

    @model_validator(mode="before")
    @classmethod
    def _from_version_1(cls, data: object) -> object:
        return upgraded_provenance(data)


class ArticleExtraction(Frozen):
    """The result of one article: a line of `extractions.jsonl`."""

    schema_version: str = SCHEMA_VERSION
    article: Article
    actors: tuple[Actor, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    statements: tuple[SecurityStatement, ...] = ()
    issues: tuple[Issue, ...] = ()
    """Problems in reading the article and in extracting from it."""
    provenance: Provenance

    @model_validator(mode="before")
    @classmethod
    def _from_version_1(cls, data: object) -> object:
        return upgraded_extraction(data, SCHEMA_VERSION)

    @property
    def records(self) -> tuple[Agreement | SecurityStatement, ...]:
        """The agreements, then the statements."""
        return (*self.agreements, *self.statements)

    def actor(self, actor_id: str) -> Actor:
        """The actor with this id. Raises KeyError if there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)

    def side(self, actor: Actor | str) -> Actor:
        """The actor that this one, given itself or by its id, acts for in the end; itself if it represents none.

        A minister acts for the state, if the article names it. Raises KeyError for an unknown id.
        """
        found = self.actor(actor) if isinstance(actor, str) else actor
        if found.represents is None:
            return found
        waiting = {other.id: other for other in self.actors if other.id != found.id}
        while found.represents and found.represents in waiting:
            found = waiting.pop(found.represents)
        return found

    def by_actor(self, name: str) -> tuple[Agreement | SecurityStatement, ...]:
        """The records in which an actor takes part, itself or by those who act for it.

        `name` is the actor's name, any other form in which the text names it, its id, or the ISO 3166-1 alpha-3 code of
        a state. Case does not matter.
        """
        wanted = name.casefold()
        ids = {actor.id for actor in self.actors if wanted in _names(actor) or wanted in _names(self.side(actor))}
        agreements = (one for one in self.agreements if ids & {party.actor for party in one.parties})
        statements = (one for one in self.statements if ids & {*one.speakers, *one.recipients})
        return (*agreements, *statements)

    def quote(self, record: Agreement | SecurityStatement) -> str:
        """The sentences of the article that a record is based on, in the order of the text."""
        return " … ".join(span.text for span in sorted(record.evidence, key=lambda span: span.start))

    def _repr_html_(self) -> str:
        """The records and the text with the evidence marked, as notebooks show them."""
        from schemas.html import render_fragment  # it renders this type

        return render_fragment(self)

    def spans(self) -> Iterator[Span]:
        """Every span of every record, in no particular order. `article.holds(span)` is true for each."""
        return _spans((self.actors, self.agreements, self.statements))


def _names(actor: Actor) -> set[str]:
    """What an actor can be asked for by, folded."""
    names = (actor.id, actor.name, actor.state or "", *(mention.span.text for mention in actor.mentions))
    return {name.casefold() for name in names if name}


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
    """A draft, or one field of it, that verification rejected: a line of `rejected.jsonl`."""

    article: str
    """Id of the article."""
    source_id: str
    kind: RecordKind
    field: str | None = None
    """The rejected field. None if the whole draft was rejected."""
    gate: Gate
    reason: str
    """Short code, for instance `not_in_text`."""
    message: str
    draft: dict[str, object]
    """The draft as the model wrote it."""


class Duplicate(Frozen):
    """An article that only repeats an earlier one of the run: a line of `duplicates.jsonl`.

    It is skipped. The records of the earlier article are reported by both sources.
    """

    article: str
    """Id of the skipped article."""
    source_id: str
    path: str | None = None
    url: str | None = None
    source: str | None = None
    title: str | None = None
    published: str | None = None
    duplicate_of: str
    """Id of the article that it repeats."""
    duplicate_of_source_id: str
    kind: DuplicateKind
    similarity: float
    """Share of the earlier article's body that the copy contains, 0.5 to 1. An exact copy has 1."""


class Failure(Frozen):
    """An article that could not be processed: a line of `failures.jsonl`."""

    source_id: str
    path: str | None = None
    stage: Stage
    error: FailureCode
    message: str
    attempts: int = 0
    """Number of model calls made by the step that failed."""
