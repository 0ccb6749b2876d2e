"""The cues of a sentence: the words that may tell of an agreement, and those that may perform a speech act."""

from dataclasses import dataclass

from extract.language.en.acts import find_acts
from extract.language.en.status import find_status


@dataclass(frozen=True)
class Cues:
    """Cue words as they stand in the sentence, in order, each once, and how often a cue of the kind stands there."""

    agreements: tuple[str, ...]
    statements: tuple[str, ...]
    statement_places: int = 0

    @property
    def any(self) -> bool:
        """True if a model can be asked anything about the sentence."""
        return bool(self.agreements or self.statements)


def find_cues(sentence: str) -> Cues:
    """The cues of a sentence: an agreement needs a word for what became of it, a named instrument alone is none."""
    stages = [(cue.start, cue.end) for cue in find_status(sentence)]
    acts = [(cue.start, cue.end) for cue in find_acts(sentence) if not cue.weak]
    return Cues(_words(sentence, stages), _words(sentence, acts), len(acts))


def _words(sentence: str, offsets: list[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentence[start:end] for start, end in sorted(offsets)))
