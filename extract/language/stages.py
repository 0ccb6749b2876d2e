"""The order of the stages of an agreement, and the stage that the text vouches for at a cue."""

from extract.language.analysis import Cue, Factuality, Polarity
from schemas import Status

_ORDER = (
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
_AHEAD = {Factuality.PLANNED: Status.PLEDGED, Factuality.POSSIBLE: Status.PROPOSED}
_OF_EXISTING = frozenset({Status.IN_IMPLEMENTATION, Status.COMPLETED, Status.AMENDED, Status.RENEWED, Status.SUSPENDED})
"""Stages of agreements that are there: "may suspend the treaty" says that there is one."""


def stage_rank(status: Status) -> int:
    """Return the position of a stage in the life of an agreement, 0 for unknown.

    The order is that of the coding guide, then stages that continue an agreement (in implementation, amended, renewed,
    completed), then stages that end it (rejected to terminated).
    """
    return _ORDER.index(status)


def asserted_stage(cue: Cue) -> Status | None:
    """Return the stage that the text vouches for at a cue; None if it denies it, or only demands or imagines it.

    "Signed" is signed, "will sign" pledged, "may sign" proposed, "did not sign" none.
    """
    label = Status(cue.label)
    if cue.polarity is Polarity.NEGATIVE:
        return None
    if cue.factuality is Factuality.FACT:
        return label
    if label in _OF_EXISTING:
        return Status.UNKNOWN
    ahead = _AHEAD.get(cue.factuality)
    return min(ahead, label, key=stage_rank) if ahead else None
