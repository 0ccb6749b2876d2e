"""Fold a text for comparison and map offsets back: words that differ in typography alone are found, altered ones not.

Folded are quotation marks, dashes, ligatures, full-width and presentation forms, native digits, composed accents,
invisible characters and soft hyphens; white space counts only between two words of a script that has spaces, and a word
broken at a line end is matched with and without its hyphen. Case is kept unless `any_case` is asked for.
"""

import re
import unicodedata
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from extract.document.word_boundary import stands_alone
from extract.normalize.characters import DASH, QUOTE, SOFT_HYPHEN, is_mark, replacements
from extract.normalize.scripts import is_spaced, is_word
from schemas import Span

_PIECE = re.compile(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
BEGINNING = 3
"""Letters by which words are indexed."""
_WORD = re.compile(r"\w+")
_LINE_END = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ad][ \t]*(?:\r?\n|[\r\f\u2028])[ \t]*(?=([^\W\d_]))")
_HANGUL_MEDIALS = "\u1160", "\u11ff"
_EDGES = " '-.,;:!?()[]{}…¡¿~*_|"
"""Marks that words may have at their ends and the text not."""
_NONE, _SPACE, _HYPHEN, _EITHER = " _-~"
"""What separates two characters: nothing, white space that does not count, a hyphen, or a hyphen at a line end, which
may belong to the word."""


class FoldedWord(NamedTuple):
    """A word in its folded form, with the offsets of the text itself."""

    characters: str
    start: int
    end: int


class FoldedText:
    """A text in its folded form; all offsets in arguments and results are those of the text itself."""

    def __init__(self, text: str) -> None:
        self._text = text
        folder = _Folder(text)
        self._characters = "".join(folder.characters)
        self._joints = "".join(folder.joints)
        self._hyphens = self._joints.replace(_SPACE, _NONE)
        self._starts, self._ends = folder.starts, folder.ends

    @property
    def characters(self) -> str:
        """Return the folded text without its hyphens."""
        return self._characters

    def locate(self, words: str, start: int = 0, end: int | None = None, any_case: bool = False) -> tuple[Span, ...]:
        """Return all places in `text[start:end]` that hold exactly these words as whole words, in order.

        Marks at the ends of the words (quotation marks, full stops, brackets) may be missing in the text.
        """
        needle = FoldedText(words)
        places = tuple(self._places(needle, start, end, any_case))
        return places or tuple(self._places(needle._core(), start, end, any_case))

    @cached_property
    def words(self) -> tuple[FoldedWord, ...]:
        """Return the words of the text in order, hyphenated ones as one."""
        return tuple(
            FoldedWord(match.group(), self._starts[match.start()], self._ends[match.end() - 1])
            for match in _WORD.finditer(self._characters)
        )

    @cached_property
    def words_by_beginning(self) -> dict[str, list[int]]:
        """Return the positions of the words in `words` by their first letters, `BEGINNING` of them."""
        found: dict[str, list[int]] = {}
        for position, word in enumerate(self.words):
            found.setdefault(word.characters[:BEGINNING], []).append(position)
        return found

    def span(self, start: int, end: int) -> Span:
        """Return the span of these offsets of the text."""
        return Span(start=start, end=end, text=self._text[start:end])

    def _core(self) -> "FoldedText":
        """The words without marks at their ends; a last apostrophe stays if it closes no quotation ("the state'")."""
        words = self._characters_with_hyphens()
        closes = QUOTE in words[:-1] or not is_word(words.rstrip(QUOTE)[-1:])
        return FoldedText(words.strip(_EDGES) if closes else words.strip(_EDGES.replace(QUOTE, "")))

    def _characters_with_hyphens(self) -> str:
        pairs = zip(self._hyphens, self._characters, strict=True)
        return "".join(joint.replace(_NONE, "").replace(_EITHER, SOFT_HYPHEN + "\n") + one for joint, one in pairs)

    def _places(self, needle: "FoldedText", start: int, end: int | None, any_case: bool) -> Iterator[Span]:
        words = needle._lowered if any_case else needle.characters
        if not any(is_word(character) for character in words):
            return
        text = self._lowered if any_case else self._characters
        first, last = self._range(start, end)
        at = text.find(words, first, last)
        while at >= 0:
            if self._has_joints(needle, at) and stands_alone(self._characters, self._joints, at, at + len(words)):
                yield self._span(at, at + len(words))
            at = text.find(words, at + 1, last)

    def _range(self, start: int, end: int | None) -> tuple[int, int]:
        """The folded characters of a range of the text."""
        last = len(self._characters) if end is None else bisect_right(self._ends, end)
        return bisect_left(self._starts, start), last

    def _has_joints(self, needle: "FoldedText", at: int) -> bool:
        """Whether the hyphens inside the words are those of the text."""
        here, theirs = self._hyphens[at + 1 : at + len(needle._hyphens)], needle._hyphens[1:]
        return here == theirs or all(
            one == other or _EITHER in (one, other) for one, other in zip(here, theirs, strict=True)
        )

    def _span(self, first: int, last: int) -> Span:
        return self.span(self._starts[first], self._ends[last - 1])

    @cached_property
    def _lowered(self) -> str:
        lowered = self._characters.lower()
        if len(lowered) == len(self._characters):
            return lowered
        return "".join(one if len(one.lower()) > 1 else one.lower() for one in self._characters)


def locate(words: str, text: str) -> tuple[Span, ...]:
    """Return all places of these words in a text. To search a text more than once, use `FoldedText`."""
    return FoldedText(text).locate(words)


class _Folder:
    """Folds a text from its beginning to its end."""

    def __init__(self, text: str) -> None:
        self.characters: list[str] = []
        self.joints: list[str] = []
        self.starts, self.ends = array("L"), array("L")
        self._space: tuple[int, int] | None = None
        self._joint = _NONE
        breaks = {match.start(): match for match in _LINE_END.finditer(text)}
        table = replacements()
        skipped = 0
        for start, end in _pieces(text):
            if start < skipped:
                continue
            if start in breaks:
                skipped = breaks[start].end()
                self._break(text, breaks[start])
                continue
            piece = text[start:end]
            if piece.isspace():
                self._space = self._space or (start, end)
            elif piece.isascii() and piece.isalnum():
                self._run(piece, start)
            else:
                piece = unicodedata.normalize("NFC", piece)
                self._cluster("".join(table.get(one, one) for one in piece), start, end)

    def _break(self, text: str, match: re.Match[str]) -> None:
        """A hyphen at a line end: part of the word or not, unless a capital after it says that it is."""
        before, after = text[match.start() - 1], match[1]
        if match.group().startswith(SOFT_HYPHEN):
            return
        self._joint = _EITHER if after.islower() or not after.isupper() or before.isupper() else _HYPHEN

    def _run(self, piece: str, start: int) -> None:
        self._space_before(piece[0])
        self.characters.extend(piece)
        self.joints.append(self._joint)
        self.joints.extend(_NONE * (len(piece) - 1))
        self.starts.extend(range(start, start + len(piece)))
        self.ends.extend(range(start + 1, start + len(piece) + 1))
        self._joint = _NONE

    def _cluster(self, form: str, start: int, end: int) -> None:
        if not form and self.ends and self.ends[-1] == start:
            self.ends[-1] = end
        for character in form:
            if character == DASH:
                self._joint, self._space = _HYPHEN, None
                continue
            self._space_before(character)
            self.characters.append(character)
            self.joints.append(self._joint)
            self.starts.append(start)
            self.ends.append(end)
            self._joint = _NONE

    def _space_before(self, character: str) -> None:
        """The white space before a character, if it parts two words or the numbers of a list."""
        if self._space and self._joint == _NONE and self.characters:
            before, number = self.characters[-1], "".join(self.characters[-2:])
            in_list = character.isdigit() and len(number) == 2 and number[0].isdigit() and number[1] in ".,:"
            if in_list or (_counts(before) and _counts(character)):
                self.characters.append(" ")
                self.joints.append(_NONE)
                self.starts.append(self._space[0])
                self.ends.append(self._space[1])
            else:
                self._joint = _SPACE
        self._space = None


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """Runs of ASCII letters and digits, runs of white space, single characters with what combines with them."""
    if unicodedata.is_normalized("NFC", text):
        yield from (match.span() for match in _PIECE.finditer(text))
        return
    start = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or not _combines(text[at]):
            yield start, at
            start = at


def _combines(character: str) -> bool:
    return is_mark(character) or _HANGUL_MEDIALS[0] <= character <= _HANGUL_MEDIALS[1]


def _counts(character: str) -> bool:
    """Whether white space beside the character parts words."""
    return (is_word(character) or is_mark(character)) and is_spaced(character)
