"""Makes text from outside safe for a terminal.

Characters that could move the cursor, colour, hide or reorder text are replaced by visible ones. One character is
replaced by exactly one, so offsets into the text stay valid.
"""

_BIDI = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
"""Marks, embeddings, overrides and isolates. See: https://www.unicode.org/reports/tr9/."""
_BREAKS = (0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029)
_REPLACEMENT = "\ufffd"

_REPLACEMENTS = {
    **{code: chr(0x2400 + code) for code in range(0x20)},  # U+2400 to U+241F are pictures of control characters
    0x7F: "\u2421",
    **dict.fromkeys(range(0x80, 0xA0), _REPLACEMENT),
    **dict.fromkeys(_BIDI, _REPLACEMENT),
    **dict.fromkeys(range(0xD800, 0xE000), _REPLACEMENT),  # lone surrogates cannot be encoded
    **dict.fromkeys(range(0xE0000, 0xE0080), _REPLACEMENT),  # invisible tag characters
    **dict.fromkeys(_BREAKS, " "),
}


def terminal_safe(text: str) -> str:
    """The text on one line and of the same length, without characters that a terminal would interpret."""
    return text.translate(_REPLACEMENTS)
