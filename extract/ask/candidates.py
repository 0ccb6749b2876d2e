"""Finds the cues of a sentence: the words that may report an agreement, and those that may perform a speech act."""

from dataclasses import dataclass

from extract.language.en.acts import find_acts
from extract.language.en.status import find_status


@dataclass(frozen=True)
class Cues:
    """The cues of one sentence, as written there, in order, each once."""

    agreements: tuple[str, ...]
    statements: tuple[str, ...]
    statement_count: int = 0
    """Occurrences of statement cues, repeated words included."""

    @property
    def any(self) -> bool:
        """True if the sentence has a cue, so that a model can be asked about it."""
        return bool(self.agreements or self.statements)


def find_cues(sentence: str) -> Cues:
    """Return the cues of a sentence. An agreement needs a word for its stage; the name of an instrument is no cue."""
    stages = [(cue.start, cue.end) for cue in find_status(sentence)]
    acts = [(cue.start, cue.end) for cue in find_acts(sentence) if not cue.weak]
    return Cues(_words(sentence, stages), _words(sentence, acts), len(acts))


def _words(sentence: str, offsets: list[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentence[start:end] for start, end in sorted(offsets)))
