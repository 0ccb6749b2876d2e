"""Put records into plain words for a second reading, with a question about each.

The value in doubt is left out of the words, so that the second reading does not merely repeat the first.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from extract.ask.reading import Claim
from extract.assemble.declared.joining import Joined
from extract.document.numbering import Numbered
from extract.document.segment import Sentence
from extract.verify.declared.proved import ProvedAgreement, ProvedStatement
from extract.verify.declared.signals import Signal
from schemas import RecordKind

LABELS = frozenset({"act", "status"})
"""Fields that hold a label of the codebook."""
ACTORS = frozenset({"speakers", "recipients", "parties"})
"""Fields that hold actors."""
_QUESTIONS = {
    None: "Is it said, and is it a record by the codebook?",
    "act": "Which act is it?",
    "status": "Which status does it have?",
    "speakers": "Who speaks?",
    "recipients": "Who are the recipients?",
    "parties": "Who are the parties?",
}
"""By the field in doubt; doubts of other fields are not read again."""
_Record = ProvedAgreement | ProvedStatement


@dataclass(frozen=True)
class Target:
    """What one claim asks about."""

    kind: RecordKind
    index: int
    """Place of the record among those of its kind."""
    field: str | None
    """The field in doubt; None for the whole record."""


def find_targets(joined: Joined, *, all_records: bool) -> tuple[Target, ...]:
    """Return what is in doubt; with `all_records` also each whole record."""
    records: Iterable[tuple[RecordKind, Sequence[_Record]]] = (
        (RecordKind.AGREEMENT, joined.agreements),
        (RecordKind.STATEMENT, joined.statements),
    )
    return tuple(
        Target(kind, index, field)
        for kind, several in records
        for index, record in enumerate(several)
        for field in _fields(record, all_records=all_records)
    )


def record_at(target: Target, joined: Joined) -> _Record:
    """Return the record that a claim asks about."""
    return (joined.agreements if target.kind is RecordKind.AGREEMENT else joined.statements)[target.index]


def has_signal(target: Target, joined: Joined) -> bool:
    """Return whether the doubt of a claim comes from more than the first answer itself."""
    doubts = record_at(target, joined).doubts
    return any(one.field == target.field and one.code != Signal.MODEL_UNSURE for one in doubts)


def make_claims(targets: Iterable[Target], joined: Joined, shown: Numbered) -> tuple[Claim, ...]:
    """Return the claims that ask each about a field of a record."""
    names = {actor.id: f"{actor.name} ({number})" for number, actor in enumerate(joined.actors, start=1)}
    return tuple(_claim(target, record_at(target, joined), names, shown) for target in targets)


def _claim(target: Target, record: _Record, names: Mapping[str, str], shown: Numbered) -> Claim:
    if isinstance(record, ProvedAgreement):
        words = _agreement(record, names, target.field)
    else:
        words = _statement(record, names, target.field)
    return Claim(words, _QUESTIONS[target.field], tuple(_beside(record.sentences, shown)))


def value_of(record: _Record, field: str) -> str | frozenset[str] | None:
    """Return the label, or the ids of the actors, in a field."""
    if field in LABELS:
        return _label(record, field)
    if field == "parties" and isinstance(record, ProvedAgreement):
        return frozenset(party.actor for party in record.parties)
    return frozenset(getattr(record, field)) if field in ACTORS else None


def _label(record: _Record, field: str) -> str:
    """The label of a field, in the words of the codebook."""
    own = record.status_label if isinstance(record, ProvedAgreement) and field == "status" else record.label
    return own or str(getattr(record, field).value)


def _fields(record: _Record, *, all_records: bool) -> tuple[str | None, ...]:
    doubted = [doubt.field for doubt in record.doubts if doubt.field in _QUESTIONS]
    return tuple(dict.fromkeys([None, *doubted] if all_records else doubted))


def _agreement(record: ProvedAgreement, names: Mapping[str, str], hidden: str | None) -> str:
    kind = f" ({_label(record, 'instrument')})" if hidden != "instrument" else ""
    parties = f" of {_listed([party.actor for party in record.parties], names)}" if hidden != "parties" else ""
    status = f"; its status is {_label(record, 'status')}" if hidden != "status" else ""
    cue = f", by the words {record.status_cue.text!r}" if record.status_cue else ""
    return f"there is an agreement{kind}{parties} on {record.subject!r}{status}{cue}"


def _statement(record: ProvedStatement, names: Mapping[str, str], hidden: str | None) -> str:
    speakers = _listed(record.speakers, names) if hidden != "speakers" else "somebody"
    act = f" (act: {_label(record, 'act')})" if hidden != "act" else ""
    to = f", directed at {_listed(record.recipients, names)}" if hidden != "recipients" else ""
    return f"by the words {record.cue.text!r}{act}, {speakers} takes a position on {record.about!r}{to}"


def _listed(actors: Sequence[str], names: Mapping[str, str]) -> str:
    return ", ".join(names[actor] for actor in actors) or "no named actor"


def _beside(own: tuple[Sentence, ...], shown: Numbered) -> Iterator[tuple[bool, str]]:
    """The sentences of a record, and the one before and after each."""
    wanted = {shown.place_of(sentence) + step for sentence in own for step in (-1, 0, 1)}
    for place in sorted(place for place in wanted if 0 <= place < len(shown.sentences)):
        yield shown.sentences[place] in own, shown.sentences[place].text
