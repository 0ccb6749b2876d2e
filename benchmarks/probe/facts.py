"""An extraction as comparable facts, and how the facts of two extractions differ.

In: an extraction, and a lens that tells what an edit makes of its words, states, dates, amounts and stages. Out: facts
without ids, offsets or order. Subjects and matters are left out: a model may cut the same phrase longer or shorter.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from schemas import (
    Actor,
    ActorKind,
    Agreement,
    ArticleExtraction,
    EventDate,
    Money,
    SecurityStatement,
    Span,
    Status,
)


@dataclass(frozen=True)
class AgreementFact:
    """What an agreement says, comparable across articles that differ by an edit."""

    evidence: frozenset[str]
    parties: frozenset[tuple[str, str]]
    """Who and in which role."""
    instrument: str
    status: str
    dates: frozenset[tuple[str, str, str]]
    """EDTF, relation and role."""
    value: str | None


@dataclass(frozen=True)
class StatementFact:
    """What a statement says, comparable across articles that differ by an edit."""

    evidence: frozenset[str]
    speakers: frozenset[str]
    act: str
    recipients: frozenset[str]
    negated: bool


Fact = AgreementFact | StatementFact
Facts = Counter[Fact]


def amount(money: Money, factor: int = 1) -> str:
    """The amount as a comparable text, multiplied."""
    ends = [f"{(Decimal(end) * factor).normalize():f}" for end in (money.amount, money.amount_max) if end]
    return f"{'-'.join(ends)} {money.currency} ({money.bound})"


@dataclass(frozen=True)
class Lens:
    """What becomes of each part of an extraction; by default nothing changes."""

    words: Callable[[Span], str] = lambda span: span.text
    state: Callable[[str], str] = lambda iso3: iso3
    date: Callable[[EventDate], str] = lambda date: date.edtf
    value: Callable[[Money], str] = amount
    status: Callable[[Agreement], Status | None] = lambda agreement: agreement.status
    """None where the agreement must be gone."""
    negated: Callable[[SecurityStatement], bool | None] = lambda statement: statement.negated
    """None where the statement must be gone."""


PLAIN = Lens()


def facts(extraction: ArticleExtraction, lens: Lens = PLAIN) -> Facts:
    """The facts of an extraction as they are seen through the lens."""
    who = {actor.id: _who(actor, lens) for actor in extraction.actors}
    found: Facts = Counter()
    for deal in extraction.agreements:
        status = lens.status(deal)
        if status is not None:
            found[_agreement(deal, status, who, lens)] += 1
    for said in extraction.statements:
        negated = lens.negated(said)
        if negated is not None:
            found[_statement(said, who, lens, negated=negated)] += 1
    return found


def undated(found: Facts) -> Facts:
    """The same facts without dates."""
    bare: Facts = Counter()
    for fact, count in found.items():
        bare[replace(fact, dates=frozenset()) if isinstance(fact, AgreementFact) else fact] += count
    return bare


@dataclass(frozen=True)
class Change:
    """A way in which what was found differs from what was expected."""

    kind: str
    """The record and what is wrong with it: "agreement status", "statement gone"."""
    words: str
    """What was expected and found, in words of the article."""


@dataclass(frozen=True)
class Difference:
    """Facts that were expected and not found, and facts that were found and not expected."""

    missing: tuple[Fact, ...]
    unexpected: tuple[Fact, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.unexpected)

    @property
    def size(self) -> int:
        """How many facts differ."""
        return len(self.missing) + len(self.unexpected)

    def changes(self) -> list[Change]:
        """Return the fields that changed for the same sentences, and the records that are gone or new."""
        rest = list(self.unexpected)
        found: list[Change] = []
        for fact in self.missing:
            twin = next((other for other in rest if _same_place(fact, other)), None)
            if twin is None:
                found.append(Change(f"{_kind(fact)} gone", f"gone: {tell(fact)}"))
                continue
            rest.remove(twin)
            found += _changes(fact, twin)
        return found + [Change(f"{_kind(fact)} new", f"new: {tell(fact)}") for fact in rest]


def difference(expected: Facts, found: Facts) -> Difference:
    """How what was found differs from what was expected, in a stable order."""
    return Difference(_ordered((expected - found).elements()), _ordered((found - expected).elements()))


def tell(fact: Fact) -> str:
    """A fact on one line, its evidence left out."""
    parts = (f"{field.name}={_plain(getattr(fact, field.name))}" for field in fields(fact) if field.name != "evidence")
    return f"{_kind(fact)} {', '.join(parts)}"


def _agreement(deal: Agreement, status: Status, who: dict[str, str], lens: Lens) -> AgreementFact:
    return AgreementFact(
        evidence=frozenset(map(lens.words, deal.evidence)),
        parties=frozenset((who[party.actor], str(party.role)) for party in deal.parties),
        instrument=str(deal.instrument),
        status=str(status),
        dates=frozenset((lens.date(date), str(date.relation), str(date.role)) for date in deal.dates),
        value=lens.value(deal.value) if deal.value else None,
    )


def _statement(said: SecurityStatement, who: dict[str, str], lens: Lens, *, negated: bool) -> StatementFact:
    return StatementFact(
        evidence=frozenset(map(lens.words, said.evidence)),
        speakers=frozenset(who[one] for one in said.speakers),
        act=str(said.act),
        recipients=frozenset(who[one] for one in said.recipients),
        negated=negated,
    )


def _who(actor: Actor, lens: Lens) -> str:
    """A state by its code; anybody else by name, with the code of the state that they belong to."""
    country = lens.state(actor.country) if actor.country else None
    if actor.kind is ActorKind.STATE and country:
        return country
    named = next((mention.span for mention in actor.mentions if mention.span.text == actor.name), None)
    name = (lens.words(named) if named else actor.name).removeprefix("the ").removeprefix("The ")
    return f"{name} ({country})" if country else name


def _same_place(fact: Fact, other: Fact) -> bool:
    return type(fact) is type(other) and bool(fact.evidence & other.evidence)


def _changes(fact: Fact, found: Fact) -> Iterator[Change]:
    for name in (field.name for field in fields(fact)):
        expected, other = getattr(fact, name), getattr(found, name)
        if expected != other:
            kind = f"{_kind(fact)} {name}"
            yield Change(kind, f"{kind}: expected {_plain(expected)}, found {_plain(other)}")


def _kind(fact: Fact) -> str:
    return "agreement" if isinstance(fact, AgreementFact) else "statement"


def _ordered(found: Iterable[Fact]) -> tuple[Fact, ...]:
    return tuple(sorted(found, key=lambda fact: (sorted(fact.evidence), tell(fact))))


def _plain(value: object) -> str:
    if isinstance(value, frozenset):
        return "[" + "; ".join(sorted(" ".join(one) if isinstance(one, tuple) else str(one) for one in value)) + "]"
    return str(value)
