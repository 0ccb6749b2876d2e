"""Row types of the tables of dyads; they repeat what a question needs, so that it needs no join."""

from datetime import date
from typing import NamedTuple


class AgreementDyadRow(NamedTuple):
    """A pair of sides of an agreement, once; `earliest` and `latest` are when the agreement came to its status."""

    id: str
    article_id: str
    agreement_id: str
    deal_id: str | None
    earliest: date | None
    latest: date | None
    date_basis: str | None
    side_1: str
    country_1: str | None
    name_1: str
    actor_1: str
    role_1: str
    side_2: str
    country_2: str | None
    name_2: str
    actor_2: str
    role_2: str
    instrument: str
    status: str
    tie: str
    historical: bool
    subject: str
    amount: float | None
    currency: str | None
    certainty: str | None
    quote: str
    title: str | None
    source: str | None
    url: str | None
    reports: int
    independent_sources: int


class StatementDyadRow(NamedTuple):
    """A pair of the side of a speaker and the side of a recipient; `earliest` and `latest` are of the publication."""

    id: str
    article_id: str
    statement_id: str
    event_id: str | None
    earliest: date | None
    latest: date | None
    date_basis: str | None
    speaker_side: str
    speaker_country: str | None
    speaker_name: str
    speaker_actor: str
    act: str
    act_class: str
    tie: str
    negated: bool
    recipient_side: str
    recipient_country: str | None
    recipient_name: str
    recipient_actor: str
    about: str
    certainty: str | None
    quote: str
    title: str | None
    source: str | None
    url: str | None
    reports: int
    independent_sources: int


class WithoutDyadRow(NamedTuple):
    """An agreement or a statement that forms no dyad, with the reason."""

    article_id: str
    agreement_id: str | None
    statement_id: str | None
    reason: str
