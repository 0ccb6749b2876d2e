"""Security statements that an article reports."""

from pydantic import Field

from schemas.attribution import Attribution
from schemas.base import Frozen, is_none
from schemas.codes import EventCodes
from schemas.doubt import Doubt
from schemas.text import Span
from schemas.vocab import Act, ActClass, Certainty, Context


class SecurityStatement(Frozen):
    """A speech act of identified speakers on one topic, directed at the same recipients."""

    id: str = Field(pattern=r"^s\d+$")
    speakers: tuple[str, ...] = Field(min_length=1)
    """Ids of actors."""
    act: Act
    act_class: ActClass
    cue: Span
    """The verb or noun that performs the act."""
    recipients: tuple[str, ...] = ()
    """Ids of the actors that the statement is directed at, or whose conduct it is about."""
    about: str
    contexts: tuple[Context, ...] = ()
    negated: bool = False
    attribution: Attribution | None = None
    label: str | None = Field(default=None, exclude_if=is_none)
    """The label of a codebook of one's own that is a kind of `act`; None if the codebook has no other label."""
    codes: EventCodes
    evidence: tuple[Span, ...] = Field(min_length=1)
    """The sentences that the record is based on, each whole."""
    fields: dict[str, tuple[Span, ...]] = Field(default_factory=dict)
    """The spans behind each value, by field name."""
    certainty: Certainty | None = None
    """None if the plan does not judge it."""
    doubts: tuple[Doubt, ...] = ()
