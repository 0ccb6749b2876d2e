"""Cuts from the text of a mail what is not its article: quotations, signatures, legal notices, newsletter links."""

import re
from collections.abc import Sequence

from extract.read.mail.labels import CLOSING, LEGAL, LIST_FOOTER, NEWSLETTER, WROTE

_QUOTED = re.compile(r"\s{0,3}>+ ?")
_SIGNATURE = re.compile(r"--\s?")
_SIGNATURE_LINES = 12
"""Lines of a signature, at most, where a closing phrase begins it."""
_SHORT = 90
"""Characters of a line of a signature, at most."""
_TOP = 6
"""Lines at the top in which newsletters have links."""
_FEW_WORDS = 25
"""Words of its own below which a mail only passes a quotation on."""


def count_words(text: str) -> int:
    """Return the number of words, without those of addresses."""
    return len(re.findall(r"[^\W\d_]{2,}", re.sub(r"https?://\S+|\S+@\S+", " ", text)))


def trim_mail(text: str) -> str:
    """Return the text of a mail that is its article."""
    lines = text.split("\n")
    own = _cut_legal(_cut_signature(_without_quotes(lines)))
    return "\n".join(_cut_newsletter(own)).strip("\n")


def _without_quotes(lines: Sequence[str]) -> list[str]:
    """The lines that are not quoted; if they are few, the quoted ones, which are then the article."""
    kept: list[str] = []
    quoted: list[str] = []
    for number, line in enumerate(lines):
        if found := _QUOTED.match(line):
            quoted.append(line[found.end() :])
        elif not _is_above_quote(lines, number):
            kept.append(line)
    own, other = count_words("\n".join(kept)), count_words("\n".join(quoted))
    if own < _FEW_WORDS <= other and other > 2 * own:
        return _without_quotes(quoted)
    return kept


def _is_above_quote(lines: Sequence[str], number: int) -> bool:
    """Whether a line, alone or with the next one, says who wrote the quoted lines below."""
    for length in (1, 2):
        words = " ".join(lines[number : number + length])
        below = next((line for line in lines[number + length :] if line.strip()), "")
        if WROTE.fullmatch(words) and (not below or _QUOTED.match(below)):
            return True
    return (
        number > 0
        and WROTE.fullmatch(f"{lines[number - 1]} {lines[number]}") is not None
        and (_QUOTED.match(next((line for line in lines[number + 1 :] if line.strip()), "")) is not None)
    )


def _cut_signature(lines: list[str]) -> list[str]:
    """The lines above `-- `, or above a closing phrase with a few short lines below it."""
    for number, line in enumerate(lines):
        if number and _SIGNATURE.fullmatch(line):
            return lines[:number]
    for number in range(max(1, len(lines) - _SIGNATURE_LINES), len(lines)):
        if LIST_FOOTER.fullmatch(lines[number]) and any("@" in line or "://" in line for line in lines[number:]):
            return lines[:number]
        if CLOSING.fullmatch(lines[number]) and all(len(line) <= _SHORT for line in lines[number:]):
            return lines[:number]
    return lines


def _cut_legal(lines: list[str]) -> list[str]:
    for number in range(1, len(lines)):
        if LEGAL.match(" ".join(lines[number : number + 4])):
            return lines[:number]
    return lines


def _cut_newsletter(lines: list[str]) -> list[str]:
    """The lines without links at the top, and without everything from the first such line in the second half on."""
    end = next((n for n in range(max(1, len(lines) // 2), len(lines)) if NEWSLETTER.fullmatch(lines[n])), len(lines))
    return [line for number, line in enumerate(lines[:end]) if number >= _TOP or not NEWSLETTER.fullmatch(line)]
