"""Characters as they count in a comparison: typographic variants become one form, invisible characters nothing.

No letter ever becomes another letter: case, accents and spelling stay. Sources: Unicode's compatibility mappings (NFKC)
for the blocks named below, its decimal digits, its general categories.
"""

import unicodedata
from functools import cache

QUOTE = "'"
"""The one form of all quotation marks and apostrophes: models turn inner double quotes into single ones."""
DASH = "-"
"""The one form of all hyphens and dashes."""
SOFT_HYPHEN = "\u00ad"
_QUOTES = "\"'‘’‚‛“”„‟‹›«»`´ʻʼʹʺ′″‵‶〝〞〟「」『』﹁﹂﹃﹄＂＇｢｣״׳"
_DASHES = "-‐‑‒–—―⁃−﹘﹣－־⸺⸻"
_COMPATIBILITY = (
    (0x2026, 0x2026),  # ellipsis
    (0x2160, 0x217F),  # Roman numerals
    (0x2F00, 0x2FD5),  # Kangxi radicals, which PDF files hold in the place of ideographs
    (0xFB00, 0xFB4F),  # ligatures of Latin, Armenian and Hebrew
    (0xFB50, 0xFDFF),  # Arabic presentation forms A
    (0xFE70, 0xFEFC),  # Arabic presentation forms B
    (0xFF01, 0xFF9D),  # full-width Latin, half-width Katakana
    (0x1D400, 0x1D7FF),  # mathematical letters and digits
)
_OTHERS = {
    "\u066b": ".",  # Arabic decimal separator
    "\u066c": ",",  # Arabic thousands separator
    "\u060c": ",",
    "\u061b": ";",
    "\u066a": "%",
    "、": ",",
    "。": ".",
    "〜": "~",
    "\u0640": "",  # Arabic elongation
}
_POINTS = ((0x0591, 0x05BD), (0x064B, 0x0652), (0x0670, 0x0670), (0xFE00, 0xFE0F))
"""Hebrew and Arabic vowel points, variation selectors: writing with and without them is the same words."""


_WITHOUT_CHARACTERS = range(0x20000, 0xE0000)
"""Planes 2 to 13 hold ideographs or nothing: no digits and no format characters."""


@cache
def replacements() -> dict[str, str]:
    """Return the characters that take another form in a comparison, with that form; ignored ones have none."""
    dropped = [chr(code) for first, last in _POINTS for code in range(first, last + 1)]
    table = _OTHERS | _digits_and_format() | dict.fromkeys(dropped, "")
    points = str.maketrans(dict.fromkeys([*dropped, " "], ""))
    for first, last in _COMPATIBILITY:
        forms = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(first, last + 1)}
        table |= {character: form.translate(points) for character, form in forms.items() if len(form) < 8}
    table |= dict.fromkeys(_QUOTES, QUOTE) | dict.fromkeys(_DASHES, DASH)
    return {character: form for character, form in table.items() if character != form}


def _digits_and_format() -> dict[str, str]:
    table = {}
    for code in (*range(128, _WITHOUT_CHARACTERS.start), *range(_WITHOUT_CHARACTERS.stop, 0xE1000)):
        category = unicodedata.category(chr(code))
        if category == "Nd":
            table[chr(code)] = str(unicodedata.decimal(chr(code)))
        elif category == "Cf":
            table[chr(code)] = ""
    return table


def plain(words: str) -> str:
    """Return the words in composed Unicode, with every character in the form in which it is compared."""
    return unicodedata.normalize("NFC", words).translate(_translation())


def is_mark(character: str) -> bool:
    """Return whether the character combines with the one before it (a vowel sign, an accent)."""
    return not character.isascii() and unicodedata.category(character)[0] == "M"


@cache
def _translation() -> dict[int, str]:
    return {ord(character): form for character, form in replacements().items()}
