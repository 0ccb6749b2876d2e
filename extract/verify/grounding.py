"""Finds the words of drafts in the article, and rejects those that it does not contain.

A model gives sentence numbers and words; the spans are added here. Words match whole words, letter by letter, after
typographic folding: kinds of quotation marks, dashes and spaces, a comma left out, the case of the first letter.
Nothing is matched fuzzily, so a digit, a negation or a name that the article does not contain cannot pass.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.document.segment import Sentence
from extract.model.contract import Drafts
from extract.verify.rejections import Rejections, RejectReason
from schemas import AgreementDraft, Article, Gate, Rejected, Span, StatementDraft

_FOLD = str.maketrans({**dict.fromkeys("’‘‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")})
_EDGES = " \t\n.,;:!?\"'()[]"
_SPACE = re.compile(r"\s+")
_SPACE_OR_COMMA = re.compile(r",?\s+")
_NO_WORD_BEFORE = re.compile(r"(?<!\w)(?<!\bpro-)(?<!\banti-)(?<!\bnon-)")
_NO_NUMBER_BEFORE = re.compile(r"(?<!\w)(?<!\d[.,])")
_NO_WORD_AFTER = re.compile(r"(?!\w)")
_NO_NUMBER_AFTER = re.compile(r"(?!\w|[.,]\d)")
_Draft = AgreementDraft | StatementDraft
_Offsets = tuple[int, int]
"""Start, inclusive, and end, exclusive, in code points of the article's text."""


@dataclass(frozen=True)
class GroundedAgreement:
    """A draft of an agreement whose words are in the article."""

    draft: AgreementDraft
    sentence: Sentence
    cue: Span
    subject: Span | None
    """None if the draft's subject was rejected."""
    parties: tuple[Span, ...]


@dataclass(frozen=True)
class GroundedStatement:
    """A draft of a statement whose words are in the article."""

    draft: StatementDraft
    sentence: Sentence
    cue: Span
    speakers: tuple[Span, ...]
    recipients: tuple[Span, ...]
    about: Span | None
    """None if the draft's topic was rejected."""


@dataclass(frozen=True)
class Grounded:
    """The drafts of a window with their spans; a draft stays if only some of its fields are rejected."""

    agreements: tuple[GroundedAgreement, ...]
    statements: tuple[GroundedStatement, ...]
    rejected: tuple[Rejected, ...]


def ground(drafts: Drafts, window: Sequence[Sentence], article: Article) -> Grounded:
    """Find the words of the drafts about a window in its article."""
    grounding = _Grounding(window, article)
    agreements = [grounding.agreement(draft) for draft in drafts.agreements]
    statements = [grounding.statement(draft) for draft in drafts.statements]
    return Grounded(
        tuple(found for found in agreements if found),
        tuple(found for found in statements if found),
        grounding.rejected,
    )


def locate(words: str, text: str) -> tuple[int, int] | None:
    """Return the offsets of these words in `text`, where they first occur; None if nowhere."""
    return next(locate_all(words, text), None)


def locate_all(words: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets in `text` of all occurrences of these words, in order, none overlapping another."""
    parts = _parts(words)
    return _places(parts, _fold(text)) if parts else iter(())


@lru_cache(maxsize=1024)
def _fold(text: str) -> str:
    return text.translate(_FOLD)


def _without_edges(words: str) -> str:
    """The words without punctuation at both ends; the last full stop of "U.S." stays."""
    core = words.strip(_EDGES)
    if "." in core.rpartition(" ")[2] and words.rstrip(_EDGES.replace(".", "")).endswith("."):
        return f"{core}."
    return core or words.strip()


@lru_cache(maxsize=1024)
def _parts(words: str) -> tuple[str, ...]:
    """The folded words that are looked for, without punctuation at both ends."""
    return tuple(_without_edges(words).translate(_FOLD).split())


def _places(parts: tuple[str, ...], folded: str) -> Iterator[_Offsets]:
    """Yield where these words follow each other in a folded text, as whole words."""
    letter, rest = parts[0][0], parts[0][1:]
    letters = {*letter.lower(), *letter.upper()} if letter.isalpha() else {letter}
    before = _NO_NUMBER_BEFORE if letter.isdigit() else _NO_WORD_BEFORE
    after = _NO_NUMBER_AFTER if parts[-1][-1].isdigit() else _NO_WORD_AFTER
    start = 0
    while (start := _next(letters, rest, folded, start)) >= 0:
        end = _end(parts, folded, start) if before.match(folded, start) else -1
        if end >= 0 and after.match(folded, end):
            yield start, end
            start = end
        else:
            start += 1


def _next(letters: Collection[str], rest: str, folded: str, start: int) -> int:
    """Where one of these letters, with the rest of its word, comes next; -1 if nowhere."""
    if not rest:
        return min((at for letter in letters if (at := folded.find(letter, start)) >= 0), default=-1)
    at = folded.find(rest, start + 1)
    while at >= 0 and folded[at - 1] not in letters:
        at = folded.find(rest, at + 1)
    return at - 1 if at >= 0 else -1


def _end(parts: tuple[str, ...], folded: str, start: int) -> int:
    """Where the words end that begin here; -1 if other words follow the first. A comma may be left out of them, but
    not between numbers."""
    at = start + len(parts[0])
    for before, after in pairwise(parts):
        between = _SPACE if before[-1].isdigit() and after[0].isdigit() else _SPACE_OR_COMMA
        space = between.match(folded, at)
        if space is None or not folded.startswith(after, space.end()):
            return -1
        at = space.end() + len(after)
    return at


def _locate_in(sentence: Sentence, words: str) -> Iterator[_Offsets]:
    """Yield the offsets in the article of all occurrences of words in a sentence."""
    for start, end in locate_all(words, sentence.text):
        yield sentence.start + start, sentence.start + end


class _Grounding:
    """Grounds the drafts of one window, and remembers which occurrences of a cue are used."""

    def __init__(self, window: Sequence[Sentence], article: Article) -> None:
        self._window = window
        self._article = article
        self._rejections = Rejections(article, Gate.GROUND)
        self._used: set[tuple[type, _Offsets]] = set()

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        return self._rejections.rows

    def agreement(self, draft: AgreementDraft) -> GroundedAgreement | None:
        found = self._find_cue(draft, draft.subject)
        if found is None:
            return None
        sentence, cue = found
        subject = self._find(draft, "subject", draft.subject, sentence)
        parties = self._find_names(draft, "parties", draft.parties, sentence)
        return GroundedAgreement(draft, sentence, cue, subject, parties)

    def statement(self, draft: StatementDraft) -> GroundedStatement | None:
        found = self._find_cue(draft, draft.about)
        if found is None:
            return None
        sentence, cue = found
        speakers = self._find_names(draft, "speakers", draft.speakers, sentence)
        recipients = self._find_names(draft, "recipients", draft.recipients, sentence)
        about = self._find(draft, "about", draft.about, sentence)
        return GroundedStatement(draft, sentence, cue, speakers, recipients, about)

    def _find_cue(self, draft: _Draft, topic: str) -> tuple[Sentence, Span] | None:
        """The sentence that the draft names and its cue there. Without a cue the whole draft is rejected."""
        if not 1 <= draft.sentence <= len(self._window):
            message = f"the window has no sentence {draft.sentence}"
            self._rejections.add(draft, RejectReason.NO_SUCH_SENTENCE, message)
            return None
        sentence = self._window[draft.sentence - 1]
        places = [*_locate_in(sentence, draft.cue)]
        if not places:
            message = f"the sentence does not hold the cue {draft.cue!r}"
            self._rejections.add(draft, RejectReason.CUE_NOT_IN_TEXT, message)
            return None
        offsets = self._choose(draft, places, topic, sentence) if len(places) > 1 else places[0]
        return sentence, self._article.span(*offsets)

    def _choose(self, draft: _Draft, places: list[_Offsets], topic: str, sentence: Sentence) -> _Offsets:
        """The occurrence of its cue that a draft refers to: one not used before, nearest to its topic."""
        about = next(_locate_in(sentence, topic), places[0])
        kind = AgreementDraft if isinstance(draft, AgreementDraft) else StatementDraft
        chosen = min(places, key=lambda place: ((kind, place) in self._used, abs(place[1] - about[0])))
        self._used.add((kind, chosen))
        return chosen

    def _find_names(self, draft: _Draft, field: str, names: tuple[str, ...], sentence: Sentence) -> tuple[Span, ...]:
        spans = (self._find(draft, field, name, sentence) for name in dict.fromkeys(names))
        return tuple(dict.fromkeys(span for span in spans if span))

    def _find(self, draft: _Draft, field: str, words: str, sentence: Sentence) -> Span | None:
        """The words in this sentence, else anywhere in the window: the model has seen nothing else."""
        for place in (sentence, *self._window):
            for offsets in _locate_in(place, words):
                return self._article.span(*offsets)
        if words.strip():
            self._rejections.add(draft, RejectReason.NOT_IN_TEXT, f"the text does not hold {words!r}", field)
        return None
