"""Prove declared agreements: the article holds their words, and the words give their dates and amounts."""

from collections.abc import Iterable, Sequence

from extract.verify.declared.amounts import prove_value
from extract.verify.declared.dates import prove_dates
from extract.verify.declared.evidence import Evidence, evidence_of
from extract.verify.declared.faults import Fault, FaultReason
from extract.verify.declared.proved import ProvedAgreement, ProvedParty
from extract.verify.declared.references import DeclaredActors
from extract.verify.declared.signals import status_doubts, unsure_doubts
from extract.verify.declared.words import ArticleWords
from prompts import Codebook
from schemas import Instrument, PartyRole, Quantity, RecordKind, Span, Status
from schemas.declared import DeclaredAgreement, DeclaredParty


def prove_agreements(
    declared: Sequence[DeclaredAgreement], actors: DeclaredActors, words: ArticleWords, book: Codebook
) -> tuple[tuple[ProvedAgreement, ...], tuple[Fault, ...]]:
    """Return the agreements that the article does not disprove, and what of them it does."""
    proved: list[ProvedAgreement] = []
    faults: list[Fault] = []
    for index, draft in enumerate(declared):
        evidence = evidence_of(RecordKind.AGREEMENT, index, draft, words)
        used = [one.status_cue for one in proved if one.status_cue]
        found = _agreement(draft, evidence, actors, used, book)
        proved += [found] if found else []
        faults += evidence.faults
    return tuple(proved), tuple(faults)


def _agreement(
    draft: DeclaredAgreement, evidence: Evidence, actors: DeclaredActors, used: Iterable[Span], book: Codebook
) -> ProvedAgreement | None:
    status, cue = _status(draft, evidence, used, book)
    if not evidence.sentences:
        message = "no sentence of the article is cited"
        evidence.refuse("sentences", FaultReason.NO_SUCH_SENTENCE, message)
        return None
    doubts = status_doubts(status, cue, evidence.words.cues_at(cue)) if cue else ()
    dates, date_issues = prove_dates(draft.dates, evidence)
    value, value_issues = prove_value(draft.value, evidence)
    quantity = evidence.find("quantity", draft.quantity)
    return ProvedAgreement(
        draft=draft,
        subject=draft.subject,
        instrument=Instrument(book.usual_label("instruments", draft.instrument)),
        status=status,
        status_cue=cue,
        parties=_parties(draft.parties, actors, evidence),
        dates=dates,
        value=value,
        quantity=Quantity(text=quantity.text, span=quantity) if quantity else None,
        historical=draft.historical,
        source=evidence.find("source", draft.source),
        sentences=tuple(evidence.sentences),
        doubts=(*unsure_doubts(draft.unsure), *doubts),
        issues=(*date_issues, *value_issues),
        label=book.own_label("instruments", draft.instrument),
        status_label=book.own_label("statuses", draft.status) if cue or status is not Status.UNKNOWN else None,
    )


def _status(
    draft: DeclaredAgreement, evidence: Evidence, used: Iterable[Span], book: Codebook
) -> tuple[Status, Span | None]:
    """The stage and the words that show it; without such words the stage is unknown."""
    cue = evidence.find("status_cue", draft.status_cue, draft.subject, used)
    status = Status(book.usual_label("statuses", draft.status))
    if cue or status is Status.UNKNOWN:
        return status, cue
    if not draft.status_cue:
        message = f"the status {draft.status!r} is declared without words that show it"
        evidence.fault("status_cue", FaultReason.NO_CUE, message)
    return Status.UNKNOWN, None


def _parties(declared: Iterable[DeclaredParty], actors: DeclaredActors, evidence: Evidence) -> tuple[ProvedParty, ...]:
    """The parties that are actors of the article, each once in a role."""
    kept: dict[tuple[str, PartyRole], ProvedParty] = {}
    for party in declared:
        for actor in actors.refer_to_named([party.actor], "parties", evidence):
            role = PartyRole(party.role)
            kept.setdefault((actor, role), ProvedParty(actor, role, party.explicit))
    return tuple(kept.values())
