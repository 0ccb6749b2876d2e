"""The tidy tables, one row type each.

The fields of a row type are the columns of its table, with their types. The primary key of a table is `id`; a column
`article_id` refers to `articles.id`, and so on (see `columns.references`). Keys are text: the content hash of the
article, then a slash and the id of the record in that article (`sha256:…/g1`); deals, events and entities have their
ids of links.json. Offsets count code points of `article_texts.text`; the end is exclusive. Columns `earliest` and
`latest` are the days that an EDTF date allows. Codes are text, so that "057" keeps its zero.
"""

from datetime import date, datetime
from typing import NamedTuple

from extract.output.tables import link_row_types as links
from extract.output.tables.dyad_row_types import AgreementDyadRow, StatementDyadRow, WithoutDyadRow


class ArticleRow(NamedTuple):
    """An article that was read, with the run, model and calls behind its records."""

    id: str
    source_id: str
    title: str | None
    source: str | None
    published: str | None
    published_earliest: date | None
    published_latest: date | None
    url: str | None
    path: str | None
    language: str | None
    language_detected: str | None
    characters: int
    sha256: str
    method: str
    model: str
    plan: str
    calls: int
    tokens_in: int
    tokens_out: int
    created: datetime | None


class ArticleTextRow(NamedTuple):
    """The text of an article, in a table of its own because it is long."""

    article_id: str
    text: str


class ActorRow(NamedTuple):
    """An actor of an article; `side` is the state (its code) or the organisation (its name) that it acts for."""

    id: str
    article_id: str
    name: str
    kind: str
    country: str | None
    sector: str | None
    office: str | None
    represents_id: str | None
    side: str | None
    kind_basis: str | None
    country_basis: str | None
    wikidata: str | None
    entity_id: str | None


class MentionRow(NamedTuple):
    """A passage in which an article names an actor."""

    article_id: str
    actor_id: str
    position: int
    form: str
    text: str
    start_char: int
    end_char: int


class AgreementRow(NamedTuple):
    """An agreement of an article. `amount` is `amount_exact` as a number."""

    id: str
    article_id: str
    deal_id: str | None
    subject: str
    instrument: str
    status: str
    status_cue: str | None
    historical: bool
    amount: float | None
    amount_max: float | None
    amount_exact: str | None
    currency: str | None
    currency_basis: str | None
    bound: str | None
    quantity: str | None
    plover_event: str | None
    plover_mode: str | None
    cameo: str | None
    quad: int | None
    goldstein: float | None
    source_text: str | None
    source_actor_id: str | None
    quote: str | None
    certainty: str | None
    label: str | None
    status_label: str | None


class PartyRow(NamedTuple):
    """An actor that takes part in an agreement, and its role."""

    article_id: str
    agreement_id: str
    actor_id: str
    position: int
    role: str
    explicit: bool


class DateRow(NamedTuple):
    """A date of an agreement: in EDTF, and the first and last day that it allows."""

    article_id: str
    agreement_id: str
    position: int
    edtf: str
    earliest: date | None
    latest: date | None
    relation: str
    role: str
    anchor: str | None
    text: str


class StatementRow(NamedTuple):
    """A security statement of an article."""

    id: str
    article_id: str
    event_id: str | None
    act: str
    act_class: str
    cue: str
    about: str
    negated: bool
    plover_event: str | None
    plover_mode: str | None
    cameo: str | None
    quad: int | None
    goldstein: float | None
    source_text: str | None
    source_actor_id: str | None
    quote: str | None
    certainty: str | None
    label: str | None


class SpeakerRow(NamedTuple):
    """An actor that makes a statement."""

    article_id: str
    statement_id: str
    actor_id: str
    position: int


class RecipientRow(NamedTuple):
    """An actor that a statement is directed at, or whose conduct it is about."""

    article_id: str
    statement_id: str
    actor_id: str
    position: int


class ContextRow(NamedTuple):
    """A PLOVER context of an agreement or of a statement."""

    article_id: str
    agreement_id: str | None
    statement_id: str | None
    context: str


class EvidenceRow(NamedTuple):
    """The text behind an agreement or a statement: whole sentences (`evidence`), or the words behind one field."""

    article_id: str
    agreement_id: str | None
    statement_id: str | None
    field: str
    position: int
    text: str
    start_char: int
    end_char: int


class DoubtRow(NamedTuple):
    """What speaks against an agreement or a statement, or against one field of it."""

    article_id: str
    agreement_id: str | None
    statement_id: str | None
    code: str
    message: str
    field: str | None
    other: str | None
    resolved: bool


class IssueRow(NamedTuple):
    """A problem that did not stop the extraction, for instance a window of the article without an answer."""

    article_id: str
    code: str
    message: str
    record: str | None
    field: str | None


class RejectedRow(NamedTuple):
    """A draft, or one field of it, that verification rejected; `draft` is what the model wrote, as JSON."""

    article_id: str | None
    source_id: str
    kind: str
    field: str | None
    gate: str
    reason: str
    message: str
    draft: str


class DuplicateRow(NamedTuple):
    """An article that repeats another one (`article_id`) and was skipped."""

    article_id: str | None
    source_id: str
    title: str | None
    source: str | None
    published: str | None
    url: str | None
    path: str | None
    kind: str
    similarity: float


class FailureRow(NamedTuple):
    """An article that could not be processed."""

    source_id: str
    path: str | None
    stage: str
    error: str
    message: str
    attempts: int


TABLES: dict[str, type[tuple[object, ...]]] = {
    "entities": links.EntityRow,
    "entity_names": links.EntityNameRow,
    "entity_offices": links.EntityOfficeRow,
    "deals": links.DealRow,
    "deal_parties": links.DealPartyRow,
    "deal_stages": links.DealStageRow,
    "events": links.EventRow,
    "event_sides": links.EventSideRow,
    "articles": ArticleRow,
    "article_texts": ArticleTextRow,
    "actors": ActorRow,
    "mentions": MentionRow,
    "agreements": AgreementRow,
    "parties": PartyRow,
    "dates": DateRow,
    "statements": StatementRow,
    "speakers": SpeakerRow,
    "recipients": RecipientRow,
    "contexts": ContextRow,
    "evidence": EvidenceRow,
    "doubts": DoubtRow,
    "agreement_dyads": AgreementDyadRow,
    "statement_dyads": StatementDyadRow,
    "without_dyad": WithoutDyadRow,
    "stage_reports": links.StageReportRow,
    "contradictions": links.ContradictionRow,
    "copies": links.CopyRow,
    "issues": IssueRow,
    "rejected": RejectedRow,
    "duplicates": DuplicateRow,
    "failures": FailureRow,
}
"""Row types by table name. A table comes after the tables that it refers to."""
