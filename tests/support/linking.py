"""Short ways to write articles with records that are to be linked."""

from decimal import Decimal

from extract.link.deals import DealRecord, read_deals
from extract.link.events import EventRecord, read_events
from extract.link.views import (
    ActorView,
    AgreementView,
    ArticleView,
    DateView,
    MoneyView,
    PartyView,
    StatementView,
)
from schemas import Act, ActorKind, Bound, DateRole, Instrument, PartyRole, Status

STATES = {"KEN": "Kenya", "TUR": "Turkey", "NOR": "Norway", "FIN": "Finland", "GUY": "Guyana"}
SUPPLY = (("TUR", PartyRole.SUPPLIER), ("KEN", PartyRole.RECIPIENT))


def state(code: str) -> ActorView:
    return ActorView(STATES[code], STATES[code], ActorKind.STATE, code)


def person(name: str, country: str | None = "KEN", office: str | None = None, side: str | None = None) -> ActorView:
    represents = STATES.get((side if side is not None else country) or "")
    return ActorView(name, name, ActorKind.PERSON, country, office, represents)


def agreement(  # noqa: PLR0913
    subject: str,
    *,
    id: str = "g1",  # noqa: A002
    instrument: Instrument = Instrument.ARMS_CONTRACT,
    status: Status = Status.SIGNED,
    parties: tuple[tuple[str, PartyRole], ...] = SUPPLY,
    dates: tuple[tuple[str, DateRole], ...] = (),
    value: str | None = None,
    currency: str = "USD",
    bound: Bound = Bound.EXACT,
    quantity: str | None = None,
    historical: bool = False,
    evidence: str = "",
) -> AgreementView:
    return AgreementView(
        id=id,
        subject=subject,
        instrument=instrument,
        status=status,
        parties=tuple(PartyView(STATES.get(actor, actor), role) for actor, role in parties),
        dates=tuple(DateView(edtf, role) for edtf, role in dates),
        value=MoneyView(Decimal(value), currency, bound) if value else None,
        quantity=quantity,
        historical=historical,
        evidence=(evidence or subject,),
    )


def statement(  # noqa: PLR0913
    about: str,
    *,
    id: str = "s1",  # noqa: A002
    act: Act = Act.WARN,
    speakers: tuple[str, ...] = ("Kenya",),
    recipients: tuple[str, ...] = (),
    negated: bool = False,
    evidence: str = "",
) -> StatementView:
    return StatementView(id, speakers, act, recipients, about, negated, (evidence or about,))


def article(
    source_id: str,
    *records: AgreementView | StatementView,
    published: str | None = "2023-05-09",
    outlet: str | None = None,
    text: str = "",
    actors: tuple[ActorView, ...] = (),
) -> ArticleView:
    return ArticleView(
        source_id=source_id,
        text=text or f"{source_id} reports.",
        outlet=outlet or f"The {source_id}",
        published=published,
        language="en",
        actors=(*map(state, STATES), *actors),
        agreements=tuple(one for one in records if isinstance(one, AgreementView)),
        statements=tuple(one for one in records if isinstance(one, StatementView)),
    )


def deal(source_id: str, record: AgreementView, published: str | None = "2023-05-09") -> DealRecord:
    return read_deals(article(source_id, record, published=published))[0]


def event(
    source_id: str, record: StatementView, published: str | None = "2023-05-09", actors: tuple[ActorView, ...] = ()
) -> EventRecord:
    return read_events(article(source_id, record, published=published, actors=actors))[0]
