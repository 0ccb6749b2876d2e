"""Check that a match covers whole words and whole numbers, in scripts with and without spaces.

Han, Kana, Thai and their like write words without spaces: there, whole characters are enough, but a run of Katakana is
one word ("インド" is not in "インドネシア"). Arabic and Hebrew prefix particles, Korean suffixes them to its words.
"""

import re

from extract.normalize.characters import QUOTE, is_mark
from extract.normalize.scripts import is_hangul, is_katakana, is_spaced, is_word

_NUMERALS = frozenset("〇一二三四五六七八九十百千万萬億亿兆两両십백천만억조")
_PARTICLES = re.compile("(?:[وف]?(?:ال|[بكل]ال|لل|[بكلس])?|[וש]?(?:[הבלמכש]{0,2}))")
"""Arabic "and, so, in, as, for, will, the"; Hebrew "and, that, the, in, to, from, as"."""
_PREFIXED = re.compile("[\u0590-\u06ff]")
_SUFFIXES = re.compile(
    "(?:들|측|군|산)?(?:은|는|이|가|을|를|의|에|와|과|도|로|만|께|으로|에서|에게|한테|부터|까지|보다|처럼|에는|에서는|에도|"
    "으로서|로서|으로부터|로부터|과의|와의|에서의|으로의|로의|이나|나|이며|이고|이자|이라는|라는|이라고|라고|이다|다)?"
    "|(?:하|했|한|할|함|합|해|되|됐|된|될|됨|됩|돼|시키|시켰|받|당하|당했|키로|키|적)[가-힣]*"
)
"""Korean particles of nouns, and the light verbs that make a verb of a noun."""
_OPPOSED = re.compile(r"(?<!\w)(?:pro|anti|non|про|анти)$", re.I)
"""Prefixes with which a hyphen makes another word: "pro-Iranian", "non-aggression"."""


def stands_alone(text: str, joints: str, first: int, last: int) -> bool:
    """Return whether `text[first:last]` neither begins nor ends within a word or a number.

    `joints[i]` is what separates the characters before and at `i`: " " for nothing, "_" for white space, else a hyphen.
    """
    return _begins(text, joints, first) and _ends(text, joints, last)


def _begins(text: str, joints: str, first: int) -> bool:
    if first == 0:
        return True
    if joints[first] == "-":
        return not _OPPOSED.search(text[max(0, first - 6) : first])
    before, character = text[first - 1], text[first]
    if joints[first] == "_" and is_word(before):
        return not (_is_numeral(before) and _is_numeral(character))
    if _joined(before, character):
        return bool(_PREFIXED.match(character)) and _PARTICLES.fullmatch(_word_before(text, joints, first)) is not None
    if joints[first] == " " and (_is_apostrophe(text, first) or _is_inner_stop(text, first - 1)):
        return False
    return not (character.isdigit() and _goes_on(text[first - 2 : first], text[first : first + 4]))


def _ends(text: str, joints: str, last: int) -> bool:
    if last == len(text):
        return True
    if joints[last] == "-":
        return True
    before, character = text[last - 1], text[last]
    if joints[last] == "_" and is_word(character):
        return not (_is_numeral(before) and _is_numeral(character))
    if _joined(before, character):
        return is_hangul(before) and _SUFFIXES.fullmatch(_word_after(text, joints, last)) is not None
    if joints[last] == " " and (_is_apostrophe(text, last - 1) or _is_inner_stop(text, last)):
        return False
    return not (before.isdigit() and _goes_on(text[last - 1 : last + 1], text[last + 1 : last + 5]))


def _is_apostrophe(text: str, at: int) -> bool:
    return text[at] == QUOTE and is_word(text[at - 1 : at]) and is_word(text[at + 1 : at + 2])


def _is_inner_stop(text: str, at: int) -> bool:
    """Whether a stop parts two initials of one abbreviation ("U.S")."""
    initials = text[max(0, at - 2) : at], text[at + 1 : at + 3]
    return text[at] == "." and all(one.isupper() and sum(map(is_word, one)) == 1 for one in initials)


def _joined(before: str, after: str) -> bool:
    """Whether two neighbours belong to one word or number."""
    if is_mark(after):
        return True
    if not is_word(before) or not is_word(after):
        return False
    if before.isascii() and after.isascii():
        return True
    if not is_spaced(before) or not is_spaced(after):
        katakana = is_katakana(before) and is_katakana(after)
        return katakana or (_is_numeral(before) and _is_numeral(after))
    if is_hangul(before) != is_hangul(after):
        return _is_numeral(before) and _is_numeral(after)
    return True


def _is_numeral(character: str) -> bool:
    return character.isdigit() or character in _NUMERALS


def _goes_on(before: str, after: str) -> bool:
    """Whether a number runs on over its separator: digit and separator, then digits; a space only before three."""
    if len(before) < 2 or not before[0].isdigit() or not after[:1].isdigit():
        return False
    in_three = after[:3].isdigit() and len(after) >= 3 and not after[3:].isdigit()
    return before[1] in ".," or (before[1] in " '" and in_three)


def _word_before(text: str, joints: str, first: int) -> str:
    start = first
    while start > max(0, first - 5) and _joined(text[start - 1], text[start]) and joints[start] == " ":
        start -= 1
    return text[start:first]


def _word_after(text: str, joints: str, last: int) -> str:
    end = last
    while end < min(len(text), last + 20) and _joined(text[end - 1], text[end]) and joints[end] == " ":
        end += 1
    return text[last:end]
