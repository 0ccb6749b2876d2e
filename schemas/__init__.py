"""Typed records of agreements, actors and security statements, and the types of their parts.

The package needs only pydantic. It can be copied into another project and used without the rest of Communique.
"""

from schemas.actor import Actor, ActorBasis, Mention
from schemas.agreement import Agreement, Party
from schemas.attribution import Attribution
from schemas.codes import ACT_CLASS, EventCodes, codes_of_act, codes_of_status
from schemas.dates import EventDate
from schemas.doubt import Doubt
from schemas.families import ACT_FAMILIES, ACT_FAMILY
from schemas.issue import Issue, ReadIssue
from schemas.money import Money, Quantity
from schemas.record import (
    SCHEMA_VERSION,
    ArticleExtraction,
    Duplicate,
    Failure,
    PromptUsed,
    Provenance,
    Rejected,
    Usage,
)
from schemas.run import Counts, RunManifest
from schemas.statement import SecurityStatement
from schemas.text import Article, Span
from schemas.ties import Tie, tie_of
from schemas.vocab import (
    Act,
    ActClass,
    ActorKind,
    Basis,
    Bound,
    Certainty,
    Context,
    CurrencyBasis,
    DateRelation,
    DateRole,
    DuplicateKind,
    FailureCode,
    Gate,
    Instrument,
    MentionForm,
    PartyRole,
    Quote,
    RecordKind,
    Sector,
    Stage,
    Status,
)

__all__ = [
    "ACT_CLASS",
    "ACT_FAMILIES",
    "ACT_FAMILY",
    "Act",
    "ActClass",
    "Actor",
    "ActorBasis",
    "ActorKind",
    "Agreement",
    "Article",
    "ArticleExtraction",
    "Attribution",
    "Basis",
    "Bound",
    "Certainty",
    "Context",
    "Counts",
    "CurrencyBasis",
    "DateRelation",
    "DateRole",
    "Doubt",
    "Duplicate",
    "DuplicateKind",
    "EventCodes",
    "EventDate",
    "Failure",
    "FailureCode",
    "Gate",
    "Instrument",
    "Issue",
    "Mention",
    "MentionForm",
    "Money",
    "Party",
    "PartyRole",
    "PromptUsed",
    "Provenance",
    "Quantity",
    "Quote",
    "ReadIssue",
    "RecordKind",
    "Rejected",
    "RunManifest",
    "SCHEMA_VERSION",
    "Sector",
    "SecurityStatement",
    "Span",
    "Stage",
    "Status",
    "Tie",
    "Usage",
    "codes_of_act",
    "codes_of_status",
    "tie_of",
]
