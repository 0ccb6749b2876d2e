"""Records of one answer after the proof: what the article does not disprove, with the words behind it.

Actors are referred to by the ids of the answer. Issues do not name their record yet.
"""

from dataclasses import dataclass

from extract.document.segment import Sentence
from extract.verify.declared.faults import Fault
from schemas import (
    Act,
    ActorBasis,
    ActorKind,
    Doubt,
    EventDate,
    Instrument,
    Issue,
    Money,
    PartyRole,
    Quantity,
    Span,
    Status,
)
from schemas.declared import DeclaredAgreement, DeclaredStatement


@dataclass(frozen=True)
class ProvedActor:
    """An actor that the article names."""

    id: str
    name: str
    kind: ActorKind
    country: str | None
    office: str | None
    represents: str | None
    basis: ActorBasis
    words: tuple[str, ...]
    """Names and other words by which the article calls it."""
    issues: tuple[Issue, ...] = ()


@dataclass(frozen=True)
class ProvedParty:
    """An actor with its part in an agreement."""

    actor: str
    role: PartyRole
    explicit: bool


@dataclass(frozen=True)
class ProvedAgreement:
    """An agreement whose words are in the article."""

    draft: DeclaredAgreement
    """As the model declared it."""
    sentences: tuple[Sentence, ...]
    subject: str
    instrument: Instrument
    status: Status
    status_cue: Span | None
    parties: tuple[ProvedParty, ...]
    dates: tuple[EventDate, ...]
    value: Money | None
    quantity: Quantity | None
    historical: bool
    source: Span | None
    doubts: tuple[Doubt, ...] = ()
    issues: tuple[Issue, ...] = ()
    label: str | None = None
    """The codebook's own label of the instrument."""
    status_label: str | None = None
    """The codebook's own label of the status."""


@dataclass(frozen=True)
class ProvedStatement:
    """A statement whose words are in the article."""

    draft: DeclaredStatement
    """As the model declared it."""
    sentences: tuple[Sentence, ...]
    cue: Span
    act: Act
    speakers: tuple[str, ...]
    recipients: tuple[str, ...]
    about: str
    source: Span | None
    doubts: tuple[Doubt, ...] = ()
    issues: tuple[Issue, ...] = ()
    label: str | None = None
    """The codebook's own label of the act."""


@dataclass(frozen=True)
class Proof:
    """What is left of an answer, and what was refused."""

    actors: tuple[ProvedActor, ...]
    agreements: tuple[ProvedAgreement, ...]
    statements: tuple[ProvedStatement, ...]
    faults: tuple[Fault, ...]
