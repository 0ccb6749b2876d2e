"""Rejections: why a gate refuses a draft or a field of it, as rows that keep the model's own words."""

from enum import StrEnum

from schemas import AgreementDraft, Article, Gate, RecordKind, Rejected, StatementDraft


class RejectReason(StrEnum):
    """Why a gate refuses a draft, or a field of it. The values are the codes in `rejected.jsonl`."""

    # Evidence: does the article contain the words?
    NO_SUCH_SENTENCE = "no_such_sentence"
    """The draft gives the number of a sentence that was not shown."""
    CUE_NOT_IN_TEXT = "cue_not_in_text"
    """The sentence does not contain the cue."""
    NOT_IN_TEXT = "not_in_text"
    """The sentences shown do not contain the words of the field."""

    # Shape: does the model's record have the fields that were asked for?
    BAD_SHAPE = "bad_shape"
    """The record, or a field of it, does not have the type that was asked for."""

    # Coding rules for agreements: do the words report one?
    NO_STAGE = "no_stage"
    """The cue names no stage of an agreement: "met"."""
    NOT_MADE = "not_made"
    """The agreement is denied: "signed no treaty"."""
    OPINION = "opinion"
    """Several sides hold an opinion: "agreed that the talks were useful"."""
    CLAUSE = "clause"
    """The words are part of what another agreement says or is for: "under the treaty they agree to"."""
    TOLD_AS_STATEMENT = "told_as_statement"
    """The words propose or request, which is a statement: "proposed a treaty"."""
    BESIDE = "beside"
    """The actor is met or fought, and not bound: "after talks with Chad"."""
    PLACE = "place"
    """The name says where something happens: "in Paris"."""

    # Coding rules for statements: do the words perform an act?
    NO_ACT = "no_act"
    """The cue performs no act that the lexicon knows."""
    NARRATION = "narration"
    """The cue only reports that somebody spoke: "said"."""
    PART_OF_AN_ACT = "part_of_an_act"
    """The words are part of what another act is about: "condemned its appalling attacks"."""
    TOLD_AS_AGREEMENT = "told_as_agreement"
    """The cue already reports an agreement."""

    # Coding rules for both.
    NOT_PERFORMED = "not_performed"
    """It is not said to have been done: "urged them to sign", "refused to condemn", "would have signed"."""

    # Actors: does the article say who is meant?
    UNKNOWN_ACTOR = "unknown_actor"
    """The article does not identify the actor."""
    NO_PARTY = "no_party"
    """The article does not identify any party."""
    SINGLE_PARTY = "single_party"
    """The article identifies one party of an agreement that needs two."""
    NO_SPEAKER = "no_speaker"
    """The article does not identify the speaker."""
    NOT_SECURITY = "not_security"
    """The words take no position on security or foreign policy."""


class Rejections:
    """Collects what one gate rejects in one article."""

    def __init__(self, article: Article, gate: Gate) -> None:
        self._article = article
        self._gate = gate
        self._rows: list[Rejected] = []

    @property
    def rows(self) -> tuple[Rejected, ...]:
        """All rejections so far, in order."""
        return tuple(self._rows)

    def add(
        self, draft: AgreementDraft | StatementDraft, reason: RejectReason, message: str, field: str | None = None
    ) -> None:
        """Reject a draft, or only this field of it."""
        kind = RecordKind.AGREEMENT if isinstance(draft, AgreementDraft) else RecordKind.STATEMENT
        self._rows.append(
            Rejected(
                article=self._article.id,
                source_id=self._article.source_id,
                kind=kind,
                field=field,
                gate=self._gate,
                reason=reason.value,
                message=message,
                draft=draft.model_dump(mode="json"),
            )
        )
