"""Builds claims: the checked drafts with actors, values and sources in place of words.

In: checked drafts. Out: claims, and the drafts that are rejected because the article does not say who is meant.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from extract.assemble.parties import PartyClaim, find_parties
from extract.assemble.speakers import recipients, speakers
from extract.assemble.terms import Terms, read_terms
from extract.document.segment import Role
from extract.entities import anaphora
from extract.entities.annotate import Document
from extract.language.en.attribution import Ascription, find_ascriptions
from extract.language.en.contexts import find_contexts, is_security, security_share
from extract.verify.check import CheckedAgreement, CheckedStatement
from extract.verify.rejections import Rejections, RejectReason
from schemas import (
    Act,
    ActorKind,
    AgreementDraft,
    Context,
    Gate,
    Instrument,
    MentionForm,
    PartyRole,
    Rejected,
    Span,
    StatementDraft,
    Status,
)

_UNILATERAL = (Status.RATIFIED, Status.SUSPENDED, Status.WITHDRAWN, Status.TERMINATED, Status.REJECTED)
"""Stages that one party can bring about alone; the others need a second party."""

JOINT = frozenset({Instrument.JOINT_DECLARATION, Instrument.JOINT_STATEMENT, Instrument.COMMUNIQUE})
"""Texts that their issuers make together, and in which they speak as "we"."""
_GENERAL = (Instrument.AGREEMENT, Instrument.COOPERATION, Instrument.INSTITUTIONAL_ARRANGEMENT)
"""Instruments that are a resolution if an organisation adopts them alone."""
_REFERENCE = re.compile(
    r"\b(?:agreements?|deals?|treaty|pacts?|accords?|plans?|contracts?|truces?|documents?|texts?|peace|ceasefires?|memorandum|"
    r"declarations?|statements?|protocols?|one|signed|signing|new|this|that|these|both|final|same|between|with|in|on|by)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_COURTESY = re.compile(
    r"\b(?:best (?:wishes|regards)|greetings|good health|happy to see you|your (?:visit|stay))\b|"
    r"(?<!\w)(?:(?>\w*?welcom)\w++ (?:[\w.’'-]+ ){1,7}to (?:the )?[A-Z]|"
    r"(?>\w*?congratulat)\w++ [^.;]{0,60}\b(?:holidays?|Passover|Christmas|New Year|birthday|anniversary|Day|Easter|"
    r"Ramadan|Eid)\b)"
)
"""Courtesies: wishes, and welcoming a guest."""
_POWERS = (ActorKind.STATE, ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.ARMED_GROUP)
"""An article that names none of these is not about world politics."""
_SECURITY_ARTICLE = 0.3
"""Share of sentences on security from which on all statements of an article count as being on security."""


@dataclass(frozen=True)
class Source:
    """The source of a claim."""

    key: str | None
    """Key of the entity; None if the source is no entity of the article."""
    ascription: Ascription
    relayed_by: tuple[Ascription, ...] = ()
    """Further sources that the sentence names, which relay what this one said."""


@dataclass(frozen=True)
class AgreementClaim:
    """An agreement as one sentence reports it, with actors and values."""

    draft: AgreementDraft
    subject: Span
    instrument: Instrument
    named: Span | None
    """The words that name the instrument."""
    status: Status
    status_cue: Span | None
    parties: tuple[PartyClaim, ...]
    terms: Terms
    contexts: tuple[Context, ...]
    source: Source | None
    evidence: tuple[Span, ...]
    heading: bool
    """True if the headline reports it."""
    bare: bool
    """True if its subject is only "the agreement" and names, which refers to an agreement reported before."""


@dataclass(frozen=True)
class StatementClaim:
    """A speech act as one sentence reports it, with actors."""

    draft: StatementDraft
    act: Act
    cue: Span
    negated: bool
    speakers: tuple[tuple[str, Span], ...]
    """Key of each speaker, with the words that refer to it."""
    recipients: tuple[tuple[str, Span], ...]
    about: Span
    contexts: tuple[Context, ...]
    source: Source | None
    evidence: tuple[Span, ...]
    heading: bool
    """True if the headline reports it."""


@dataclass(frozen=True)
class Claims:
    """The claims of an article, and what was rejected."""

    agreements: tuple[AgreementClaim, ...]
    statements: tuple[StatementClaim, ...]
    rejected: tuple[Rejected, ...]


def build_claims(
    agreements: Sequence[CheckedAgreement], statements: Sequence[CheckedStatement], document: Document
) -> Claims:
    """Return the claims of an article, in the order of its text."""
    builder = _Builder(document)
    bound = [(found, parties) for found in agreements if (parties := builder.parties(found))]
    in_sentence: dict[int, list[CheckedAgreement]] = defaultdict(list)
    for found, _ in bound:
        in_sentence[found.sentence.index].append(found)
    return Claims(
        tuple([builder.agreement(one, parties, in_sentence[one.sentence.index]) for one, parties in bound]),
        tuple([claim for found in statements if (claim := builder.statement(found))]),
        builder.rejected,
    )


class _Builder:
    def __init__(self, document: Document) -> None:
        self._document = document
        self._rejections = Rejections(document.article, Gate.RESOLVE)
        body = [sentence.text for sentence in document.sentences if sentence.role is not Role.BYLINE]
        self._is_political = _names_a_power(document)
        self._is_about_security = self._is_political and security_share(body) >= _SECURITY_ARTICLE

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        return self._rejections.rows

    def parties(self, found: CheckedAgreement) -> tuple[PartyClaim, ...]:
        """The parties of an agreement; empty if it is rejected because the article does not identify enough."""
        self._reject_unknown(found, parties=found.parties)
        parties = find_parties(found, self._document)
        sides = [party for party in parties if party.role not in (PartyRole.MEDIATOR, PartyRole.GUARANTOR)]
        if not sides:
            self._rejections.add(found.draft, RejectReason.NO_PARTY, "the article does not tell who is bound by it")
            return ()
        if len(sides) == 1 and sides[0].role is not PartyRole.BODY and found.status not in _UNILATERAL:
            message = "the article does not tell with whom it was made"
            self._rejections.add(found.draft, RejectReason.SINGLE_PARTY, message)
            return ()
        return parties

    def agreement(
        self, found: CheckedAgreement, parties: tuple[PartyClaim, ...], in_sentence: Sequence[CheckedAgreement]
    ) -> AgreementClaim:
        """The claim of an agreement with these parties; `in_sentence` are all agreements of its sentence that have
        parties."""
        document = self._document
        names_removed = document.entities.without_names(found.subject.start, found.subject.end)
        return AgreementClaim(
            draft=found.draft,
            subject=found.subject,
            instrument=_refine_instrument(found, parties),
            named=found.named,
            status=found.status,
            status_cue=found.status_cue,
            parties=parties,
            terms=read_terms(found, tuple(in_sentence), document),
            contexts=_contexts(found.subject, found),
            source=self._source(find_ascriptions(found.sentence), ()),
            evidence=self._evidence(found),
            heading=found.sentence.role is Role.HEADLINE,
            bare=not _WORD.search(_REFERENCE.sub(" ", names_removed)),
        )

    def statement(self, found: CheckedStatement) -> StatementClaim | None:
        """The claim of a statement; None if it is rejected."""
        document = self._document
        sources = find_ascriptions(found.sentence)
        self._reject_unknown(found, speakers=found.speakers, recipients=found.recipients)
        speaking = speakers(found, sources, document)
        if not speaking:
            message = "the article does not tell who performs the act"
            self._rejections.add(found.draft, RejectReason.NO_SPEAKER, message)
            return None
        keys = tuple(key for key, _ in speaking)
        if not self._is_position(found, keys):
            message = "the words take no position on security or foreign policy"
            self._rejections.add(found.draft, RejectReason.NOT_SECURITY, message)
            return None
        return StatementClaim(
            draft=found.draft,
            act=found.act,
            cue=found.cue,
            negated=found.negated,
            speakers=speaking,
            recipients=recipients(found, keys, document),
            about=found.about,
            contexts=_contexts(found.about, found),
            source=self._source(sources, keys),
            evidence=(document.span_of(found.sentence),),
            heading=found.sentence.role is Role.HEADLINE,
        )

    def _reject_unknown(self, found: CheckedAgreement | CheckedStatement, **fields: tuple[Span, ...]) -> None:
        """Reject each name of the draft that refers to no entity of the article."""
        for field, spans in fields.items():
            for span in spans:
                if not anaphora.resolve(span, found.sentence, self._document.entities):
                    message = f"the article does not tell who {span.text!r} is"
                    self._rejections.add(found.draft, RejectReason.UNKNOWN_ACTOR, message, field)

    def _evidence(self, found: CheckedAgreement) -> tuple[Span, ...]:
        """The sentence; after a headline that calls the whole text a joint one, the first sentence of the body too."""
        document, sentence = self._document, found.sentence
        spans = (document.span_of(sentence),)
        if sentence.role is not Role.HEADLINE or found.instrument not in JOINT:
            return spans
        body = (other for other in document.sentences if other.role is Role.BODY and other.index > sentence.index)
        first = next(body, None)
        return (*spans, document.span_of(first)) if first else spans

    def _is_position(self, found: CheckedStatement, speaking: tuple[str, ...]) -> bool:
        """True if the words take a position on security, or an official speaks about another state."""
        if _COURTESY.search(found.sentence.text, found.cue.start - found.sentence.start):
            return False
        if self._is_political and (is_security(found.sentence.text) or self._is_about_security):
            return True
        entities, sentence = self._document.entities, found.sentence
        named = [mention.key for mention in entities.within(sentence.start, sentence.end)]
        own, all_named = ({iso3 for key in keys if (iso3 := entities.country_of(key))} for keys in (speaking, named))
        speakers = [entities.by_key[key] for key in speaking]
        official = bool(own) or any(speaker.office or speaker.kind is ActorKind.IGO for speaker in speakers)
        return official and bool(all_named - own)

    def _source(self, sources: tuple[Ascription, ...], speaking: tuple[str, ...]) -> Source | None:
        """The source of a sentence that is not the speaker; one that speaks for itself is preferred to relays."""
        entities = self._document.entities
        keys = {one: [m.key for m in entities.within(one.source_start, one.source_end)] for one in sources}
        usable = [one for one in sources if one.relays or not set(keys[one]) & set(speaking)]
        if not usable:
            return None
        first = min(usable, key=lambda one: one.relays)
        named = [] if first.relays else keys[first]
        return Source(named[0] if named else None, first, tuple(one for one in usable if one is not first))


def _names_a_power(document: Document) -> bool:
    """True of an article that names a power, and not only by a demonym, or a person in the office of a state."""
    entities = document.entities
    named = (entities.by_key[m.key].kind for m in entities.mentions if m.form is not MentionForm.DEMONYM)
    officials = (entity.office and entity.country for entity in entities.by_key.values())
    return any(kind in _POWERS for kind in named) or any(officials)


def _refine_instrument(found: CheckedAgreement, parties: tuple[PartyClaim, ...]) -> Instrument:
    """The instrument; what an organisation adopts alone is a resolution."""
    by_body = found.status is Status.ADOPTED and all(party.role is PartyRole.BODY for party in parties)
    return Instrument.RESOLUTION if by_body and found.instrument in _GENERAL else found.instrument


def _contexts(topic: Span, found: CheckedAgreement | CheckedStatement) -> tuple[Context, ...]:
    """The contexts of the topic; if its words have none, the first three of the sentence."""
    return find_contexts(topic.text) or find_contexts(found.sentence.text)[:3]
