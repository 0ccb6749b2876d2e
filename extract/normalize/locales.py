"""Read CLDR's data on a language through Babel: numbers, scale words, currencies, months, territories, cities."""

from collections.abc import Iterator
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.numbers import get_currency_name, get_decimal_symbol, get_territory_currencies

_PLURALS = (0, 1, 2, 3, 5, 11, 100, 1.5)
"""Numbers that take every plural form of every language."""


@cache
def locale_of(language: str | None) -> Locale | None:
    """Return the locale of an ISO 639 code, None if CLDR does not have it."""
    try:
        return Locale.parse(language, sep="-") if language else None
    except (UnknownLocaleError, ValueError):
        return None


@cache
def decimal_mark(language: str | None) -> str:
    """Return the mark before decimals in Latin digits: "." or ","."""
    found = locale_of(language)
    return str(get_decimal_symbol(found, numbering_system="latn")) if found else "."


@cache
def compact_scales(language: str | None) -> tuple[tuple[str, int], ...]:
    """Return scale words with their multipliers, from CLDR's compact number forms ("0 Mio.", "00 billones")."""
    return tuple(dict.fromkeys(_compact_scales(language)))


def _compact_scales(language: str | None) -> Iterator[tuple[str, int]]:
    found = locale_of(language)
    for forms in found.compact_decimal_formats.values() if found else ():
        for patterns in forms.values():
            for power, pattern in patterns.items():
                text = str(pattern.pattern)
                word = text.replace("0", "").replace("'", "").strip()
                if word and str(power).isdigit() and "0" in text:
                    yield word, int(power) // 10 ** (text.count("0") - 1)


@cache
def main_currency(language: str | None) -> str | None:
    """Return the currency of the state in which most speakers of the language live."""
    subtags = get_global("likely_subtags").get(language or "", "")
    territory = subtags.rpartition("_")[2]
    found = get_territory_currencies(territory) if len(territory) == 2 else []
    return str(found[0]) if found else None


@cache
def currency_of(iso3: str) -> str | None:
    """Return the currency of a state, given its ISO 3166-1 alpha-3 code."""
    found = [code for territory in get_global("territory_aliases").get(iso3, ()) for code in _currencies(territory)]
    return found[0] if found else None


@cache
def tender() -> frozenset[str]:
    """Return the ISO 4217 codes of all legal tender of today."""
    return frozenset(code for territory in get_global("territory_currencies") for code in _currencies(territory))


def currency_names(language: str, code: str) -> frozenset[str]:
    """Return the names of a currency in all plural forms of a language; empty where CLDR has only its code."""
    found = locale_of(language)
    names = {str(get_currency_name(code, count=count, locale=found)) for count in _PLURALS} if found else set()
    return frozenset(names - {code})


def _currencies(territory: str) -> list[str]:
    return [str(code) for code in get_territory_currencies(territory)]


_MORE_LOCALES = {"ar": ("ar_LB", "ar_DZ", "ar_MA"), "pt": ("pt_PT",), "de": ("de_AT",), "sr": ("sr_Latn",)}
"""Locales whose names of months differ from those of the language's main state."""


@cache
def month_names(language: str) -> tuple[tuple[str, int], ...]:
    """Return the names of months, full and short, within a date and alone, with their numbers."""
    found: dict[tuple[str, int], None] = {}
    prefix = "ב" if language == "he" else ""
    for name in (language, *_MORE_LOCALES.get(language, ())):
        locale = locale_of(name.replace("_", "-"))
        for form in ("format", "stand-alone") if locale else ():
            for width in ("wide", "abbreviated"):
                for number, month in locale.months[form][width].items() if locale else ():
                    found.update(dict.fromkeys((spelling, number) for spelling in _spellings(prefix, str(month))))
    return tuple(found)


@cache
def weekday_names(language: str) -> tuple[tuple[str, int], ...]:
    """Return the full names of the days of the week, Monday as 0."""
    locale = locale_of(language)
    if not locale:
        return ()
    forms = ("format", "stand-alone")
    return tuple(
        dict.fromkeys((str(name), number) for form in forms for number, name in locale.days[form]["wide"].items())
    )


@cache
def day_comes_first(language: str | None) -> tuple[bool, ...]:
    """Return whether the day precedes the month in a date of numbers; both where states of the language differ."""
    locale = locale_of(language)
    if language in (None, "en") or not locale:
        return (False, True)
    pattern = str(locale.date_formats["short"].pattern)
    return (pattern.lower().index("d") < pattern.index("M"),)


def _spellings(prefix: str, month: str) -> set[str]:
    """A name with and without the stop of a short one, and with the "in" that Hebrew writes to it."""
    spellings = {month, month.removesuffix(".")} if len(month) > 2 else {month}
    return spellings | {prefix + spelling for spelling in spellings}


@cache
def language_names(language: str) -> tuple[tuple[str, str], ...]:
    """Return the names of languages in a language, with ISO 639-1 codes."""
    locale = locale_of(language)
    return tuple((str(name), code) for code, name in locale.languages.items() if len(code) == 2) if locale else ()


_NO_TERRITORIES = frozenset({"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"})
_WITHDRAWN = frozenset({"ASC", "BUR", "CPT", "DDR", "DGA", "FXX", "TAA", "TMP", "XKK", "YMD", "ZAR"})
"""Alpha-3 codes that CLDR maps to a territory of today, and those that ISO 3166 does not assign."""
_KOSOVO = "XK", "XKX"


@cache
def territory_names(language: str) -> tuple[tuple[str, str], ...]:
    """Return the names of states and territories in a language, with ISO 3166-1 alpha-3 codes (XKX for Kosovo)."""
    locale = locale_of(language)
    if not locale:
        return ()
    codes = _alpha3()
    return tuple((str(name), codes[code]) for code, name in locale.territories.items() if code in codes)


@cache
def _alpha3() -> dict[str, str]:
    """Alpha-2 codes with their alpha-3 codes, from CLDR's table of aliases."""
    aliases = get_global("territory_aliases").items()
    single = {str(codes[0]): str(alias) for alias, codes in aliases if _is_alpha3(str(alias)) and len(codes) == 1}
    return {code: alias for code, alias in single.items() if code not in _NO_TERRITORIES} | dict([_KOSOVO])


def _is_alpha3(alias: str) -> bool:
    return len(alias) == 3 and alias.isalpha() and alias not in _WITHDRAWN


@cache
def city_names(language: str) -> tuple[tuple[str, str], ...]:
    """Return the names of cities that name time zones, most capitals among them, with their English names."""
    locale = locale_of(language)
    zones = locale.time_zones.items() if locale else ()
    return tuple((str(names["city"]), _city(str(zone))) for zone, names in zones if "city" in names)


def _city(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")
