"""Typed records of agreements, actors and security statements, and the types of their parts.

The package needs only pydantic. It can be copied into another project and used without the rest of Communique.
"""

from schemas.actor import Actor, Mention
from schemas.agreement import Agreement, AgreementDraft, JudgedAgreementDraft, Party
from schemas.attribution import Attribution
from schemas.codes import ACT_CLASS, EventCodes, codes_of_act, codes_of_status
from schemas.dates import EventDate
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
from schemas.statement import JudgedStatementDraft, SecurityStatement, StatementDraft
from schemas.text import Article, Span
from schemas.vocab import (
    Act,
    ActClass,
    ActorKind,
    Bound,
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
    "Act",
    "ActClass",
    "Actor",
    "ActorKind",
    "Agreement",
    "AgreementDraft",
    "Article",
    "ArticleExtraction",
    "Attribution",
    "Bound",
    "Context",
    "Counts",
    "CurrencyBasis",
    "DateRelation",
    "DateRole",
    "Duplicate",
    "DuplicateKind",
    "EventCodes",
    "EventDate",
    "Failure",
    "FailureCode",
    "Gate",
    "Instrument",
    "Issue",
    "JudgedAgreementDraft",
    "JudgedStatementDraft",
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
    "StatementDraft",
    "Status",
    "Usage",
    "codes_of_act",
    "codes_of_status",
]
