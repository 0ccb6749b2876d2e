"""A place where a text reports an agreement."""

from dataclasses import dataclass

from extract.ask.rules.parties import ProposedParty
from extract.language.analysis import Cue, Extent
from schemas import Instrument, Status

JOINT = frozenset({Instrument.JOINT_DECLARATION, Instrument.JOINT_STATEMENT, Instrument.COMMUNIQUE})
"""Texts that several issue as one."""
GENERAL = frozenset({Instrument.AGREEMENT, Instrument.COOPERATION})
"""Instruments that say nothing of the type of an agreement."""


@dataclass(frozen=True)
class Report:
    """A place where the text reports an agreement."""

    cue: Cue
    """The stage; of an instrument without one, its own cue."""
    number: int
    """The number of the sentence, counted from 1."""
    instrument: Instrument
    status: Status
    parties: tuple[ProposedParty, ...]
    matter: Extent
    definite: bool
    """Whether it points to an agreement that was named before: "the accord"."""
    specific: bool = False
    """Whether it has a stage, a year or a value."""
    instruments: tuple[Cue, ...] = ()
