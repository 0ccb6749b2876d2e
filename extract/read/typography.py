"""Replaces characters that typesetting puts in the place of letters: ligatures, soft hyphens, loose accents."""

import re
import unicodedata
from collections.abc import Iterable

_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
"""Ligatures of the Latin script as letters."""
_SOFT_HYPHEN = re.compile(r"\u00ad(?![ \t]*\n)")
"""A soft hyphen within a line; that at the end of a line says that the line breaks a word."""
_LETTER = "A-Za-z\u00c0-\u024f\u0370-\u052f"
_INVISIBLE = re.compile(rf"[\u200b\u2060]|(?<=[{_LETTER}])[\u200c\u200d](?=[{_LETTER}])")
"""Characters without width that no word has; in Persian, Hindi and others, the joiners belong to words."""
_ACCENTS = {"´": "\u0301", "`": "\u0300", "¨": "\u0308", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c", "˘": "\u0306"}
_LOOSE = re.compile(rf"([{''.join(_ACCENTS)}])([a-zA-Zıȷ])")
_CEDILLA = re.compile(r"([cCsStT])\s?¸(?=[a-z])")
_UNDOTTED = {"ı": "i", "ȷ": "j"}


def fold_ligatures(text: str) -> str:
    """Return the text with letters in place of ligatures, and without invisible marks inside its lines."""
    return text if text.isascii() else _INVISIBLE.sub("", _SOFT_HYPHEN.sub("", text.translate(_LIGATURES)))


def compose_accents(text: str) -> str:
    """Return the text with accents on their letters; TeX draws them apart."""
    text = _CEDILLA.sub(lambda found: unicodedata.normalize("NFC", found[1] + "\u0327"), text)
    return _LOOSE.sub(lambda found: _compose(found[1], found[2]), text)


def _compose(accent: str, letter: str) -> str:
    made = unicodedata.normalize("NFC", _UNDOTTED.get(letter, letter) + _ACCENTS[accent])
    return made if len(made) == 1 else accent + letter


def runs_leftwards(texts: Iterable[str]) -> bool:
    """Return whether most letters are of a script that is written from right to left."""
    directions = [unicodedata.bidirectional(character) for text in texts for character in text]
    return sum(one in ("R", "AL") for one in directions) > sum(one == "L" for one in directions)
