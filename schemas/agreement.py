"""Agreements: what the model may say, and what we vouch for.

The docstrings and field names of the drafts are part of the JSON schema that a model sees.
"""

from pydantic import Field

from schemas.attribution import Attribution
from schemas.base import Frozen
from schemas.codes import EventCodes
from schemas.dates import EventDate
from schemas.money import Money, Quantity
from schemas.text import Span
from schemas.vocab import Context, Instrument, PartyRole, Status


class AgreementDraft(Frozen):
    sentence: int
    cue: str
    subject: str
    parties: tuple[str, ...]


class JudgedAgreementDraft(AgreementDraft):
    instrument: Instrument
    status: Status


class Party(Frozen):
    """An actor bound by an agreement, or helping it about."""

    actor: str
    """Actor id."""
    role: PartyRole = PartyRole.PARTY
    explicit: bool = True
    """False where the text leaves the party to be inferred."""


class Agreement(Frozen):
    """One distinct agreement of the article, however often it is mentioned."""

    id: str = Field(pattern=r"^g\d+$")
    subject: str
    instrument: Instrument
    status: Status
    status_cue: Span | None = None
    """The words that license the status; None only where the status is unknown."""
    parties: tuple[Party, ...]
    contexts: tuple[Context, ...] = ()
    dates: tuple[EventDate, ...] = ()
    value: Money | None = None
    quantity: Quantity | None = None
    historical: bool = False
    """True for background: an agreement that is not the article's news."""
    attribution: Attribution | None = None
    codes: EventCodes
    evidence: tuple[Span, ...] = Field(min_length=1)
    """Whole sentences."""
    fields: dict[str, tuple[Span, ...]] = Field(default_factory=dict)
    """The words behind each value, by field name."""
