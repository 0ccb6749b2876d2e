"""The values of a decision, and the parts of a record that they become."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from pydantic import Field

from schemas import (
    Act,
    ActorKind,
    Agreement,
    ArticleExtraction,
    Attribution,
    Bound,
    Context,
    CurrencyBasis,
    DateRelation,
    DateRole,
    EventDate,
    Instrument,
    Money,
    Party,
    PartyRole,
    Quote,
    SecurityStatement,
    Span,
    Status,
)
from schemas.base import Frozen

Place = tuple[int, int]
"""Offsets of a passage in code points."""


class PartyValue(Frozen):
    actor: str
    """Name of the actor."""
    role: PartyRole = PartyRole.PARTY
    explicit: bool = True


class DateValue(Frozen):
    edtf: str
    role: DateRole
    relation: DateRelation = DateRelation.ON


class MoneyValue(Frozen):
    amount: str = Field(pattern=r"^\d+(\.\d+)?$")
    currency: str = Field(pattern=r"^[A-Z]{3}$")


class SourceValue(Frozen):
    source: str | None = None
    """Name of the actor that is the source."""
    source_text: str
    quote: Quote = Quote.NONE


class Values(Frozen):
    """The values of a record. A field that is not set keeps the value of the run."""

    kind: str | None = None
    """Kind of an added record: agreement, statement or actor."""
    subject: str = ""
    instrument: Instrument = Instrument.AGREEMENT
    status: Status = Status.UNKNOWN
    historical: bool = False
    parties: tuple[PartyValue, ...] = ()
    dates: tuple[DateValue, ...] = ()
    value: MoneyValue | None = None
    about: str = ""
    act: Act = Act.STATE
    negated: bool = False
    speakers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    contexts: tuple[Context, ...] = ()
    attribution: SourceValue | None = None
    name: str = ""
    actor_kind: ActorKind = ActorKind.GROUP
    country: str | None = Field(default=None, pattern=r"^[A-Z]{3}$")
    represents: str | None = None
    cue: Place | None = None
    evidence: tuple[Place, ...] = ()


_PLAIN = {
    "agreement": ("subject", "instrument", "status", "historical", "contexts"),
    "statement": ("about", "act", "negated", "contexts"),
}

Find = Callable[[str], str]
"""Gives the id of the actor with a name. Raises KeyError if there is none."""


def agreement_values(values: Values, found: Agreement | None, evidence: Sequence[Span], actor: Find) -> dict[str, Any]:
    """Return the fields of an agreement that a decision sets. Raises KeyError for a name that no actor has."""
    given = _plain(values, "agreement")
    if "parties" in values.model_fields_set:
        given["parties"] = tuple(
            Party(actor=actor(one.actor), role=one.role, explicit=one.explicit) for one in values.parties
        )
    if "dates" in values.model_fields_set:
        given["dates"] = tuple(_dates(values.dates, found.dates if found else (), evidence[0]))
    if "value" in values.model_fields_set:
        given["value"] = _money(values.value, found.value if found else None, evidence[0])
    return given | _source(values, found, evidence[0], actor)


def statement_values(
    values: Values, found: SecurityStatement | None, evidence: Sequence[Span], actor: Find
) -> dict[str, Any]:
    """Return the fields of a statement that a decision sets. Raises KeyError for a name that no actor has."""
    given = _plain(values, "statement")
    for side in ("speakers", "recipients"):
        if side in values.model_fields_set:
            given[side] = tuple(actor(name) for name in getattr(values, side))
    return given | _source(values, found, evidence[0], actor)


def places(wanted: Iterable[Place], extraction: ArticleExtraction) -> tuple[Span, ...]:
    """Return the passages of the article at these offsets, without those outside it."""
    length = len(extraction.article.text)
    return tuple(extraction.article.span(start, end) for start, end in wanted if 0 <= start < end <= length)


def _plain(values: Values, kind: str) -> dict[str, Any]:
    return {name: getattr(values, name) for name in _PLAIN[kind] if name in values.model_fields_set}


def _dates(wanted: Iterable[DateValue], known: Sequence[EventDate], place: Span) -> Iterable[EventDate]:
    """The wanted dates. One that the run does not have gets the place of its role's date, or else the evidence."""
    for date in wanted:
        same = [one for one in known if (one.edtf, one.role) == (date.edtf, date.role)]
        near = same or [one for one in known if one.role is date.role or one.edtf == date.edtf]
        span, anchor = (near[0].span, near[0].anchor if same else None) if near else (place, None)
        yield EventDate(edtf=date.edtf, role=date.role, relation=date.relation, span=span, anchor=anchor)


def _money(wanted: MoneyValue | None, known: Money | None, place: Span) -> Money | None:
    if wanted is None:
        return None
    if known:
        same = (known.amount, known.currency) == (wanted.amount, wanted.currency)
        changes = {"amount": wanted.amount, "currency": wanted.currency}
        return known if same else known.model_copy(update=changes | {"bound": Bound.EXACT, "amount_max": None})
    return Money(amount=wanted.amount, currency=wanted.currency, currency_basis=CurrencyBasis.INFERRED, span=place)


def _source(
    values: Values, found: Agreement | SecurityStatement | None, place: Span, actor: Find
) -> dict[str, Attribution | None]:
    if "attribution" not in values.model_fields_set:
        return {}
    wanted, known = values.attribution, found.attribution if found else None
    if wanted is None:
        return {"attribution": None}
    changes = Attribution(
        source=actor(wanted.source) if wanted.source else None,
        source_text=wanted.source_text,
        relayed_by=known.relayed_by if known else (),
        quote=wanted.quote,
        span=known.span if known else place,
    )
    return {"attribution": changes}
