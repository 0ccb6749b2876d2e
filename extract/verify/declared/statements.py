"""Prove declared statements: the article holds the cue and the sentences, and names the speakers."""

from collections.abc import Iterable, Sequence

from extract.verify.declared.evidence import Evidence, evidence_of
from extract.verify.declared.faults import Fault, FaultReason
from extract.verify.declared.proved import ProvedStatement
from extract.verify.declared.references import DeclaredActors
from extract.verify.declared.signals import act_doubts, unsure_doubts
from extract.verify.declared.words import ArticleWords
from prompts import Codebook
from schemas import Act, RecordKind, Span
from schemas.declared import DeclaredStatement

_NO_SENTENCE = "no sentence of the article is cited that could hold its cue"


def prove_statements(
    declared: Sequence[DeclaredStatement], actors: DeclaredActors, words: ArticleWords, book: Codebook
) -> tuple[tuple[ProvedStatement, ...], tuple[Fault, ...]]:
    """Return the statements that the article does not disprove, and what of them it does."""
    proved: list[ProvedStatement] = []
    faults: list[Fault] = []
    for index, draft in enumerate(declared):
        evidence = evidence_of(RecordKind.STATEMENT, index, draft, words)
        found = _statement(draft, evidence, actors, [one.cue for one in proved], book)
        proved += [found] if found else []
        faults += evidence.faults
    return tuple(proved), tuple(faults)


def _statement(
    draft: DeclaredStatement, evidence: Evidence, actors: DeclaredActors, used: Iterable[Span], book: Codebook
) -> ProvedStatement | None:
    cue = evidence.find("cue", draft.cue, draft.about, used)
    if cue is None:
        message = f"the article does not hold the cue {draft.cue!r}" if evidence.sentences else _NO_SENTENCE
        reason = FaultReason.NOT_IN_TEXT if evidence.sentences else FaultReason.NO_SUCH_SENTENCE
        evidence.refuse("cue", reason, message, draft.cue)
        return None
    speakers = actors.refer(draft.speakers, "speakers", evidence)
    if not speakers:
        evidence.refuse("speakers", FaultReason.NO_SPEAKER, "no speaker is an actor that the article names")
        return None
    act = Act(book.usual_label("acts", draft.act))
    return ProvedStatement(
        draft=draft,
        cue=cue,
        act=act,
        speakers=tuple(one for one in speakers if one not in actors.unnamed) or speakers,
        recipients=actors.refer_to_named(draft.recipients, "recipients", evidence),
        about=draft.about,
        source=evidence.find("source", draft.source),
        sentences=tuple(evidence.sentences),
        doubts=(*unsure_doubts(draft.unsure), *act_doubts(act, cue, evidence.words.cues_at(cue))),
        label=book.own_label("acts", draft.act),
    )
