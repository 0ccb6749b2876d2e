"""Articles with their records as linking sees them, whether an extraction or a row of gold holds them."""

from dataclasses import dataclass
from decimal import Decimal

from schemas import Act, ActorKind, Bound, Certainty, DateRole, Instrument, PartyRole, Status


@dataclass(frozen=True)
class ActorView:
    """An actor of an article."""

    id: str
    """How the records of the article refer to it."""
    name: str
    kind: ActorKind
    country: str | None = None
    office: str | None = None
    represents: str | None = None
    """Id of the state or organisation that it acts for."""


@dataclass(frozen=True)
class MoneyView:
    """The value of an agreement."""

    amount: Decimal
    currency: str
    bound: Bound = Bound.EXACT
    amount_max: Decimal | None = None


@dataclass(frozen=True)
class PartyView:
    """A party of an agreement."""

    actor: str
    role: PartyRole = PartyRole.PARTY


@dataclass(frozen=True)
class DateView:
    """A date of an agreement, in EDTF."""

    edtf: str
    role: DateRole


@dataclass(frozen=True)
class AgreementView:
    """An agreement of an article."""

    id: str
    subject: str
    instrument: Instrument
    status: Status
    parties: tuple[PartyView, ...]
    dates: tuple[DateView, ...] = ()
    value: MoneyView | None = None
    quantity: str | None = None
    historical: bool = False
    evidence: tuple[str, ...] = ()
    certainty: Certainty | None = None


@dataclass(frozen=True)
class StatementView:
    """A statement of an article."""

    id: str
    speakers: tuple[str, ...]
    act: Act
    recipients: tuple[str, ...]
    about: str
    negated: bool = False
    evidence: tuple[str, ...] = ()
    certainty: Certainty | None = None


@dataclass(frozen=True)
class ArticleView:
    """An article with its records."""

    source_id: str
    text: str
    outlet: str | None
    published: str | None
    """Publication date in EDTF."""
    language: str | None = None
    actors: tuple[ActorView, ...] = ()
    agreements: tuple[AgreementView, ...] = ()
    statements: tuple[StatementView, ...] = ()
