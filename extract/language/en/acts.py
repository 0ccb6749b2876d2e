"""Finds the words of a sentence that may perform a speech act, and the act that they perform.

In: one sentence. Out: cues in order, none overlapping another. Who speaks is not decided here.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from extract.language.en.modality import (
    Modality,
    clause_before,
    is_infinitive,
    is_negated,
    is_noun,
    is_passive,
    is_spoken,
    modality_of,
)
from extract.language.en.phrases import Form, Hit, Table, fold
from schemas import Act

_TABLE = Table("acts.tsv")
_ARTICLE = re.compile(r"\b(?:a|an|the|its|their|his|her|our|this|these|any|of|other|newly|previously)\s+$", re.I)
_WILLING = re.compile(
    r"\b(?:like|want\w*|wish\w*|continu\w+|went on|go on|able|proud|had|have|has|used? \w+|here|going|rush\w*|quick|"
    r"chose|take this \w+|begin|began|moved?|convened|met|gathered|assembled)\s+to(?:\s+\w+)?\s*$",
    re.I,
)
_OBJECT_OF = re.compile(
    r"\b(?:of|for|from|about|against|including|to|at|on|into|stop|stopped|avoid|without)\s+(?:\w+ly\s+)?$", re.I
)
_SELF = re.compile(r"\b(?:we|i)(?:\s+\w+)?\s+$", re.I)
_DONE_TO_US = re.compile(r"\b(?:I|we) (?:was|were|am|are|have been|had been) (?:\w+ly )?$", re.I)
"""Before an act of others: "I was welcomed"."""
_HELPED = re.compile(r"\b(?:am|is|are|was|were|been|be|being)\b")
_SIDE_ING = frozenset({"supporting", "offering", "backing", "requesting", "encouraging", "hoping", "promising"})
"""Words that describe the circumstances, unless an auxiliary precedes them ("is supporting")."""
_ATTRIBUTE = frozenset(
    {"supported", "backed", "endorsed", "offered", "recommended", "promised", "requested", "pledged"}
)
"""Words that describe groups and plans ("backed by Iran") more often than acts."""


_OF_ONESELF = frozenset({Act.PLEDGE, Act.THREATEN})
"""Acts about one's own conduct: the subject of the cue speaks."""


@dataclass(frozen=True)
class ActCue:
    """Words that may perform a speech act; offsets count from the beginning of the sentence."""

    start: int
    end: int
    text: str
    act: Act
    negated: bool
    modality: Modality
    passive: bool
    noun: bool
    """True of nouns and set phrases, which are never negated or passive."""
    weak: bool
    """True of plain narration ("said", "stressed"), which is no cue by itself."""
    of_others: bool
    """True if the cue is about its subject ("must withdraw", "is unacceptable"), who does not speak."""


@lru_cache(maxsize=1024)
def find_acts(sentence: str) -> tuple[ActCue, ...]:
    """Return the cues of a sentence in order, none overlapping another; weak ones are included."""
    text = fold(sentence)
    spoken = is_spoken(text)
    hits = (*_TABLE.find(text, lambda hit: _performs(text, hit, spoken)), *_own_conduct(text))
    cues = [_cue(sentence, text, hit) for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end))]
    return tuple(cue for i, cue in enumerate(cues) if i == 0 or cue.start >= max(c.end for c in cues[:i]))


def act_of(words: str) -> Act | None:
    """Return the act of cue words by themselves, the first that is not weak; None if they are no cue."""
    text = fold(words)
    best = min(_TABLE.read(text), key=lambda hit: (hit.kind == "weak", hit.start, -hit.words), default=None)
    if best:
        return Act(best.label)
    return Act.PLEDGE if text.strip().lower() in ("will", "would", "shall") else None


def _cue(sentence: str, text: str, hit: Hit) -> ActCue:
    fixed = hit.form is Form.OTHER
    return ActCue(
        hit.start,
        hit.end,
        sentence[hit.start : hit.end],
        Act(hit.label),
        negated=not fixed and is_negated(text, hit),
        modality=modality_of(text, hit),
        passive=is_passive(text, hit),
        noun=fixed,
        weak=hit.kind == "weak",
        of_others=(hit.kind == "spoken" and hit.label not in _OF_ONESELF) or text.startswith("must", hit.start),
    )


def _performs(text: str, hit: Hit, spoken: bool) -> bool:
    """False of words that perform nothing here: a noun, an adjective, an infinitive, an act of others."""
    before = text[max(0, hit.start - 40) : hit.start]
    if before.endswith("-") or text.startswith("States", hit.start) or (hit.kind == "spoken" and not spoken):
        return False
    if hit.form is Form.OTHER:
        return True
    if hit.kind == "spoken":
        return not (is_noun(text, hit) or _SELF.search(before))
    if hit.form is Form.BASE and is_infinitive(text, hit):
        return bool(_WILLING.search(before))
    if hit.form in (Form.PAST, Form.PARTICIPLE):
        return not (_is_adjective(text, hit, before) or _DONE_TO_US.search(before))
    if hit.form is Form.ING:
        return not (_OBJECT_OF.search(before) or _ARTICLE.search(before) or _goes_along(text, hit))
    return hit.kind != "noun_verb" or not is_noun(text, hit)


def _goes_along(text: str, hit: Hit) -> bool:
    first = text[hit.start : hit.end].split()[0].lower()
    return first in _SIDE_ING and not _HELPED.search(clause_before(text, hit.start))


def _is_adjective(text: str, hit: Hit, before: str) -> bool:
    """True of "the proposed treaty", "groups supported by Iran"."""
    if _ARTICLE.search(before):
        return True
    attribute = text[hit.start : hit.end].lower() in _ATTRIBUTE and text[hit.end :].lstrip().startswith("by ")
    return attribute and not _HELPED.search(clause_before(text, hit.start))


_OWN = re.compile(
    r"\b(?:[Ss]aid|says|announced|announces|declared|stated|told(?:\s+[\w'-]+){1,3}|added|confirmed|stressed|insisted|reiterated)"
    r"(?:\s+(?:on\s+)?(?:\w+day|yesterday|today|later))?(?:\s+that)?[\s,\"]+"
    r"(?:it|he|she|they|we|his|her|its|their|the|[A-Z][\w'-]+)(?:\s+(?:country|government|administration|forces|troops|"
    r"military|army|side|ministry|nation|[A-Z][\w'-]+)){0,3}(?:\s+(?:also|soon|further))?\s+"
    r"(?P<cue>will|would)\s+(?!be\s|have\s|like\s|not\s+be|need|become|seem|mean|make)"
)


_NOT_DONE = re.compile(r"\s+(?:not|never)\b")
_DEFIES = re.compile(
    r"\s+(?:not|never)\s+(?:\w+ly\s+)?(?:stop|halt|suspend|abandon|give|cease|end|surrender|yield|bow|retreat|back)\b"
)
"""After "will": a refusal to stop, which is defiance rather than the refusal of a demand."""


def _own_conduct(text: str) -> list[Hit]:
    """Cues of the speaker's own conduct: "it would send ships" is a pledge, "it will not return" a refusal."""
    return [Hit(*m.span("cue"), _own_act(text, m.end("cue")), "fixed", Form.OTHER, 1) for m in _OWN.finditer(text)]


def _own_act(text: str, end: int) -> Act:
    if _DEFIES.match(text, end):
        return Act.DECLARE
    return Act.REJECT if _NOT_DONE.match(text, end) else Act.PLEDGE
