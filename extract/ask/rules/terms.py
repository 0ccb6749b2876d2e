"""Find the dates, the value and the quantity of an agreement in the sentences that report it."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from extract.ask.rules.discourse import Discourse
from extract.ask.rules.report import Report
from extract.document.heading import dateline_end
from extract.document.segment import Sentence
from extract.language.coverage import ENGLISH
from extract.language.stages import AHEAD, CONTRACTS, DATE_ROLES
from extract.normalize.amounts import FoundAmount, find_amounts
from extract.normalize.dates import FoundDate, find_dates
from extract.normalize.locales import currency_of
from extract.normalize.quantities import find_quantities
from extract.normalize.tables import read_rows, split_forms
from schemas import DateRelation, DateRole, Instrument, Status
from schemas.declared import DeclaredDate, DeclaredMoney

_DOLLARS = "USD"
_SAYING = frozenset({"say", "tell", "add", "report", "announce", "speak", "note"})
"""Verbs whose date is that of the report."""


@dataclass(frozen=True)
class Terms:
    """Dates, value and quantity of an agreement."""

    dates: tuple[DeclaredDate, ...] = ()
    value: DeclaredMoney | None = None
    quantity: str | None = None
    historical: bool = False
    """Whether it is background rather than news."""


def find_terms(
    deal: Sequence[Report],
    by_sentence: Mapping[int, Sequence[Report]],
    status: Status,
    instrument: Instrument,
    discourse: Discourse,
) -> Terms:
    """Return the terms of an agreement; a sentence may report others too, to which dates and sums may belong."""
    dates: dict[tuple[str, str], DeclaredDate] = {}
    values: list[DeclaredMoney] = []
    quantities: list[str] = []
    currencies = frozenset(_currencies(deal, discourse))
    for number in sorted({report.number for report in deal}):
        sentence = discourse.shown.sentences[number - 1]
        own = _Own(deal, by_sentence[number], sentence)
        for date in _dates(sentence, status, instrument, own, discourse):
            dates.setdefault((date.edtf, date.role), date)
        values += _values(sentence, own, currencies)
        quantities += [one.text for one in find_quantities(sentence.text) if own.holds(one.start, one.end)]
    return Terms(
        dates=tuple(dates.values()),
        value=values[0] if values else None,
        quantity=quantities[0] if quantities and (values or instrument in CONTRACTS) else None,
        historical=_is_background(dates.values(), status, discourse),
    )


class _Own:
    """Tells which words of a sentence belong to an agreement: those nearest to one of its reports."""

    def __init__(self, deal: Iterable[Report], in_sentence: Sequence[Report], sentence: Sentence) -> None:
        numbers = {one.number for one in in_sentence}
        self._deal = [one for one in deal if one.number in numbers]
        self._all = in_sentence
        self._start = sentence.start

    def holds(self, start: int, end: int) -> bool:
        nearest = min(self._all, key=lambda report: self._distance(report, start, end))
        return any(self._distance(nearest, start, end) == self._distance(one, start, end) for one in self._deal)

    def _distance(self, report: Report, start: int, end: int) -> int:
        start, end = start + self._start, end + self._start
        parts = (report.cue.extent, report.matter)
        return min(max(part.start - end, start - part.end, 0) for part in parts)


def _dates(
    sentence: Sentence, status: Status, instrument: Instrument, own: _Own, discourse: Discourse
) -> Iterator[DeclaredDate]:
    begin = dateline_end(sentence.text)
    for found in find_dates(sentence.text, discourse.published):
        governors = list(_governors(sentence.start + found.start, sentence.start + found.end, discourse))
        if found.start >= begin and own.holds(found.start, found.end) and not _SAYING & set(governors[:1]):
            role = _role(governors, found, status, instrument)
            yield DeclaredDate(role=role, words=sentence.text[found.start : found.end], edtf=found.edtf)


def _governors(start: int, end: int, discourse: Discourse) -> Iterator[str]:
    """The lemmas of the verbs and nouns that a date depends on, the nearest first."""
    tokens = discourse.analysis.tokens
    at = next(
        (i for i in discourse.tokens_in(start, end) if not start <= tokens[tokens[i].head].extent.start < end), None
    )
    while at is not None and tokens[at].head != at:
        at = tokens[at].head
        if tokens[at].pos in ("VERB", "AUX", "NOUN", "ADJ"):
            yield tokens[at].lemma.casefold()


def _role(governors: Iterable[str], found: FoundDate, status: Status, instrument: Instrument) -> DateRole:
    role = next((_roles()[word] for word in governors if word in _roles()), DATE_ROLES.get(status, DateRole.EVENT))
    by = found.relation in (DateRelation.BY, DateRelation.BEFORE)
    if status in AHEAD and (by or role is DateRole.SIGNATURE) and role is not DateRole.PROJECT_LAUNCH:
        return DateRole.TARGET_CONCLUSION
    return DateRole.ORDER if role is DateRole.SIGNATURE and instrument in CONTRACTS else role


@cache
def _roles() -> dict[str, DateRole]:
    rows = read_rows("extract.ask.rules.data", "date_roles.tsv", 2)
    return {word: DateRole(role) for role, words in rows for word in split_forms(words)}


def _currencies(deal: Iterable[Report], discourse: Discourse) -> Iterator[str | None]:
    """Yield the currencies of the states that are parties."""
    for party in (party for report in deal for party in report.parties):
        country = discourse.cast.actors[party.key].country
        yield currency_of(country) if country else None


def _values(sentence: Sentence, own: _Own, currencies: Container[str | None]) -> Iterator[DeclaredMoney]:
    for found in find_amounts(sentence.text, ENGLISH):
        yearly = any(one.yearly for one in found.amounts.readings)
        if not yearly and own.holds(found.start, found.end):
            yield _declared(sentence.text[found.start : found.end], found, currencies)


def _declared(words: str, found: FoundAmount, currencies: Container[str | None]) -> DeclaredMoney:
    """One reading of an amount; one without an amount where the words leave it open: "$3 gazillion", "€1.500".

    A currency of several states is that of a party ("Rs 5 crore" with Pakistan), save dollars, which are US ones.
    """
    readings = found.amounts.readings
    if len({one.amount for one in readings}) != 1:
        return DeclaredMoney(words=words, amount="", currency="")
    own = (one.currency for one in readings if one.currency in currencies and readings[0].currency != _DOLLARS)
    return DeclaredMoney(words=words, amount=readings[0].amount, currency=next(own, readings[0].currency) or "")


def _is_background(dates: Iterable[DeclaredDate], status: Status, discourse: Discourse) -> bool:
    """Whether all dates are in years before that of the article."""
    published = discourse.published
    years = [date.edtf[:4] for date in dates if date.edtf[:4].isdigit() and date.role != DateRole.PROJECT_LAUNCH]
    return bool(published and years) and status not in AHEAD and all(year < str(published)[:4] for year in years)
