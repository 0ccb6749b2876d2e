"""Ties: what a record shows between its sides. One table by status and by act, for every view and export.

A tie speaks of the record alone. It does not follow from a quad code: PLOVER puts an invitation into verbal conflict,
and gives an expression of concern no quad code.
"""

from enum import StrEnum

from schemas.agreement import Agreement
from schemas.statement import SecurityStatement
from schemas.vocab import Act, Status


class Tie(StrEnum):
    """What a record shows between its sides."""

    MADE = "made"
    """An agreement that was reached, is in force or was carried out."""
    IN_PROSPECT = "in_prospect"
    """An agreement that is proposed, pledged or negotiated."""
    ENDED = "ended"
    """An agreement that was refused, suspended or given up."""
    BACKGROUND = "background"
    """An agreement that the article recalls; it is not news."""
    UNCLEAR = "unclear"
    """An agreement whose status the article does not show."""
    SUPPORTIVE = "supportive"
    """A statement in favour of the recipient."""
    NEUTRAL = "neutral"
    """A statement that takes no side, and an act that the text denies."""
    ASKING = "asking"
    """A request, a proposal or an invitation."""
    PRESSING = "pressing"
    """A statement that urges, demands or warns."""
    HOSTILE = "hostile"
    """A statement against the recipient: blame, refusal or threat."""


AGREEMENT_TIES = (Tie.MADE, Tie.IN_PROSPECT, Tie.ENDED, Tie.BACKGROUND, Tie.UNCLEAR)
STATEMENT_TIES = (Tie.SUPPORTIVE, Tie.NEUTRAL, Tie.ASKING, Tie.PRESSING, Tie.HOSTILE)

_STATUSES = {
    Tie.MADE: "agreed initialled adopted signed ratified in_force in_implementation completed amended renewed",
    Tie.IN_PROSPECT: "proposed pledged under_negotiation",
    Tie.ENDED: "suspended withdrawn terminated rejected",
    Tie.UNCLEAR: "unknown",
}
_ACTS = {
    Tie.SUPPORTIVE: "offer pledge affirm support express_solidarity apologize recognize",
    Tie.NEUTRAL: "express_concern express_hope emphasize state deny acknowledge declare",
    Tie.ASKING: "request invite propose",
    Tie.PRESSING: "warn demand urge",
    Tie.HOSTILE: "condemn deplore criticize accuse protest threaten reject",
}

STATUS_TIES = {Status(status): tie for tie, statuses in _STATUSES.items() for status in statuses.split()}
"""The tie of an agreement that is news, by its status."""
ACT_TIES = {Act(act): tie for tie, acts in _ACTS.items() for act in acts.split()}
"""The tie of a statement that is not negated, by its act."""


def tie_of(record: Agreement | SecurityStatement) -> Tie:
    """Return the tie that a record shows between its sides."""
    if isinstance(record, Agreement):
        return Tie.BACKGROUND if record.historical else STATUS_TIES[record.status]
    return Tie.NEUTRAL if record.negated else ACT_TIES[record.act]
