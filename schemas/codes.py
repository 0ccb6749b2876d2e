"""Event codes, looked up by act or status. A model is never asked for them.

Sources: PLOVER manual 2.0 draft (2024-02) for event, mode and quad code; the CAMEO codebook 1.1b3 for the codes;
Goldstein (1992) values as GDELT publishes them for CAMEO. Codes are strings, so that "057" keeps its zero.
"""

from typing import NamedTuple

from pydantic import Field

from schemas.base import Frozen
from schemas.vocab import Act, ActClass, Context, Status


class EventCodes(Frozen):
    """Event codes of the PLOVER and CAMEO codebooks. A code is None if the codebook has none."""

    plover_event: str | None = None
    plover_mode: str | None = None
    cameo: str | None = Field(default=None, pattern=r"^\d{3,4}$")
    quad: int | None = Field(default=None, ge=1, le=4)
    """1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
    goldstein: float | None = Field(default=None, ge=-10, le=10)


class _Row(NamedTuple):
    event: str | None
    mode: str | None
    cameo: str | None
    goldstein: float | None


_NONE = _Row(None, None, None, None)

QUAD = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2,
    "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "SANCTION": 4, "COERCE": 4,
}  # fmt: skip

_ACTS = {
    Act.CONDEMN: _Row("ACCUSE", "disapprove", "111", -2.0),
    Act.DEPLORE: _Row("ACCUSE", "disapprove", "111", -2.0),
    Act.CRITICIZE: _Row("ACCUSE", "disapprove", "111", -2.0),
    Act.ACCUSE: _Row("ACCUSE", "allege", "112", -2.0),
    Act.PROTEST: _Row("ACCUSE", "disapprove", "114", -2.0),
    Act.EXPRESS_CONCERN: _Row(None, None, "012", -0.4),
    Act.WARN: _Row("THREATEN", None, "130", -4.4),
    Act.THREATEN: _Row("THREATEN", None, "130", -4.4),
    Act.DEMAND: _Row("REQUEST", None, "100", -5.0),
    Act.URGE: _Row("REQUEST", None, "020", 3.0),
    Act.REQUEST: _Row("REQUEST", "assist", "020", 3.0),
    Act.INVITE: _Row("REQUEST", "meet", "022", 3.2),
    Act.PROPOSE: _Row("REQUEST", None, "020", 3.0),
    Act.OFFER: _Row("AGREE", None, "030", 4.0),
    Act.PLEDGE: _Row("AGREE", None, "030", 4.0),
    Act.AFFIRM: _Row("AGREE", None, "030", 4.0),
    Act.SUPPORT: _Row("SUPPORT", None, "051", 3.4),
    Act.EXPRESS_SOLIDARITY: _Row(None, None, "018", 3.4),
    Act.EXPRESS_HOPE: _Row(None, None, "013", 0.4),
    Act.EMPHASIZE: _Row(None, None, "010", 0.0),
    Act.STATE: _Row(None, None, "010", 0.0),
    Act.DENY: _Row(None, None, "016", -2.0),
    Act.ACKNOWLEDGE: _Row(None, None, "015", 0.0),
    Act.REJECT: _Row("REJECT", None, "120", -4.0),
    Act.APOLOGIZE: _Row("CONCEDE", None, "055", 7.0),
    Act.RECOGNIZE: _Row("SUPPORT", None, "054", 6.0),
    Act.DECLARE: _NONE,
}

_CLASSES = {
    ActClass.EXPRESSIVE: (
        "condemn deplore criticize protest express_concern support express_solidarity express_hope apologize"
    ),
    ActClass.ASSERTIVE: "accuse emphasize state deny acknowledge",
    ActClass.DIRECTIVE: "warn demand urge request invite propose",
    ActClass.COMMISSIVE: "threaten offer pledge affirm reject",
    ActClass.DECLARATION: "recognize declare",
}

ACT_CLASS = {Act(act): group for group, acts in _CLASSES.items() for act in acts.split()}
"""The speech act class of each act, after Searle."""

_STATUSES = {
    Status.PROPOSED: _Row("REQUEST", None, "020", 3.0),
    Status.PLEDGED: _Row("AGREE", None, "030", 4.0),
    Status.UNDER_NEGOTIATION: _Row("CONSULT", None, "046", 7.0),
    Status.AGREED: _Row("AGREE", None, "030", 4.0),
    **dict.fromkeys(
        (Status.INITIALLED, Status.ADOPTED, Status.SIGNED, Status.RATIFIED, Status.AMENDED, Status.RENEWED),
        _Row("SUPPORT", None, "057", 8.0),
    ),
    Status.IN_FORCE: _Row("SUPPORT", None, "050", 3.5),
    Status.IN_IMPLEMENTATION: _Row("COOPERATE", None, "060", 6.0),
    Status.COMPLETED: _Row("COOPERATE", None, "060", 6.0),
    Status.SUSPENDED: _Row("SANCTION", "discontinue", "160", -4.0),
    Status.WITHDRAWN: _Row("SANCTION", "withdraw", "160", -4.0),
    Status.TERMINATED: _Row("SANCTION", "discontinue", "160", -4.0),
    Status.REJECTED: _Row("REJECT", None, "120", -4.0),
    Status.UNKNOWN: _NONE,
}

_PROMISES = {
    Context.MILITARY: ("0312", 5.2),
    Context.ECONOMIC: ("0311", 5.2),
    Context.LEGAL: ("0313", 5.2),
    Context.INTELLIGENCE: ("0314", 5.2),
}
"""CAMEO code and Goldstein value of an intent to cooperate, by context."""


def codes_of_act(act: Act) -> EventCodes:
    """The event codes of a statement with this act."""
    return _codes(_ACTS[act])


def codes_of_status(status: Status, contexts: tuple[Context, ...] = ()) -> EventCodes:
    """The event codes of an agreement with this status. For an intent to cooperate they depend on the context."""
    row = _STATUSES[status]
    if row.event == "AGREE":
        cameo, goldstein = next((_PROMISES[c] for c in contexts if c in _PROMISES), (row.cameo, row.goldstein))
        row = row._replace(cameo=cameo, goldstein=goldstein)
    return _codes(row)


def _codes(row: _Row) -> EventCodes:
    quad = QUAD[row.event] if row.event else None
    return EventCodes(plover_event=row.event, plover_mode=row.mode, cameo=row.cameo, quad=quad, goldstein=row.goldstein)
