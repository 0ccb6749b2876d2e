"""Properties of scripts: which separate words by spaces, which attach particles to them."""

import re

_SPACELESS = re.compile(
    "[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff]")
_HANGUL = re.compile("[\uac00-\ud7a3\u1100-\u11ff]")


def is_word(character: str) -> bool:
    """Return whether the character is a letter or digit."""
    return character.isalnum()


def is_spaced(character: str) -> bool:
    """Return whether the script of the character parts its words by spaces."""
    return character.isascii() or not _SPACELESS.match(character)


def is_katakana(character: str) -> bool:
    """Return whether the character is of the script in which Japanese writes foreign words, one run a word."""
    return bool(_KATAKANA.match(character))


def is_hangul(character: str) -> bool:
    """Return whether the character is Korean, which writes particles to the end of its words."""
    return bool(_HANGUL.match(character))
