"""Splits a text into sentences with offsets; every character that is not white space is in exactly one.

The text is split into blocks first: the headline and lines that are not prose are one sentence each. Within a block, a
sentence ends after `.`, `!`, `?` or `…` and closing quotation marks if the next word does not begin in lower case,
unless the full stop belongs to an abbreviation, an initial, a number or a dateline. Colons and semicolons end none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from extract.document.blocks import Block, split_blocks
from extract.document.heading import dateline_end, find_headline, is_byline

LONGEST = 2_000
"""Characters in a sentence, at most; a longer one is cut at a semicolon, a comma or a space."""


class Role(StrEnum):
    """The part of the page that a sentence belongs to."""

    HEADLINE = "headline"
    BYLINE = "byline"
    """Names outlet, author or date, or belongs to the page ("Advertisement"); it is no news."""
    BODY = "body"


@dataclass(frozen=True)
class Sentence:
    """A sentence: `text[start:end] == sentence.text`, in code points, without white space around it."""

    index: int
    start: int
    end: int
    text: str
    role: Role


_CLOSE = r"""["”“’'»)\]}]*+(?:\[\d+\])*+(?:[ \u00a0]["”»](?=\s))?"""
"""Closing quotation marks and brackets, footnote marks, and a closing quotation mark after a space."""
_END = re.compile(rf"(?<![.!?…؟।])(?P<stop>[.!?…؟।]++){_CLOSE}(?=\s)|[。！？]+[”’」』）]*|\s(?=[•●▪◦‣]\s)")
_WORD = re.compile(r"[^\W_]")
_NEXT = re.compile(r"[\s\"“”„«‘’'(\[{*–—-]*(?P<word>\w(?:[\w'’-]*\w)?)?")
_BEFORE_TOKEN = re.compile(r"[\s(\[\"“„«‘/]")
_INITIALS = re.compile(r"(?:^|-)(?:[^\W\d_]\.-?){1,6}$")
_ENUMERATOR = re.compile(r"\s*(?:\d{1,3}|[A-Za-z]|[IVXLC]{1,6})\.")
_NEVER_LAST = re.compile(
    r"(?:mr|mrs|ms|messrs|mme|mlle|dr|prof|gen|lt|col|maj|capt|cmdr|cdr|adm|vadm|radm|sgt|cpl|pvt|brig|sens?|reps?|govs?|"
    r"pres|amb|rev|hon|ste?|mt|fr|supt|insp|det|asst|dep|atty|vs|cf|e\.g|i\.e|viz|approx|ca)\.",
    re.I,
)
_BEFORE_NUMBER = re.compile(
    r"(?:nos?|arts?|secs?|paras?|pp?|pgs?|vols?|figs?|ch|res|cl|regs?|ext|tel|"
    r"rs|re|tk|dhs?|[ktu]?shs?|s?fr|rp|bs|afs?|din|kr|lit)\.",
    re.I,
)
"""References, and currencies as they stand before an amount."""
_SELDOM_LAST = re.compile(
    r"(?:jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|tues|thurs|jr|sr|inc|ltd|cos?|corp|bros|plc|llc|dept|univ|assn|ft|"
    r"ph\.d|mrd|mio|mln|bln|trln)\.",
    re.I,
)
"""These, initials and dotted acronyms end a sentence only if the next word often begins one."""
_USUAL_FIRST = re.compile(
    r"the|an?|he|she|it|they|we|i|you|this|that|these|those|there|in|on|at|by|for|from|but|and|or|so|yet|as|if|when|while|"
    r"after|before|since|although|though|however|meanwhile|also|both|its|their|his|her|our|my|another|some|many|such|"
    r"with|without|last|earlier|later|according|asked|speaking|what|why|how|where",
    re.I,
)


def segment(text: str) -> tuple[Sentence, ...]:
    """Return the sentences of a text in order. Punctuation without words is a sentence too."""
    page = split_blocks(text)
    headline = find_headline(page)
    out: list[Sentence] = []
    for block in page:
        for start, end, role in _pieces(block, text, block is headline):
            out.append(Sentence(len(out), start, end, text[start:end], role))
    return tuple(out)


def _pieces(block: Block, text: str, is_headline: bool) -> Iterator[tuple[int, int, Role]]:
    if is_headline:
        yield block.start, block.end, Role.HEADLINE
        return
    if is_byline(block.text):
        yield from ((start, end, Role.BYLINE) for start, end in _cut(text, block.start, block.end))
        return
    start = block.start
    for stop in (*_ends(block), block.end):
        yield from ((begin, end, Role.BODY) for begin, end in _cut(text, start, stop))
        start = stop


def _ends(block: Block) -> Iterator[int]:
    """The offsets in the text at which the sentences of a block end, except the last."""
    words, start, seen = block.text, 0, 0
    kept = dateline_end(words)
    wordy = False
    for found in _END.finditer(words):
        end = found.end()
        wordy, seen = wordy or bool(_WORD.search(words, seen, end)), end
        if end <= kept or not wordy:
            continue
        rest = _NEXT.match(words, end)
        word = rest["word"] if rest else None
        if found["stop"] and (word is None or word[0].islower() or _is_inner_stop(words, start, found, word)):
            continue
        if end < len(words):
            yield block.start + end
            start, wordy = end, False


def _is_inner_stop(words: str, start: int, found: re.Match[str], following: str) -> bool:
    """True of the full stop of an abbreviation, an initial or an enumerator inside a sentence."""
    if found["stop"] != ".":
        return False
    stop = found.end("stop")
    last = _BEFORE_TOKEN.split(words[max(start, stop - 30) : stop])[-1]
    if not last:
        return False
    in_brackets = words[stop - len(last) - 1 : stop - len(last)] + words[stop : stop + 1] == "()"
    if in_brackets or _NEVER_LAST.fullmatch(last.rpartition("-")[2]) or _ENUMERATOR.fullmatch(words, start, stop):
        return True
    if _BEFORE_NUMBER.fullmatch(last):
        return following[0].isdigit()
    if _SELDOM_LAST.fullmatch(last) or _INITIALS.search(last):
        return not _USUAL_FIRST.fullmatch(following)
    return False


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of a piece without white space around it, in parts of at most `LONGEST` characters."""
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        stop = end if end - start <= LONGEST else _break(text, start, start + LONGEST)
        if start < stop:
            last = stop
            while text[last - 1].isspace():
                last -= 1
            yield start, last
        start = stop


def _break(text: str, start: int, limit: int) -> int:
    """The last semicolon, else comma, else space in the second half of the piece; the limit if it has none."""
    for mark in (";", ",", " "):
        found = text.rfind(mark, start + LONGEST // 2, limit)
        if found >= 0:
            return found + 1
    return limit
