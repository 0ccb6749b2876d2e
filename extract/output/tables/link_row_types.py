"""Row types of the links of a collection: deals, events and entities across articles. A run has no rows of them.

The dates of reports are those of the publication of articles. A side is the code of a state, or the name of another
actor, as in the tables of dyads.
"""

from datetime import date
from typing import NamedTuple


class EntityRow(NamedTuple):
    """An actor across articles; `reports` counts the articles that name it."""

    id: str
    name: str
    kind: str
    country: str | None
    wikidata: str | None
    reports: int
    first_report: date | None
    last_report: date | None


class EntityNameRow(NamedTuple):
    """A name under which articles know an entity."""

    entity_id: str
    name: str


class EntityOfficeRow(NamedTuple):
    """An office of a person, with the first and last report that gives it."""

    entity_id: str
    office: str
    side: str | None
    first_report: date | None
    last_report: date | None


class DealRow(NamedTuple):
    """An agreement across articles, with its last known status; `reports` counts articles and their copies."""

    id: str
    label: str
    instrument: str
    status: str
    parties: str
    reports: int
    independent_sources: int
    contradictions: int
    impossible_steps: str | None
    first_report: date | None
    last_report: date | None


class DealPartyRow(NamedTuple):
    """A side that a deal binds."""

    deal_id: str
    position: int
    side: str
    name: str
    country: str | None


class DealStageRow(NamedTuple):
    """A stage in the life of a deal, in order: in EDTF, and the first and last day that it allows."""

    deal_id: str
    position: int
    status: str
    edtf: str | None
    earliest: date | None
    latest: date | None
    disputed: bool
    first_report: date | None


class StageReportRow(NamedTuple):
    """An agreement of an article that tells a stage of a deal; `position` is that of the stage."""

    deal_id: str
    position: int
    article_id: str
    agreement_id: str


class EventRow(NamedTuple):
    """A statement across articles; `reports` counts articles and their copies."""

    id: str
    label: str
    act: str
    speakers: str
    recipients: str
    reports: int
    independent_sources: int
    contradictions: int
    first_report: date | None
    last_report: date | None


class EventSideRow(NamedTuple):
    """A side that speaks in an event, or that it is directed at."""

    event_id: str
    role: str
    position: int
    side: str
    name: str
    country: str | None


class ContradictionRow(NamedTuple):
    """Two records of one deal or event that cannot both be true."""

    deal_id: str | None
    event_id: str | None
    about: str
    note: str
    left_article_id: str
    left_agreement_id: str | None
    left_statement_id: str | None
    right_article_id: str
    right_agreement_id: str | None
    right_statement_id: str | None


class CopyRow(NamedTuple):
    """An article that says nothing but what another one says, and that one."""

    article_id: str
    original_id: str
