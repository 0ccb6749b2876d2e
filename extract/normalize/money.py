"""Finds the amounts of money in a text, with currency and bounds, in full units: "$1.2 million" is 1200000.

A number without a currency is no amount. Currencies are codes of ISO 4217. A bare "$" is read as US dollars, and the
basis of the currency says so.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from schemas import Bound, CurrencyBasis

_SYMBOLS = {
    "US$": "USD", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD",
    "NT$": "TWD", "R$": "BRL", "€": "EUR", "₩": "KRW", "₹": "INR", "₺": "TRY", "₽": "RUB", "₪": "ILS", "₴": "UAH",
    "zł": "PLN", "RM": "MYR",
}  # fmt: skip
_BY_DEFAULT = {"$": "USD", "£": "GBP", "¥": "JPY"}
_NAMES = {
    r"(?:U\.?S\.?|American|United States) dollars?": "USD", r"Australian dollars?": "AUD", r"Canadian dollars?": "CAD",
    r"New Zealand dollars?": "NZD", r"Hong Kong dollars?": "HKD", r"Singapore dollars?": "SGD",
    r"Taiwan dollars?": "TWD",
    r"euros?": "EUR", r"(?:British |sterling )pounds?|pounds sterling": "GBP", r"(?:Japanese )?yen": "JPY",
    r"(?:Chinese )?yuan|renminbi": "CNY", r"(?:South Korean )?won": "KRW", r"Indian rupees?": "INR",
    r"Pakistani rupees?": "PKR", r"(?:Russian )?(?:roubles?|rubles?)": "RUB", r"(?:new |Israeli )?shekels?": "ILS",
    r"(?:Polish )?zlot(?:y|ys|ies)": "PLN", r"Turkish lira": "TRY", r"(?:Brazilian )?reals": "BRL",
    r"(?:Ukrainian )?hryvnias?": "UAH", r"Swiss francs?": "CHF", r"Swedish (?:kronor|krona|crowns?)": "SEK",
    r"Norwegian (?:kroner|krone|crowns?)": "NOK", r"Danish (?:kroner|krone|crowns?)": "DKK",
    r"(?:South African )?rand": "ZAR",
    r"(?:Malaysian )?ringgit": "MYR", r"(?:Thai )?baht": "THB", r"(?:Indonesian )?rupiah": "IDR",
    r"Saudi riyals?": "SAR", r"Qatari riyals?": "QAR", r"Omani rials?": "OMR", r"Egyptian pounds?": "EGP",
    r"(?:Emirati|UAE) dirhams?": "AED",
}  # fmt: skip
_INFERRED = {r"dollars?": "USD", r"pounds(?! of\b)": "GBP"}
_CODES = (
    "USD EUR GBP JPY CNY KRW INR RUB ILS PLN TRY BRL UAH CHF SEK NOK DKK ZAR MYR THB IDR AED SAR QAR AUD CAD NZD HKD "
    "SGD "
    "TWD PKR EGP CZK HUF RON PHP VND MXN".split()
)
_SCALES = {
    "thousand": 10**3, "k": 10**3, "million": 10**6, "mm": 10**6, "mln": 10**6, "m": 10**6, "mn": 10**6,
    "billion": 10**9, "bln": 10**9, "bn": 10**9, "b": 10**9, "trillion": 10**12, "tn": 10**12,
    "crore": 10**7, "lakh": 10**5,
}  # fmt: skip
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_SCALE = r"(?:[ \u00a0-]?(?P<{0}>(?i:thousand|million|billion|trillion|crore|lakh|mln|bln|bn|mn|mm|tn)|[mbkMB])\b)?"
_SIGN = "|".join(re.escape(s) for s in sorted((*_SYMBOLS, *_BY_DEFAULT), key=len, reverse=True))
_WORDS = "|".join((*_NAMES, *_INFERRED))
_CODE = "|".join(_CODES)
_WHOLE = r"(?![\d%]|[.,]\d|[ \u00a0]\d{3}(?!\d))"
"""Not followed by digits of a number in another notation ("1,5 billion", "1 000 000")."""
_TO = r"\s?(?:-|–|to|and)\s?"


def _range(first: str, second: str) -> str:
    return (
        rf"(?P<low>{_NUMBER}){_SCALE.format('scale')}(?:{first}(?P<high>{_NUMBER}){_SCALE.format('scale2')})?{second}"
    )


_BEFORE = re.compile(
    rf"(?<![\w$])(?:(?P<sign>{_SIGN})\s?|(?P<code>{_CODE})\s?){_range(_TO + f'(?:{_SIGN})?', '')}{_WHOLE}"
)
_AFTER = re.compile(rf"(?<![\w.,$€£¥]){_range(_TO, '')}[ \u00a0-](?:(?P<code>{_CODE})\b|(?P<name>(?i:{_WORDS}))\b)")
_BOUNDS = (
    (
        Bound.AT_LEAST,
        re.compile(
            r"\b(?:more than|over|at least|upwards? of|exceeding|above|no less than|as much as more than)\s+(?:a\s+)?$",
            re.I,
        ),
    ),
    (
        Bound.AT_MOST,
        re.compile(r"\b(?:up to|as much as|less than|under|at most|no more than|a maximum of|below)\s+$", re.I),
    ),
    (
        Bound.APPROX,
        re.compile(
            r"\b(?:about|around|some|approximately|roughly|nearly|almost|close to|estimated(?: at)?|circa)\s+$|~$", re.I
        ),
    ),
)
_YEARLY = re.compile(r"\s*(?:(?:a|per|each|every)\s+year|per annum|annually|yearly)\b", re.I)
_ANNUAL = re.compile(r"\b(?:annual|yearly)\b[^.;,]{0,40}$", re.I)


@dataclass(frozen=True)
class FoundMoney:
    """An amount of money; the offsets include number and currency, and not the words that bound it."""

    start: int
    end: int
    amount: str
    """In full units of the currency, as a decimal string."""
    currency: str
    basis: CurrencyBasis
    bound: Bound
    amount_max: str | None
    yearly: bool
    """True of an amount per year."""


def find_money(text: str) -> list[FoundMoney]:
    """Return the amounts of a text in order, none overlapping another."""
    found: list[FoundMoney] = []
    for pattern in (_BEFORE, _AFTER):
        for match in pattern.finditer(text):
            money = _build_money(text, match)
            if money and all(money.end <= other.start or other.end <= money.start for other in found):
                found.append(money)
    return sorted(found, key=lambda money: money.start)


def _build_money(text: str, match: re.Match[str]) -> FoundMoney | None:
    currency, basis = _read_currency(match)
    if not currency:
        return None
    low, high = match["low"], match["high"]
    scale, scale2 = match["scale"], match["scale2"]
    if high and not scale and scale2 and _full_units(low, None) < _full_units(high, None) * 1000:
        scale = scale2
    amount = _full_units(low, scale)
    top = _full_units(high, scale2 or scale) if high else None
    if top is not None and top <= amount:
        top = None
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 20]
    bound = Bound.RANGE if top is not None else _find_bound(before)
    yearly = bool(_YEARLY.match(after) or _ANNUAL.search(before))
    maximum = _format(top) if top is not None else None
    return FoundMoney(match.start(), match.end(), _format(amount), currency, basis, bound, maximum, yearly)


def _read_currency(match: re.Match[str]) -> tuple[str, CurrencyBasis]:
    groups = match.groupdict()
    sign, code, name = groups.get("sign"), groups.get("code"), groups.get("name")
    if code:
        return code, CurrencyBasis.EXPLICIT
    if sign in _SYMBOLS:
        return _SYMBOLS[sign], CurrencyBasis.EXPLICIT
    if sign:
        return _BY_DEFAULT[sign], CurrencyBasis.SYMBOL_DEFAULT
    for table, basis in ((_NAMES, CurrencyBasis.EXPLICIT), (_INFERRED, CurrencyBasis.INFERRED)):
        for words, currency in table.items():
            if re.fullmatch(words, name or "", re.I):
                return currency, basis
    return "", CurrencyBasis.INFERRED


def _find_bound(before: str) -> Bound:
    return next((bound for bound, pattern in _BOUNDS if pattern.search(before)), Bound.EXACT)


def _full_units(number: str, scale: str | None) -> Decimal:
    return Decimal(number.replace(",", "")) * (_SCALES[scale.lower()] if scale else 1)


def _format(amount: Decimal) -> str:
    """The amount without exponent and trailing zeros."""
    return f"{amount.normalize():f}"
