"""Evidence: the words that a model pointed at are found in the article, or refused.

A model gives sentence numbers and words; the spans are attached here. Words match letter by letter after typographic
folding (kinds of quotes, dashes and spaces; a comma left out; the case of the first letter), as whole words. Nothing
is ever matched fuzzily, so a digit, a negator or a name that the article does not hold cannot pass.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from extract.document.segment import Sentence
from extract.model.contract import Drafts
from extract.verify.rejections import Refusals
from schemas import AgreementDraft, Article, Gate, Rejected, Span, StatementDraft

_FOLD = str.maketrans({**dict.fromkeys("’‘‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")})
_EDGES = " \t\n.,;:!?\"'()[]"
_Draft = AgreementDraft | StatementDraft


@dataclass(frozen=True)
class GroundedAgreement:
    """A draft whose words stand in the article."""

    draft: AgreementDraft
    sentence: Sentence
    cue: Span
    subject: Span | None
    """None where the draft's subject was refused."""
    parties: tuple[Span, ...]


@dataclass(frozen=True)
class GroundedStatement:
    """A draft whose words stand in the article."""

    draft: StatementDraft
    sentence: Sentence
    cue: Span
    speakers: tuple[Span, ...]
    recipients: tuple[Span, ...]
    about: Span | None
    """None where the draft's matter was refused."""


@dataclass(frozen=True)
class Grounded:
    """What a window's drafts came to; a part refused does not make its draft refused."""

    agreements: tuple[GroundedAgreement, ...]
    statements: tuple[GroundedStatement, ...]
    rejected: tuple[Rejected, ...]


def ground(drafts: Drafts, window: Sequence[Sentence], article: Article) -> Grounded:
    """The drafts of a window with their spans, and everything that was refused, with reasons."""
    grounding = _Grounding(window, article)
    agreements = [grounding.agreement(draft) for draft in drafts.agreements]
    statements = [grounding.statement(draft) for draft in drafts.statements]
    return Grounded(
        tuple(found for found in agreements if found),
        tuple(found for found in statements if found),
        grounding.rejected,
    )


def locate(words: str, text: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
    """Offsets of these words in `text[start:end]`, the first place where they stand as whole words; None if nowhere."""
    return next(places(words, text, start, end), None)


def places(words: str, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """All places of these words in `text[start:end]`, in order."""
    pattern = _pattern(_core(words))
    for match in pattern.finditer(text[start:end].translate(_FOLD)) if pattern else ():
        yield start + match.start(), start + match.end()


def _core(words: str) -> str:
    """The words without marks at their edges; the stop of "U.S." is none."""
    core = words.strip(_EDGES)
    if "." in core.rpartition(" ")[2] and words.rstrip(_EDGES.replace(".", "")).endswith("."):
        return f"{core}."
    return core or words.strip()


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str] | None:
    parts = words.translate(_FOLD).split()
    if not parts:
        return None
    body = re.escape(parts[0])
    for before, after in pairwise(parts):
        apart = r"\s+" if before[-1].isdigit() and after[0].isdigit() else r",?\s+"
        body += apart + re.escape(after)
    first, last = parts[0][0], parts[-1][-1]
    if first.isalpha():
        body = f"[{re.escape(first.lower())}{re.escape(first.upper())}]" + body[len(re.escape(first)) :]
    start = r"(?<!\w)(?<!\d[.,])" if first.isdigit() else r"(?<!\w)(?<!\bpro-)(?<!\banti-)(?<!\bnon-)"
    end = r"(?!\w|[.,]\d)" if last.isdigit() else r"(?!\w)"
    return re.compile(start + body + end)


class _Grounding:
    """The state of grounding one window: where to look, and what was refused so far."""

    def __init__(self, window: Sequence[Sentence], article: Article) -> None:
        self._window = window
        self._article = article
        self._refusals = Refusals(article, Gate.GROUND)
        self._taken: set[tuple[type, tuple[int, int]]] = set()

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        return self._refusals.rows

    def agreement(self, draft: AgreementDraft) -> GroundedAgreement | None:
        anchor = self._anchor(draft, draft.subject)
        if anchor is None:
            return None
        sentence, cue = anchor
        subject = self._one(draft, "subject", draft.subject, sentence)
        parties = self._all(draft, "parties", draft.parties, sentence)
        return GroundedAgreement(draft, sentence, cue, subject, parties)

    def statement(self, draft: StatementDraft) -> GroundedStatement | None:
        anchor = self._anchor(draft, draft.about)
        if anchor is None:
            return None
        sentence, cue = anchor
        speakers = self._all(draft, "speakers", draft.speakers, sentence)
        recipients = self._all(draft, "recipients", draft.recipients, sentence)
        about = self._one(draft, "about", draft.about, sentence)
        return GroundedStatement(draft, sentence, cue, speakers, recipients, about)

    def _anchor(self, draft: _Draft, matter: str) -> tuple[Sentence, Span] | None:
        """The sentence that the draft names, and its cue there; without them there is no evidence, and so no record."""
        if not 1 <= draft.sentence <= len(self._window):
            self._refusals.refuse(draft, "no_such_sentence", f"the window has no sentence {draft.sentence}")
            return None
        sentence = self._window[draft.sentence - 1]
        found = [*places(draft.cue, self._article.text, sentence.start, sentence.end)]
        if not found:
            self._refusals.refuse(draft, "cue_not_in_text", f"the sentence does not hold the cue {draft.cue!r}")
            return None
        offsets = self._meant(draft, found, matter, sentence) if len(found) > 1 else found[0]
        return sentence, self._article.span(*offsets)

    def _meant(self, draft: _Draft, found: list[tuple[int, int]], matter: str, sentence: Sentence) -> tuple[int, int]:
        """Which place of its cue a draft means: one that no draft before it meant, nearest to its matter."""
        about = locate(matter, self._article.text, sentence.start, sentence.end) or found[0]
        kind = AgreementDraft if isinstance(draft, AgreementDraft) else StatementDraft
        chosen = min(found, key=lambda place: ((kind, place) in self._taken, abs(place[1] - about[0])))
        self._taken.add((kind, chosen))
        return chosen

    def _all(self, draft: _Draft, field: str, names: tuple[str, ...], at: Sentence) -> tuple[Span, ...]:
        spans = (self._one(draft, field, name, at) for name in dict.fromkeys(names))
        return tuple(dict.fromkeys(span for span in spans if span))

    def _one(self, draft: _Draft, field: str, words: str, at: Sentence) -> Span | None:
        """The words in their sentence, else anywhere in the window, which is all that the model has seen."""
        for sentence in (at, *self._window):
            offsets = locate(words, self._article.text, sentence.start, sentence.end)
            if offsets:
                return self._article.span(*offsets)
        if words.strip():
            self._refusals.refuse(draft, "not_in_text", f"the text does not hold {words!r}", field)
        return None
