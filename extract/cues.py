"""The cues of a sentence: the words that may tell of an agreement, and those that may perform a speech act."""

from dataclasses import dataclass

from extract.lexicon.acts import find_acts
from extract.lexicon.instruments import find_instruments
from extract.lexicon.status import find_status
from schemas import Instrument


@dataclass(frozen=True)
class Cues:
    """Cue words as they stand in the sentence, in order, each once."""

    agreements: tuple[str, ...]
    statements: tuple[str, ...]


def find_cues(sentence: str) -> Cues:
    """The cues of a sentence; a named instrument is a cue where no word of the sentence tells what happened to it."""
    stages = [(cue.start, cue.end) for cue in find_status(sentence)]
    if not stages:
        named = (m for m in find_instruments(sentence) if m.instrument is not Instrument.COOPERATION)
        stages = [(mention.start, mention.end) for mention in named]
    acts = [(cue.start, cue.end) for cue in find_acts(sentence) if not cue.weak]
    return Cues(_words(sentence, stages), _words(sentence, acts))


def _words(sentence: str, offsets: list[tuple[int, int]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(sentence[start:end] for start, end in sorted(offsets)))
