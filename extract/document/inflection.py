"""Recognise names in the cases of inflecting languages: "Лавровым" is a form of "Лавров", "Nordkoreas" of "Nordkorea".

A form is a name's stem with an ending from the closed list of its language, so that "Нигерия" is no form of "Нигер".
Consonants that change before an ending (Polish "Polsce") are not followed.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from extract.document.folding import BEGINNING, FoldedText, FoldedWord
from schemas import Span

_CYRILLIC = (
    "а я ы и у ю е ё о ь й ой ей ою ею ом ем ём ам ям ах ях ами ями ого его ому ему ым им ых их ыми ими ая яя ую юю ое "
    "ее ые ие ый ий ов ев ёв і ї є ові еві ів їв єю ої ої ій ою ата ът та то те"
)
_SOUTH_SLAVIC = "a u e i o om em ama ima og oj im ih ju ja je ega emu"
_ENDINGS = {
    **dict.fromkeys("ru uk be bg mk sr".split(), f"{_CYRILLIC} {_SOUTH_SLAVIC}"),
    **dict.fromkeys("hr bs sl".split(), _SOUTH_SLAVIC),
    **dict.fromkeys("sv da no nb nn nl".split(), "s es"),
    "de": "s es e en er em n ns ens",
    "pl": "a ą ę y i u e o em om ie iem ów ami ach ego emu ym im ej ich ych owi owie ii ię ią",
    **dict.fromkeys("cs sk".split(), "a u e y i ě ou em ům ách ami ech ů ovi ého ému ým ých ém é á í ím om och ov"),
    "lt": "as is us ys a ė o io ui iui ą į ų u iu e ai ei ės os oje ėje yje uje ius",
    "lv": "s š is us a e u i am im em ai ei ā ē ī as es ņa ju",
    "el": "ος ου ο ον α ας η ης ες οι ους ων ι ιου ία ίας",
    "fi": "n a ä ssa ssä sta stä lla llä lta ltä lle ksi in an en on iin aan een t",
    "et": "i s st sse le lt ga d",
    "hu": "t ot at et nak nek ban ben val vel ra re ról ről tól től hoz hez ba be ból ből on en ön n al el i",
}
_SHORTEST_STEM = BEGINNING
_UNCHANGED = re.compile(r"\w{1,6}[иоуеэю]", re.I)
"""Short foreign names in a vowel that takes no ending ("Мали", "Перу")."""


def inflects(language: str | None) -> bool:
    """Return whether the endings of names in the language are known here."""
    return language in _ENDINGS


def is_form(word: str, name: str, language: str | None) -> bool:
    """Return whether a word is a form of a one-word name in the language; every name is a form of itself."""
    if word == name:
        return True
    if name.isupper() or word[:_SHORTEST_STEM] != name[:_SHORTEST_STEM]:
        return False
    return any(word.startswith(stem) and word[len(stem) :] in _endings(language) for stem in _stems(name, language))


def are_forms(words: str, name: str, language: str | None) -> bool:
    """Return whether the words of a name are, one by one, forms of the words of another."""
    forms, names = words.split(), name.split()
    return len(forms) == len(names) and all(map(lambda one, other: is_form(one, other, language), forms, names))


def locate_name(
    name: str, text: FoldedText, language: str | None, start: int = 0, end: int | None = None
) -> tuple[Span, ...]:
    """Return all places of a name in `text[start:end]`: as it is, else in the forms of its words in the language."""
    exact = text.locate(name, start, end)
    if exact or not inflects(language):
        return exact
    names = [word.characters for word in FoldedText(name).words]
    beginnings = text.words_by_beginning.get(names[0][:BEGINNING], ()) if names else ()
    phrases = (text.words[at : at + len(names)] for at in beginnings)
    return tuple(
        text.span(phrase[0].start, phrase[-1].end)
        for phrase in phrases
        if start <= phrase[0].start and (end is None or phrase[-1].end <= end) and _match(phrase, names, text, language)
    )


def _match(phrase: Sequence[FoldedWord], names: Sequence[str], text: FoldedText, language: str | None) -> bool:
    """Return whether the words are forms of the names, with nothing but white space between them."""
    if len(phrase) < len(names):
        return False
    forms = all(is_form(word.characters, name, language) for word, name in zip(phrase, names, strict=True))
    return forms and all(text.span(one.end, other.start).text.isspace() for one, other in pairwise(phrase))


@lru_cache(maxsize=4096)
def _stems(name: str, language: str | None) -> tuple[str, ...]:
    if _UNCHANGED.fullmatch(name):
        return (name,)
    cut = (name.removesuffix(ending) for ending in _endings(language) if name.endswith(ending))
    return tuple(stem for stem in (name, *cut) if len(stem) >= _SHORTEST_STEM)


def _endings(language: str | None) -> frozenset[str]:
    return _TABLE.get(language or "", frozenset())


_TABLE = {language: frozenset(endings.split()) | {""} for language, endings in _ENDINGS.items()}
