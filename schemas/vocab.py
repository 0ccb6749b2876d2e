"""The closed code lists. Each docstring names the source of the values; a model cannot add any."""

from enum import StrEnum


class ActorKind(StrEnum):
    """Kind of an actor. After FollowTheMoney (Person, PublicBody, Organization, Company) and the PLOVER actor types."""

    STATE = "state"
    PERSON = "person"
    PUBLIC_BODY = "public_body"
    IGO = "igo"
    NGO = "ngo"
    COMPANY = "company"
    ARMED_GROUP = "armed_group"
    PARTY = "party"
    MEDIA = "media"
    GROUP = "group"


class MentionForm(StrEnum):
    """The form in which a mention names its actor."""

    NAME = "name"
    SHORT_NAME = "short_name"
    DEMONYM = "demonym"
    CAPITAL = "capital"
    DESCRIPTION = "description"
    PRONOUN = "pronoun"


class Sector(StrEnum):
    """PLOVER 2.0 sector codes (manual, chapter 4); MED is medical and JRN is media, unlike in CAMEO."""

    AGR = "AGR"
    BUS = "BUS"
    COP = "COP"
    CRM = "CRM"
    CVL = "CVL"
    EDU = "EDU"
    ELI = "ELI"
    GOV = "GOV"
    JRN = "JRN"
    JUD = "JUD"
    LAB = "LAB"
    LEG = "LEG"
    MED = "MED"
    MIL = "MIL"
    OPP = "OPP"
    PRE = "PRE"
    PRM = "PRM"
    PTY = "PTY"
    REB = "REB"
    REF = "REF"
    REL = "REL"
    SOC = "SOC"
    SPY = "SPY"
    UAF = "UAF"
    UNK = "UNK"


class Instrument(StrEnum):
    """Type of an agreement. UN Treaty Collection definitions; for news also WTO, SIPRI, ATOP, DCAD, PA-X."""

    TREATY = "treaty"
    CONVENTION = "convention"
    PROTOCOL = "protocol"
    CHARTER = "charter"
    FREE_TRADE_AGREEMENT = "free_trade_agreement"
    DEFENSE_COOPERATION_AGREEMENT = "defense_cooperation_agreement"
    ALLIANCE = "alliance"
    STATUS_OF_FORCES_AGREEMENT = "status_of_forces_agreement"
    PEACE_AGREEMENT = "peace_agreement"
    CEASEFIRE = "ceasefire"
    ARMS_CONTRACT = "arms_contract"
    COMMERCIAL_CONTRACT = "commercial_contract"
    LOAN_OR_AID_AGREEMENT = "loan_or_aid_agreement"
    MEMORANDUM_OF_UNDERSTANDING = "memorandum_of_understanding"
    JOINT_DECLARATION = "joint_declaration"
    JOINT_STATEMENT = "joint_statement"
    COMMUNIQUE = "communique"
    STRATEGIC_PARTNERSHIP = "strategic_partnership"
    LETTER_OF_INTENT = "letter_of_intent"
    EXCHANGE_OF_NOTES = "exchange_of_notes"
    RESOLUTION = "resolution"
    INSTITUTIONAL_ARRANGEMENT = "institutional_arrangement"
    SECURITY_GUARANTEE = "security_guarantee"
    COOPERATION = "cooperation"
    AGREEMENT = "agreement"


class Status(StrEnum):
    """Stage in the life of an agreement. UN Treaty Collection glossary, VCLT; `pledged` and `agreed` are for news."""

    PROPOSED = "proposed"
    PLEDGED = "pledged"
    UNDER_NEGOTIATION = "under_negotiation"
    AGREED = "agreed"
    INITIALLED = "initialled"
    ADOPTED = "adopted"
    SIGNED = "signed"
    RATIFIED = "ratified"
    IN_FORCE = "in_force"
    IN_IMPLEMENTATION = "in_implementation"
    COMPLETED = "completed"
    AMENDED = "amended"
    RENEWED = "renewed"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    TERMINATED = "terminated"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


class PartyRole(StrEnum):
    """Role of an actor in an agreement. VCLT article 2, SIPRI (supplier, recipient), UNTC (depositary)."""

    PARTY = "party"
    SUPPLIER = "supplier"
    RECIPIENT = "recipient"
    MEDIATOR = "mediator"
    GUARANTOR = "guarantor"
    DEPOSITARY = "depositary"
    BODY = "body"


class Act(StrEnum):
    """What a security statement does. Cue verbs after the CAMEO and PETRARCH verb lists, grouped by speech act."""

    CONDEMN = "condemn"
    DEPLORE = "deplore"
    CRITICIZE = "criticize"
    ACCUSE = "accuse"
    PROTEST = "protest"
    EXPRESS_CONCERN = "express_concern"
    WARN = "warn"
    THREATEN = "threaten"
    DEMAND = "demand"
    URGE = "urge"
    REQUEST = "request"
    INVITE = "invite"
    PROPOSE = "propose"
    OFFER = "offer"
    PLEDGE = "pledge"
    AFFIRM = "affirm"
    SUPPORT = "support"
    EXPRESS_SOLIDARITY = "express_solidarity"
    EXPRESS_HOPE = "express_hope"
    EMPHASIZE = "emphasize"
    STATE = "state"
    DENY = "deny"
    ACKNOWLEDGE = "acknowledge"
    REJECT = "reject"
    APOLOGIZE = "apologize"
    RECOGNIZE = "recognize"
    DECLARE = "declare"


class ActClass(StrEnum):
    """Searle's five classes of speech acts."""

    ASSERTIVE = "assertive"
    DIRECTIVE = "directive"
    COMMISSIVE = "commissive"
    EXPRESSIVE = "expressive"
    DECLARATION = "declaration"


class Context(StrEnum):
    """PLOVER 2.0 contexts (manual, table 2.1): the topic axis of agreements and statements."""

    MILITARY = "military"
    INTELLIGENCE = "intelligence"
    EXECUTIVE = "executive"
    LEGISLATIVE = "legislative"
    ELECTION = "election"
    POLITICAL_INSTITUTIONS = "political_institutions"
    PRO_DEMOCRACY = "pro_democracy"
    PRO_AUTOCRACY = "pro_autocracy"
    ECONOMIC = "economic"
    LEGAL = "legal"
    REPARATIONS = "reparations"
    HUMAN_RIGHTS = "human_rights"
    RIGHTS_FREEDOMS = "rights_freedoms"
    REPRESSION = "repression"
    HUMAN_SECURITY = "human_security"
    GENDER = "gender"
    LGBT = "lgbt"
    RELIGION_ETHNICITY = "religion_ethnicity"
    INEQUALITY = "inequality"
    DIPLOMATIC = "diplomatic"
    TERRITORY = "territory"
    PEACEKEEPING = "peacekeeping"
    HEALTH = "health"
    ASYLUM = "asylum"
    MIGRATION = "migration"
    DISASTERS = "disasters"
    NATURAL_RESOURCE = "natural_resource"
    ENVIRONMENT = "environment"
    TECHNOLOGY = "technology"
    TERRORISM = "terrorism"
    CBRN = "cbrn"
    CYBER = "cyber"
    MISINFORMATION = "misinformation"
    CRIME = "crime"
    CORRUPTION = "corruption"
    ILLEGAL_DRUGS = "illegal_drugs"
    TRAFFICKING = "trafficking"


class DateRelation(StrEnum):
    """Relation of an event to its date. EDTF alone does not distinguish "by 2025" from "before 2025"."""

    ON = "on"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    BETWEEN = "between"
    SINCE = "since"


class DateRole(StrEnum):
    """What happens on a date. UN Treaty Collection and SIPRI (order, delivery), with news additions."""

    SIGNATURE = "signature"
    ADOPTION = "adoption"
    RATIFICATION = "ratification"
    ENTRY_INTO_FORCE = "entry_into_force"
    ORDER = "order"
    DELIVERY = "delivery"
    TARGET_CONCLUSION = "target_conclusion"
    PROJECT_LAUNCH = "project_launch"
    TERMINATION = "termination"
    EVENT = "event"


class CurrencyBasis(StrEnum):
    """How the currency is known: named ("US dollars"), by the default of its symbol ("$"), or inferred."""

    EXPLICIT = "explicit"
    SYMBOL_DEFAULT = "symbol_default"
    INFERRED = "inferred"


class Bound(StrEnum):
    """Bound of an amount, from the words around it ("more than", "up to", "about")."""

    EXACT = "exact"
    APPROX = "approx"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    RANGE = "range"


class Quote(StrEnum):
    """Kind of reported speech. After DirectQuote (Semino and Short)."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    NONE = "none"


class Certainty(StrEnum):
    """How much speaks for a record; see `Doubt`."""

    HIGH = "high"
    """Nothing speaks against it, or a second reading confirmed what was in doubt."""
    MEDIUM = "medium"
    """A field is in doubt."""
    LOW = "low"
    """A second reading contradicts it."""


class Basis(StrEnum):
    """Who says what a value is."""

    TABLE = "table"
    """A table of names."""
    MODEL = "model"
    """The model; no table has the name."""
    BOTH = "both"


class Gate(StrEnum):
    """The verification step that rejected a draft or a field."""

    SHAPE = "shape"
    GROUND = "ground"
    CHECK = "check"
    RESOLVE = "resolve"
    READ = "read"
    """A second reading of the article."""


class RecordKind(StrEnum):
    """Kind of a record."""

    ACTOR = "actor"
    AGREEMENT = "agreement"
    STATEMENT = "statement"


class Stage(StrEnum):
    """The step at which an article failed."""

    READ = "read"
    SEGMENT = "segment"
    MODEL = "model"
    EXTRACT = "extract"
    STORE = "store"


class DuplicateKind(StrEnum):
    """How closely a duplicate repeats the earlier article."""

    EXACT = "exact"
    """The same words throughout; case, punctuation and white space may differ."""
    NEAR = "near"
    """A syndicated copy: headline, dateline or agency line may differ, the text may be shorter, but nothing is new."""


class FailureCode(StrEnum):
    """Why an article or a model call failed."""

    EMPTY = "empty"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"
    UNSUPPORTED_FORMAT = "unsupported_format"
    BAD_ROW = "bad_row"
    UNREACHABLE = "unreachable"
    RATE_LIMITED = "rate_limited"
    TIMEOUT = "timeout"
    SERVER_ERROR = "server_error"
    SERVER_CRASHED = "server_crashed"
    BAD_REQUEST = "bad_request"
    UNAUTHORIZED = "unauthorized"
    QUOTA = "quota"
    TOO_LONG = "too_long"
    REFUSED = "refused"
    FILTERED = "filtered"
    TRUNCATED = "truncated"
    INVALID_OUTPUT = "invalid_output"
    NOT_RECORDED = "not_recorded"
    INTERNAL = "internal"
