"""Look up states by their names in any language: CLDR's territories, names of the press, and the English table.

Names count whole and exact, in any case of an inflecting language. A name that may mean several states gives all of
them ("Korea", "Congo"), so that a table can confirm or correct what a model declares, and never has to guess.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache

from extract.document.inflection import are_forms, inflects
from extract.entities.gazetteer import read_rows
from extract.entities.states import is_seat, lookup_state
from extract.normalize.characters import plain
from extract.normalize.locales import city_names, territory_names
from extract.normalize.tables import split_forms

_ARTICLES = {
    "en": ("the",),
    "fr": ("le", "la", "les", "l'"),
    "es": ("el", "la", "los", "las"),
    "it": ("il", "lo", "la", "gli", "i", "le", "l'"),
    "pt": ("o", "a", "os", "as"),
    "de": ("der", "die", "das", "den", "dem", "des"),
    "nl": ("de", "het"),
}
_BUCKET = 2
"""Letters by which names are found that may be inflected."""


@lru_cache(maxsize=4096)
def states_named(name: str, language: str | None) -> frozenset[str]:
    """Return the codes of the states that a name may mean in a language or in English; empty if no table has it.

    ISO 3166-1 alpha-3, 3166-3 for former states, XKX for Kosovo. Forms are names, abbreviations and seats of
    government, in English also adjectives and peoples.
    """
    words = _key(name)
    found = _english(name) | _exact(words, language)
    if not found and inflects(language):
        found = _inflected(words, language)
    return frozenset(found)


def _english(name: str) -> frozenset[str]:
    listed = _names("en").get(_key(name), frozenset()) | _names("en").get(
        _without_article(_key(name), "en"), frozenset()
    )
    if listed:
        return listed
    code = lookup_state(name)
    return frozenset({code} if code else ())


def _exact(words: str, language: str | None) -> frozenset[str]:
    names = _names(language) if language else {}
    return names.get(words) or names.get(_without_article(words, language)) or frozenset()


def _inflected(words: str, language: str | None) -> frozenset[str]:
    words = _without_article(words, language)
    near = _by_beginning(language or "").get(words[:_BUCKET], ())
    return frozenset(code for name, codes in near if are_forms(words, name, language) for code in codes)


@cache
def _names(language: str) -> dict[str, frozenset[str]]:
    """Names with the states that they may mean; those of the press outweigh CLDR's ("Congo")."""
    found: dict[str, set[str]] = defaultdict(set)
    for name, code in territory_names(language):
        for spelling in _spellings(name):
            found[_key(spelling)].add(code)
    for city, english in city_names(language) if language != "en" else ():
        state = lookup_state(english) if is_seat(english) else None
        if state:
            found[_key(city)].add(state)
    for languages, codes, forms in read_rows("state_names.tsv", 3):
        for form in split_forms(forms) if language in languages.split() else ():
            found[_key(form)] |= set(codes.split())
    return {name: frozenset(codes) for name, codes in found.items()}


@cache
def _by_beginning(language: str) -> dict[str, list[tuple[str, frozenset[str]]]]:
    found: dict[str, list[tuple[str, frozenset[str]]]] = defaultdict(list)
    for name, codes in _names(language).items():
        found[name[:_BUCKET]].append((name, codes))
    return found


def _spellings(name: str) -> Iterator[str]:
    """A name of CLDR with and without its brackets ("Myanmar (Burma)")."""
    yield name
    first, _, rest = plain(name).partition("(")
    if rest:
        yield first


def _key(name: str) -> str:
    """The name without differences of typography; abbreviations keep their capitals ("US" is not "us")."""
    words = " ".join(plain(name).replace(" - ", "-").split())
    letters = words.replace(".", "").replace(" ", "")
    return letters if letters.isupper() and len(letters) <= 4 else words.casefold()


def _without_article(words: str, language: str | None) -> str:
    for article in _ARTICLES.get(language or "", ()):
        if words.startswith(article + " ") or (article.endswith("'") and words.startswith(article)):
            return words.removeprefix(article).strip()
    return words
