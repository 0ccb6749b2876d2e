"""Prove the value of an agreement: the amount and currency that its words give.

If the words allow one reading only, the value is that reading, and an issue has what the model declared. If they allow
several, the declared value is kept if it is among them. If no table can read the words, the declared value is kept;
if none is declared, an issue tells why.
"""

import re
from decimal import Decimal, InvalidOperation

from extract.normalize.amounts import Amount, Amounts, UnreadAmount, read_amount
from extract.verify.declared.evidence import Evidence
from extract.verify.declared.faults import FaultReason
from schemas import Bound, CurrencyBasis, Issue, Money, Span
from schemas.declared import DeclaredMoney

_CODE = re.compile(r"[A-Z]{3}")
_CONTEXT = 40
"""Characters before and after the words that may complete them."""


def prove_value(declared: DeclaredMoney | None, evidence: Evidence) -> tuple[Money | None, tuple[Issue, ...]]:
    """Return the value that the words give, and the issue of a difference."""
    span = evidence.find("value", declared.words) if declared else None
    if declared is None or span is None:
        return None, ()
    read = _read(span, evidence)
    if not _is_money(declared) and _is_open(read):
        return None, (_left_open(span, read),)
    readings = [one for one in read.readings if one.currency or _CODE.fullmatch(declared.currency)]
    allowed = [one for one in readings if _agrees(one, declared)]
    if allowed:
        return _money(allowed[0], declared.currency, span), ()
    if readings:
        return _corrected(readings[0], declared, span)
    if read.unread is UnreadAmount.NO_NUMBER or not _is_money(declared):
        evidence.fault("value", FaultReason.NO_AMOUNT, f"{declared.words!r} gives no amount", declared.words)
        return None, ()
    return _unread(declared, span)


def _is_money(declared: DeclaredMoney) -> bool:
    return _decimal(declared.amount) is not None and bool(_CODE.fullmatch(declared.currency))


def _is_open(read: Amounts) -> bool:
    """Whether words tell of an amount, and not which: "$3 gazillion", "€1.500"."""
    return len({one.amount for one in read.readings}) > 1 or read.unread is UnreadAmount.UNKNOWN_SCALE


def _left_open(span: Span, read: Amounts) -> Issue:
    amounts = " or ".join(dict.fromkeys(one.amount for one in read.readings))
    told = f"{span.text!r} may mean {amounts}" if amounts else f"{read.unknown!r} leaves {span.text!r} open"
    message = f"{told}; no value is given"
    return Issue(code="amount", message=message, field="value", model_value=None, code_value=None)


def _read(span: Span, evidence: Evidence) -> Amounts:
    text = evidence.words.article.text
    before, after = text[max(0, span.start - _CONTEXT) : span.start], text[span.end : span.end + _CONTEXT]
    return read_amount(span.text, evidence.words.language, before, after)


def _agrees(reading: Amount, declared: DeclaredMoney) -> bool:
    amount = _decimal(declared.amount)
    same = amount is not None and amount == Decimal(reading.amount)
    return same and reading.currency in (None, declared.currency)


def _money(reading: Amount, currency: str, span: Span) -> Money:
    return Money(
        amount=reading.amount,
        currency=reading.currency or currency,
        currency_basis=reading.basis if reading.currency else CurrencyBasis.INFERRED,
        bound=reading.bound,
        amount_max=reading.amount_max,
        span=span,
    )


def _corrected(reading: Amount, declared: DeclaredMoney, span: Span) -> tuple[Money | None, tuple[Issue, ...]]:
    """The usual reading of the words in the place of the declared value, which they do not allow."""
    money = _money(reading, declared.currency, span)
    message = f"{span.text!r} gives {money.amount} {money.currency}, not {declared.amount} {declared.currency}"
    return money, (_issue(message, declared, f"{money.amount} {money.currency}"),)


def _unread(declared: DeclaredMoney, span: Span) -> tuple[Money | None, tuple[Issue, ...]]:
    message = f"no table reads an amount in {span.text!r}; the declared value is kept"
    money = Money(
        amount=f"{_decimal(declared.amount):f}",
        currency=declared.currency,
        currency_basis=CurrencyBasis.INFERRED,
        bound=Bound.EXACT,
        span=span,
    )
    return money, (_issue(message, declared, None),)


def _issue(message: str, declared: DeclaredMoney, read: str | None) -> Issue:
    value = f"{declared.amount} {declared.currency}"
    return Issue(code="amount", message=message, field="value", model_value=value, code_value=read)


def _decimal(amount: str) -> Decimal | None:
    """The declared amount; None if it is not a number of full units."""
    try:
        value = Decimal(amount.replace(",", "").replace(" ", ""))
    except InvalidOperation:
        return None
    return value if value.is_finite() and value >= 0 else None
