"""Agreements that an article reports."""

from pydantic import Field

from schemas.attribution import Attribution
from schemas.base import Frozen, is_none
from schemas.codes import EventCodes
from schemas.dates import EventDate
from schemas.doubt import Doubt
from schemas.money import Money, Quantity
from schemas.text import Span
from schemas.vocab import Certainty, Context, Instrument, PartyRole, Status


class Party(Frozen):
    """An actor that takes part in an agreement, and its role."""

    actor: str
    """Actor id."""
    role: PartyRole = PartyRole.PARTY
    explicit: bool = True
    """False if the party is inferred rather than named with the agreement."""


class Agreement(Frozen):
    """An agreement of the article. Several mentions of one agreement are one record."""

    id: str = Field(pattern=r"^g\d+$")
    subject: str
    instrument: Instrument
    status: Status
    status_cue: Span | None = None
    """The words that show the status. None only if the status is unknown."""
    parties: tuple[Party, ...]
    contexts: tuple[Context, ...] = ()
    dates: tuple[EventDate, ...] = ()
    value: Money | None = None
    quantity: Quantity | None = None
    historical: bool = False
    """True for background: an agreement that is not news in this article."""
    attribution: Attribution | None = None
    label: str | None = Field(default=None, exclude_if=is_none)
    """The label of a codebook of one's own that is a kind of `instrument`; None if the codebook has no other label."""
    status_label: str | None = Field(default=None, exclude_if=is_none)
    """The label of a codebook of one's own that is a kind of `status`."""
    codes: EventCodes
    evidence: tuple[Span, ...] = Field(min_length=1)
    """The sentences that the record is based on, each whole."""
    fields: dict[str, tuple[Span, ...]] = Field(default_factory=dict)
    """The spans behind each value, by field name."""
    certainty: Certainty | None = None
    """None if the plan does not judge it."""
    doubts: tuple[Doubt, ...] = ()
