"""What makes an article a copy of an earlier one: it says nothing of its own.

In: an article, and what an earlier one and it have in common. Out: a verdict. Nothing is stored or looked up here.
Sentences are compared as wholes, because a word more or less makes another story: notices of two years, or of two
calls on one day, share nearly all of their words.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import accumulate
from unicodedata import category, normalize

from extract.cues import find_cues
from extract.read.heading import dateline_end
from extract.segment import Role, split
from schemas import Article, Duplicate, DuplicateKind

OWN = 0.1
"""The largest share of a copy that may be its own, in sentences without cue or figure (`_tells`)."""
KEPT = 0.5
"""The least share of the first article that a copy has; one that has less is a piece of it, not a copy."""
SHORTEST = 250
"""Letters of body, some fifty words, below which only an exact copy is one: a line may well be said of two events."""
DAYS = 7
"""Days between two publications beyond which the same words tell of another event, or of another "Monday"."""


@dataclass(frozen=True)
class Said:
    """A sentence, and how long it is."""

    text: str
    letters: int


@dataclass(frozen=True)
class Fingerprint:
    """What is compared of an article: hashes of 64 bits, signed."""

    whole: int
    """Of all its letters, whatever their case."""
    sentences: Mapping[int, Said]
    """Those of the body, by hash, each once and without dateline; headline, bylines and credits are left out.

    None of a text that is too short to be compared by them.
    """

    @property
    def letters(self) -> int:
        """Length of these sentences."""
        return sum(said.letters for said in self.sentences.values())


@dataclass(frozen=True)
class First:
    """An article that was no copy, as far as later ones are compared with it."""

    number: int
    article: str
    source_id: str
    published: str | None
    whole: int
    letters: int


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of an article."""
    sentences: dict[int, Said] = {}
    for sentence in split(article.text):
        letters = _letters(sentence.text[dateline_end(sentence.text) :]) if sentence.role is Role.BODY else ""
        if letters:
            sentences[_hash(letters)] = Said(sentence.text, len(letters))
    long = sum(said.letters for said in sentences.values()) >= SHORTEST
    return Fingerprint(_hash(_letters(article.text)), sentences if long else {})


def telltale(made: Fingerprint, known: Mapping[int, int]) -> Collection[int]:
    """Sentences of which any article that this one copies must have at least one, the rarest that do.

    `known` counts the earlier articles that have a sentence. Empty if it can be no copy of any of them.
    """
    rarest = sorted(made.sentences, key=lambda one: (known.get(one, 0), one))
    sums = accumulate(made.sentences[one].letters for one in rarest)
    enough = next((at for at, letters in enumerate(sums) if letters > OWN * made.letters), len(rarest))
    return [one for one in rarest[: enough + 1] if known.get(one, 0)]


def verdict(article: Article, made: Fingerprint, first: First, shared: Collection[int]) -> Duplicate | None:
    """The article as a duplicate of the first, with which it shares these sentences; None if it is none."""
    if _apart(article.published, first.published):
        return None
    common = sum(made.sentences[one].letters for one in shared)
    exact = made.whole == first.whole
    if not exact and not _repeats(made, first, shared, common):
        return None
    return Duplicate(
        article=article.id,
        source_id=article.source_id,
        path=article.path,
        url=article.url,
        source=article.source,
        title=article.title,
        published=article.published,
        duplicate_of=first.article,
        duplicate_of_source_id=first.source_id,
        kind=DuplicateKind.EXACT if exact else DuplicateKind.NEAR,
        similarity=1.0 if exact else round(common / (made.letters + first.letters - common), 3),
    )


def _repeats(made: Fingerprint, first: First, shared: Collection[int], common: int) -> bool:
    if not shared or common < (1 - OWN) * made.letters or common < KEPT * first.letters:
        return False
    return not any(_tells(said.text) for one, said in made.sentences.items() if one not in shared)


def _tells(sentence: str) -> bool:
    """True if the sentence may tell of an agreement or a statement, or of how many, how much or when."""
    return any(map(str.isdigit, sentence)) or find_cues(sentence).any


def _apart(one: str | None, other: str | None) -> bool:
    """True if both were published on a known day, and these are too far from each other."""
    days = [date.fromisoformat(day) for day in (one, other) if day and _is_day(day)]
    return len(days) == 2 and abs((days[0] - days[1]).days) > DAYS


def _is_day(edtf: str) -> bool:
    return len(edtf) == len("2024-11-26") and edtf.replace("-", "").isdigit()


class _Kept(dict[int, str]):
    """Characters by code, and nothing for those that tell nothing: white space and punctuation."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        kept = char if category(char)[0] in "LMN" or category(char) in ("Sc", "Sm", "So") or char in "%.," else ""
        return self.setdefault(code, kept)


_KEPT = _Kept()
_POINTS = re.compile(r"(?<!\d)[.,]|[.,](?!\d)")
"""Those that are in no figure: 1.5 and 15 are two."""


def _letters(text: str) -> str:
    """Letters, figures and signs like $ and %, and nothing between them: words may be broken at the end of a line."""
    return _POINTS.sub("", normalize("NFKC", text).casefold()).translate(_KEPT)


def _hash(letters: str) -> int:
    return int.from_bytes(blake2b(letters.encode(), digest_size=8).digest(), signed=True)
