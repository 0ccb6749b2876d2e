"""The stages of an agreement: their order, the date that each gives, and the one that the text vouches for at a cue."""

from extract.language.analysis import Cue, Factuality, Polarity
from schemas import DateRole, Instrument, Status

STAGES = (
    Status.UNKNOWN,
    Status.PROPOSED,
    Status.PLEDGED,
    Status.UNDER_NEGOTIATION,
    Status.AGREED,
    Status.INITIALLED,
    Status.ADOPTED,
    Status.SIGNED,
    Status.RATIFIED,
    Status.IN_FORCE,
    Status.IN_IMPLEMENTATION,
    Status.AMENDED,
    Status.RENEWED,
    Status.COMPLETED,
    Status.REJECTED,
    Status.SUSPENDED,
    Status.WITHDRAWN,
    Status.TERMINATED,
)
"""All statuses, in the order of the coding guide; then those that continue an agreement, and those that end it."""
AHEAD = frozenset({Status.PROPOSED, Status.PLEDGED, Status.UNDER_NEGOTIATION})
"""Statuses of an agreement that is not made yet."""
DATE_ROLES = {
    Status.SIGNED: DateRole.SIGNATURE,
    Status.INITIALLED: DateRole.SIGNATURE,
    Status.ADOPTED: DateRole.ADOPTION,
    Status.RATIFIED: DateRole.RATIFICATION,
    Status.IN_FORCE: DateRole.ENTRY_INTO_FORCE,
    Status.TERMINATED: DateRole.TERMINATION,
    Status.WITHDRAWN: DateRole.TERMINATION,
}
"""What happens on the date beside a stage."""
CONTRACTS = frozenset({Instrument.ARMS_CONTRACT, Instrument.COMMERCIAL_CONTRACT})
"""Instruments that are ordered and delivered."""
_NOT_YET = {Factuality.PLANNED: Status.PLEDGED, Factuality.POSSIBLE: Status.PROPOSED}
_OF_EXISTING = frozenset({Status.IN_IMPLEMENTATION, Status.COMPLETED, Status.AMENDED, Status.RENEWED, Status.SUSPENDED})
"""Stages of agreements that are there: "may suspend the treaty" says that there is one."""


def stage_rank(status: Status) -> int:
    """Return the position of a stage in the life of an agreement, 0 for unknown."""
    return STAGES.index(status)


def asserted_stage(cue: Cue) -> Status | None:
    """Return the stage that the text vouches for at a cue; None if it denies it, or only demands or imagines it.

    "Signed" is signed, "will sign" pledged, "may sign" proposed, "did not sign" none. "Will deliver" is pledged, as the
    words alone make the agreement; "will implement the pact" says that there is one.
    """
    label = Status(cue.label)
    if cue.polarity is Polarity.NEGATIVE:
        return None
    if cue.factuality is Factuality.FACT:
        return label
    if label in _OF_EXISTING and cue.instrument is None:
        return Status.UNKNOWN
    ahead = _NOT_YET.get(cue.factuality)
    return min(ahead, label, key=stage_rank) if ahead else None
