"""Recognise currencies by sign, code, name and noun in a language; a sign or noun of several means all of them.

Names and nouns ("dollars", "yenes", "рублей") come from CLDR for every language; signs and what else the press writes
from `data/currencies.tsv`. Codes are ISO 4217.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from extract.normalize.lexicon import comparable
from extract.normalize.locales import currency_names, main_currency, tender
from extract.normalize.tables import read_language_rows, split_forms
from schemas import CurrencyBasis

_RANK = "USD EUR GBP JPY CNY INR RUB KRW BRL MXN CHF SEK TRY SAR AED EGP".split()
"""Currencies in the order in which the news means them; of two with one noun, the first is the usual one."""
_ADJECTIVE = re.compile(r"n[eou][uow]?[uvw]?[aeiouxyh]*(?:s|go)?$", re.I)
"""What parts the new shekel from its noun: "nuevo", "nouveaux", "nowych"."""
_LONGEST_ABBREVIATION = 5
"""Letters and dots."""


@dataclass(frozen=True)
class Currency:
    """The currencies that a form may mean, the usual one first."""

    codes: tuple[str, ...]
    basis: CurrencyBasis


@cache
def names(language: str | None) -> tuple[tuple[str, Currency], ...]:
    """Return names, nouns and signs whose case does not count; English names where the language is not known."""
    listed = [(form, meaning) for form, meaning in _listed(language) if not _is_abbreviation(form)]
    return (*listed, *_named(language or "en"), *_nouns(language or "en"))


@cache
def abbreviations(language: str | None) -> tuple[tuple[str, Currency], ...]:
    """Return ISO codes and abbreviations, which are words in other case ("ALL", "TRY", "LE")."""
    codes = [(code, Currency((code,), CurrencyBasis.EXPLICIT)) for code in sorted(tender())]
    return (*codes, *((form, meaning) for form, meaning in _listed(language) if _is_abbreviation(form)))


@cache
def is_abbreviation(word: str) -> bool:
    """Return whether a word may abbreviate a currency: "Tk", "RMB", "USD"."""
    return any(word == form for form, _ in abbreviations(None))


def is_usual(code: str) -> bool:
    """Return whether the news often write this code; others may be words in capitals ("TOP", "ALL", "COP")."""
    return code in _RANK


def _is_abbreviation(form: str) -> bool:
    return len(form) <= _LONGEST_ABBREVIATION and form.lower() != form


def _listed(language: str | None) -> Iterator[tuple[str, Currency]]:
    for codes, basis, forms in read_language_rows("currencies.tsv", 4, language):
        for form in split_forms(forms):
            yield form, Currency(tuple(codes.split()), CurrencyBasis(basis))


def _named(language: str) -> Iterator[tuple[str, Currency]]:
    for code in tender():
        for name in currency_names(language, code):
            yield name, Currency((code,), CurrencyBasis.EXPLICIT)


def _nouns(language: str) -> Iterator[tuple[str, Currency]]:
    """The noun of each currency's name, with all currencies that share it."""
    names = {code: currency_names(language, code) for code in tender()}
    end = -1 if _noun_is_last(names) else 0
    shared: dict[str, set[str]] = defaultdict(set)
    for code, forms in names.items():
        for words in map(_words, forms):
            if len(words) > 1 and not words[end].isupper() and not _ADJECTIVE.match(words[end]):
                shared[words[end].lower()].add(code)
    for code, forms in names.items():
        for word in (word.lower() for form in forms for word in _words(form)):
            if len(shared.get(word, ())) > 2:
                shared[word].add(code)
    for noun, codes in shared.items():
        yield noun, Currency(_ranked(codes, language), CurrencyBasis.INFERRED)


def _words(name: str) -> list[str]:
    return re.split(r"[\s-]+", comparable(name))


def _noun_is_last(names: dict[str, frozenset[str]]) -> bool:
    """Whether the language puts the noun after its adjective: the word that most names share says so."""
    ends: Counter[bool] = Counter()
    for last in (True, False):
        found = Counter(form.split()[-1 if last else 0] for forms in names.values() for form in forms)
        ends[last] = sum(count for _, count in found.most_common(10))
    return ends[True] >= ends[False]


def _ranked(codes: set[str], language: str) -> tuple[str, ...]:
    """The codes, that of the language's own state first, then by rank."""
    order = [main_currency(language), *_RANK]
    return tuple(sorted(codes, key=lambda code: (order.index(code) if code in order else len(order), code)))
