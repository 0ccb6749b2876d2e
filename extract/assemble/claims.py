"""From words to actors and values: each checked draft becomes a claim in which every part is resolved.

In: checked drafts. Out: claims, and what was refused because the article does not tell who is meant.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from extract.assemble.parties import PartyClaim, bound
from extract.assemble.speakers import recipients, speakers
from extract.assemble.terms import Terms, terms
from extract.document.segment import Role
from extract.entities import anaphora
from extract.entities.annotate import Story
from extract.language.en import attribution
from extract.language.en.attribution import Ascription
from extract.language.en.contexts import find_contexts, is_security, security_share
from extract.verify.check import Checked, CheckedAgreement, CheckedStatement
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

_ALONE = (Status.RATIFIED, Status.SUSPENDED, Status.WITHDRAWN, Status.TERMINATED, Status.REJECTED)
"""Stages that one party can bring about alone; the others need a second one."""

JOINT = frozenset({Instrument.JOINT_DECLARATION, Instrument.JOINT_STATEMENT, Instrument.COMMUNIQUE})
"""Texts that their issuers make together, and in which they speak as "we"."""
_GENERAL = (Instrument.AGREEMENT, Instrument.COOPERATION, Instrument.INSTITUTIONAL_ARRANGEMENT)
"""What a text of a body can be called where it is not called a resolution."""
_REFERENCE = re.compile(
    r"\b(?:agreements?|deals?|treaty|pacts?|accords?|plans?|contracts?|truces?|documents?|texts?|peace|ceasefires?|memorandum|"
    r"declarations?|statements?|protocols?|one|signed|signing|new|this|that|these|both|final|same|between|with|in|on|by)\b",
    re.I,
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_COURTESY = re.compile(
    r"\b(?:best (?:wishes|regards)|greetings|good health|happy to see you|your (?:visit|stay))\b|"
    r"welcom\w+ (?:[\w.’'-]+ ){1,7}to (?:the )?[A-Z]|"
    r"congratulat\w+ [^.;]{0,60}\b(?:holidays?|Passover|Christmas|New Year|birthday|anniversary|Day|Easter|"
    r"Ramadan|Eid)\b"
)
"""What is only polite: wishes, and welcoming a guest."""
_POWERS = (ActorKind.STATE, ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.ARMED_GROUP)
"""Without any of these in it an article is not on world politics, whatever it attacks and defends."""
_SECURITY_ARTICLE = 0.3
"""From this share of security sentences on, an article's other statements are taken to be on security too."""


@dataclass(frozen=True)
class Source:
    """Who vouches for the words of a claim."""

    key: str | None
    """Key of the actor that is the source; None if it is no actor of the article."""
    ascription: Ascription
    relayed_by: tuple[Ascription, ...] = ()
    """Further sources of the sentence, who tell what the first one said."""


@dataclass(frozen=True)
class AgreementClaim:
    """An agreement of one sentence, with its actors and values."""

    draft: AgreementDraft
    subject: Span
    instrument: Instrument
    named: Span | None
    status: Status
    status_cue: Span | None
    parties: tuple[PartyClaim, ...]
    terms: Terms
    contexts: tuple[Context, ...]
    source: Source | None
    evidence: tuple[Span, ...]
    heading: bool
    """True if a heading tells it."""
    bare: bool
    """True if its subject says nothing but "the agreement" and names: it points back to one told before."""


@dataclass(frozen=True)
class StatementClaim:
    """A speech act of one sentence, with its actors."""

    draft: StatementDraft
    act: Act
    cue: Span
    negated: bool
    speakers: tuple[tuple[str, Span], ...]
    recipients: tuple[tuple[str, Span], ...]
    about: Span
    contexts: tuple[Context, ...]
    source: Source | None
    evidence: tuple[Span, ...]
    heading: bool
    """True if a heading tells it."""


@dataclass(frozen=True)
class Claims:
    """What could be resolved, and what could not."""

    agreements: tuple[AgreementClaim, ...]
    statements: tuple[StatementClaim, ...]
    rejected: tuple[Rejected, ...]


def resolve(checked: Iterable[Checked], story: Story) -> Claims:
    """The claims of an article, in the order of its text."""
    resolver = _Resolver(story)
    found = list(checked)
    bound_ones = [(one, sides) for part in found for one in part.agreements if (sides := resolver.parties(one))]
    everything = [one for one, _ in bound_ones]
    agreements = [resolver.agreement(one, sides, everything) for one, sides in bound_ones]
    statements = [made for part in found for one in part.statements if (made := resolver.statement(one))]
    return Claims(tuple(agreements), tuple(statements), resolver.rejected)


def _tells_of_powers(story: Story) -> bool:
    """True of an article that names a power, not only as an adjective, or somebody in its office."""
    figures = story.cast.figures
    named = (figures[s.key].kind for s in story.cast.sightings if s.form is not MentionForm.DEMONYM)
    return any(kind in _POWERS for kind in named) or any(one.office and one.country for one in figures.values())


def _is_of_a_body(parties: tuple[PartyClaim, ...]) -> bool:
    return all(party.role is PartyRole.BODY for party in parties)


class _Resolver:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._rejections = Rejections(story.article, Gate.RESOLVE)
        body = [sentence.text for sentence in story.sentences if sentence.role is not Role.BYLINE]
        self._is_political = _tells_of_powers(story)
        self._is_about_security = self._is_political and security_share(body) >= _SECURITY_ARTICLE

    @property
    def rejected(self) -> tuple[Rejected, ...]:
        return self._rejections.rows

    def parties(self, found: CheckedAgreement) -> tuple[PartyClaim, ...]:
        """Who is bound by an agreement; empty, with a row that says why, if the article does not tell."""
        self._tell_unknown(found, parties=found.parties)
        parties = bound(found, self._story)
        sides = [party for party in parties if party.role not in (PartyRole.MEDIATOR, PartyRole.GUARANTOR)]
        if not sides:
            self._rejections.add(found.draft, RejectReason.NO_PARTY, "the article does not tell who is bound by it")
            return ()
        if len(sides) == 1 and sides[0].role is not PartyRole.BODY and found.status not in _ALONE:
            self._rejections.add(
                found.draft, RejectReason.SINGLE_PARTY, "the article does not tell with whom it was made"
            )
            return ()
        return parties

    def agreement(
        self, found: CheckedAgreement, parties: tuple[PartyClaim, ...], everything: list[CheckedAgreement]
    ) -> AgreementClaim:
        """The claim of an agreement whose parties are known, as are those of `everything`."""
        story = self._story
        instrument = found.instrument
        if instrument in _GENERAL and found.status is Status.ADOPTED and _is_of_a_body(parties):
            instrument = Instrument.RESOLUTION
        beside = tuple(other for other in everything if other.sentence is found.sentence)
        return AgreementClaim(
            draft=found.draft,
            subject=found.subject,
            instrument=instrument,
            named=found.named,
            status=found.status,
            status_cue=found.status_cue,
            parties=parties,
            terms=terms(found, beside, story),
            contexts=find_contexts(found.subject.text) or find_contexts(found.sentence.text)[:3],
            source=self._source(attribution.find(found.sentence), ()),
            evidence=self._evidence(found),
            heading=found.sentence.role is Role.HEADLINE,
            bare=not _WORD.search(_REFERENCE.sub(" ", story.cast.rest(found.subject.start, found.subject.end))),
        )

    def _tell_unknown(self, found: CheckedAgreement | CheckedStatement, **fields: tuple[Span, ...]) -> None:
        """A row for each name of the draft that means nobody the article tells of."""
        for field, spans in fields.items():
            for span in spans:
                if not anaphora.resolve(span, found.sentence, self._story.cast):
                    message = f"the article does not tell who {span.text!r} is"
                    self._rejections.add(found.draft, RejectReason.UNKNOWN_ACTOR, message, field)

    def _evidence(self, found: CheckedAgreement) -> tuple[Span, ...]:
        """The sentence; a heading that names the whole text as the agreement is told by the text's first sentence
        too."""
        story, heading = self._story, found.sentence
        if heading.role is not Role.HEADLINE or found.instrument not in JOINT:
            return (story.evidence(heading),)
        first = next((s for s in story.sentences if s.role is Role.BODY and s.index > heading.index), None)
        return (story.evidence(heading), story.evidence(first)) if first else (story.evidence(heading),)

    def statement(self, found: CheckedStatement) -> StatementClaim | None:
        story = self._story
        sources = attribution.find(found.sentence)
        self._tell_unknown(found, speakers=found.speakers, recipients=found.recipients)
        speaking = speakers(found, sources, story)
        if not speaking:
            self._rejections.add(found.draft, RejectReason.NO_SPEAKER, "the article does not tell who performs the act")
            return None
        keys = tuple(key for key, _ in speaking)
        if not self._is_position(found, keys):
            self._rejections.add(
                found.draft, RejectReason.NOT_SECURITY, "the words take no position on security or foreign policy"
            )
            return None
        return StatementClaim(
            draft=found.draft,
            act=found.act,
            cue=found.cue,
            negated=found.negated,
            speakers=speaking,
            recipients=recipients(found, keys, story),
            about=found.about,
            contexts=find_contexts(found.about.text) or find_contexts(found.sentence.text)[:3],
            source=self._source(sources, keys),
            evidence=(story.evidence(found.sentence),),
            heading=found.sentence.role is Role.HEADLINE,
        )

    def _is_position(self, found: CheckedStatement, speaking: tuple[str, ...]) -> bool:
        """True if the words take a position on security, or somebody of office speaks of a state not his own."""
        if _COURTESY.search(found.sentence.text, found.cue.start - found.sentence.start):
            return False
        if self._is_political and (is_security(found.sentence.text) or self._is_about_security):
            return True
        cast, sentence = self._story.cast, found.sentence
        named = [sighting.key for sighting in cast.within(sentence.start, sentence.end)]
        own, all_named = ({c for key in keys if (c := cast.country(key))} for keys in (speaking, named))
        figures = [cast.figures[key] for key in speaking]
        acting = bool(own) or any(figure.office or figure.kind is ActorKind.IGO for figure in figures)
        return acting and bool(all_named - own)

    def _source(self, sources: tuple[Ascription, ...], speaking: tuple[str, ...]) -> Source | None:
        """The source of the sentence that is not itself the speaker, one of its own before one that only relays; the
        others relay it."""
        cast = self._story.cast
        keys = {one: [s.key for s in cast.within(one.source_start, one.source_end)] for one in sources}
        usable = [one for one in sources if one.relays or not set(keys[one]) & set(speaking)]
        if not usable:
            return None
        first = min(usable, key=lambda one: one.relays)
        named = [] if first.relays else keys[first]
        return Source(named[0] if named else None, first, tuple(one for one in usable if one is not first))
