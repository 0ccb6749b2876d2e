"""Security statements: what the model may say, and what we vouch for.

The docstrings and field names of the drafts are part of the JSON schema that a model sees.
"""

from pydantic import Field

from schemas.attribution import Attribution
from schemas.base import Frozen
from schemas.codes import EventCodes
from schemas.text import Span
from schemas.vocab import Act, ActClass, Context


class StatementDraft(Frozen):
    sentence: int
    cue: str
    speakers: tuple[str, ...]
    recipients: tuple[str, ...]
    about: str


class JudgedStatementDraft(StatementDraft):
    act: Act


class SecurityStatement(Frozen):
    """One speech act by identified speakers, directed at the same recipients, on one matter."""

    id: str = Field(pattern=r"^s\d+$")
    speakers: tuple[str, ...] = Field(min_length=1)
    """Actor ids."""
    act: Act
    act_class: ActClass
    cue: Span
    """The verb or noun that performs the act."""
    recipients: tuple[str, ...] = ()
    """Actor ids: to whom it is directed, or about whose conduct it is."""
    about: str
    contexts: tuple[Context, ...] = ()
    negated: bool = False
    attribution: Attribution | None = None
    codes: EventCodes
    evidence: tuple[Span, ...] = Field(min_length=1)
    """Whole sentences."""
    fields: dict[str, tuple[Span, ...]] = Field(default_factory=dict)
    """The words behind each value, by field name."""
