"""Join the proved answers of an article's pages: one actor for each, one record for what two pages report.

In: what is joined so far, and the proof of the next page. Out: both in one. Records of one page are not joined: there
the model decides what is one record, and only exact repetitions are dropped.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from extract.assemble.declared.likeness import alike, is_same_matter
from extract.document.segment import Sentence
from extract.language.stages import stage_rank
from extract.verify.declared.proved import Proof, ProvedActor, ProvedAgreement, ProvedStatement
from schemas import Act, ActorKind, Doubt, Instrument

PAGES = "pages"
"""Code of a doubt: two pages report a record differently."""
_ALIKE_BESIDE = 0.5
"""Least likeness of two matters in the same sentence that are one."""


@dataclass(frozen=True)
class Joined:
    """The records of the pages read so far; actors have ids of their own, which hold on all pages."""

    actors: tuple[ProvedActor, ...] = ()
    agreements: tuple[ProvedAgreement, ...] = ()
    statements: tuple[ProvedStatement, ...] = ()
    merged: int = 0
    """Records that became part of another one."""


def join(joined: Joined, page: Proof) -> Joined:
    """Return the records of the earlier pages with those of the next one."""
    ids = _ids(page.actors, joined.actors)
    actors = _with_actors(joined.actors, page.actors, ids)
    agreements = [_renamed_agreement(one, ids) for one in _distinct(page.agreements)]
    statements = [_renamed_statement(one, ids) for one in _distinct(page.statements)]
    kept_agreements = _folded(joined.agreements, agreements, _any, _same_agreement, _joined_agreement)
    kept_statements = _folded(joined.statements, statements, _speakers, _same_statement, _joined_statement)
    before = len(joined.agreements) + len(page.agreements) + len(joined.statements) + len(page.statements)
    merged = joined.merged + before - len(kept_agreements) - len(kept_statements)
    return Joined(actors, kept_agreements, kept_statements, merged)


def _ids(declared: Iterable[ProvedActor], known: tuple[ProvedActor, ...]) -> dict[str, str]:
    """The id of each declared actor over all pages: that of the same actor on an earlier page, else a free one."""
    ids: dict[str, str] = {}
    taken = {actor.id for actor in known}
    for actor in declared:
        same = _known(actor, known)
        ids[actor.id] = same.id if same else _free(actor.id, taken)
        taken.add(ids[actor.id])
    return ids


def _known(actor: ProvedActor, known: tuple[ProvedActor, ...]) -> ProvedActor | None:
    exact = (other for other in known if _same_actor(actor, other))
    related = [other for other in known if other.kind is actor.kind and _shares_name(actor, other)]
    by_id = (other for other in related if other.id == actor.id)
    alone = related[0] if len(related) == 1 else None
    return next(exact, None) or next(by_id, None) or alone


def _same_actor(one: ProvedActor, other: ProvedActor) -> bool:
    if one.kind is ActorKind.STATE and other.kind is ActorKind.STATE and one.country and other.country:
        return one.country == other.country
    return one.kind is other.kind and one.name.casefold() == other.name.casefold()


def _shares_name(one: ProvedActor, other: ProvedActor) -> bool:
    """Whether all words of one name are in the other ("Sato" and "Kenji Sato"); never of two states."""
    if one.kind is ActorKind.STATE:
        return False
    words = set(one.name.casefold().split()), set(other.name.casefold().split())
    return words[0] <= words[1] or words[1] <= words[0]


def _free(wanted: str, taken: set[str]) -> str:
    if wanted not in taken:
        return wanted
    number = len(taken) + 1
    while f"a{number}" in taken:
        number += 1
    return f"a{number}"


def _with_actors(
    known: tuple[ProvedActor, ...], declared: Iterable[ProvedActor], ids: Mapping[str, str]
) -> tuple[ProvedActor, ...]:
    kept = {actor.id: actor for actor in known}
    for actor in declared:
        principal = ids.get(actor.represents) if actor.represents else None
        renamed = replace(actor, id=ids[actor.id], represents=principal)
        first = kept.get(renamed.id)
        kept[renamed.id] = _joined_actor(first, renamed) if first else renamed
    return tuple(kept.values())


def _joined_actor(one: ProvedActor, other: ProvedActor) -> ProvedActor:
    fuller = max(one.name, other.name, key=len) if one.kind is not ActorKind.STATE else one.name
    return replace(
        one,
        name=fuller,
        country=one.country or other.country,
        office=one.office or other.office,
        represents=one.represents or other.represents,
        words=tuple(dict.fromkeys((*one.words, *other.words))),
        issues=tuple(dict.fromkeys((*one.issues, *other.issues))),
    )


def _renamed_agreement(one: ProvedAgreement, ids: Mapping[str, str]) -> ProvedAgreement:
    return replace(one, parties=tuple(replace(party, actor=ids[party.actor]) for party in one.parties))


def _renamed_statement(one: ProvedStatement, ids: Mapping[str, str]) -> ProvedStatement:
    speakers, recipients = (tuple(ids[actor] for actor in actors) for actors in (one.speakers, one.recipients))
    return replace(one, speakers=speakers, recipients=recipients)


_Record = TypeVar("_Record", ProvedAgreement, ProvedStatement)


def _distinct(records: Iterable[_Record]) -> list[_Record]:
    return list(dict.fromkeys(records))


def _folded(
    earlier: tuple[_Record, ...],
    later: Iterable[_Record],
    group: Callable[[_Record], frozenset[str]],
    same: Callable[[_Record, _Record], bool],
    joined: Callable[[_Record, _Record], _Record],
) -> tuple[_Record, ...]:
    """Earlier and later records; a later one is joined with the first of its group that is the same."""
    kept = list(earlier)
    groups: dict[frozenset[str], list[int]] = {}
    for at, record in enumerate(earlier):
        groups.setdefault(group(record), []).append(at)
    for record in later:
        place = next((at for at in groups.get(group(record), ()) if same(kept[at], record)), None)
        if place is None:
            kept.append(record)
        else:
            kept[place] = joined(kept[place], record)
    return tuple(kept)


def _any(agreement: ProvedAgreement) -> frozenset[str]:
    """One group for all: of two reports of an agreement, one may name fewer parties."""
    return frozenset()


def _speakers(statement: ProvedStatement) -> frozenset[str]:
    return frozenset(statement.speakers)


def _same_agreement(one: ProvedAgreement, other: ProvedAgreement) -> bool:
    parties = {party.actor for party in one.parties}, {party.actor for party in other.parties}
    if not _related(*parties) or (one.value and other.value and one.value.amount != other.value.amount):
        return False
    if set(one.sentences) & set(other.sentences):
        return one.status_cue == other.status_cue or alike(one.subject, other.subject) >= _ALIKE_BESIDE
    return _instrument(one) == _instrument(other) and is_same_matter(one.subject, other.subject)


def _same_statement(one: ProvedStatement, other: ProvedStatement) -> bool:
    """Whether two statements of the same speakers are one."""
    if one.cue == other.cue:
        return True
    if _act(one) != _act(other) or not _related(set(one.recipients), set(other.recipients)):
        return False
    if set(one.sentences) & set(other.sentences):
        return alike(one.about, other.about) >= _ALIKE_BESIDE
    return is_same_matter(one.about, other.about)


def _related(one: set[str], other: set[str]) -> bool:
    return one <= other or other <= one


def _instrument(agreement: ProvedAgreement) -> tuple[Instrument, str | None]:
    return agreement.instrument, agreement.label


def _act(statement: ProvedStatement) -> tuple[Act, str | None]:
    return statement.act, statement.label


def _joined_agreement(one: ProvedAgreement, other: ProvedAgreement) -> ProvedAgreement:
    """Both in one: the furthest stage with its cue, all parties, dates and sentences."""
    further = other if stage_rank(other.status) > stage_rank(one.status) else one
    differing = [name for name in ("status", "instrument") if getattr(one, name) is not getattr(other, name)]
    parties = {(party.actor, party.role): party for party in (*other.parties, *one.parties)}
    dates = {(date.edtf, date.role): date for date in (*other.dates, *one.dates)}
    return replace(
        one,
        sentences=_sentences(one, other),
        status=further.status,
        status_label=further.status_label,
        status_cue=further.status_cue,
        parties=tuple(parties.values()),
        dates=tuple(dates.values()),
        value=one.value or other.value,
        quantity=one.quantity or other.quantity,
        historical=one.historical and other.historical,
        source=one.source or other.source,
        doubts=_doubts(one, other, differing),
        issues=tuple(dict.fromkeys((*one.issues, *other.issues))),
    )


def _joined_statement(one: ProvedStatement, other: ProvedStatement) -> ProvedStatement:
    differing = ["act"] if one.act is not other.act else []
    return replace(
        one,
        sentences=_sentences(one, other),
        recipients=tuple(dict.fromkeys((*one.recipients, *other.recipients))),
        source=one.source or other.source,
        doubts=_doubts(one, other, differing),
        issues=tuple(dict.fromkeys((*one.issues, *other.issues))),
    )


def _sentences(one: _Record, other: _Record) -> tuple[Sentence, ...]:
    return tuple(sorted({*one.sentences, *other.sentences}, key=lambda sentence: sentence.index))


def _doubts(one: _Record, other: _Record, differing: Iterable[str]) -> tuple[Doubt, ...]:
    """The doubts of both, and one for each field in which the pages differ."""
    new: list[Doubt] = [_doubt(field, getattr(one, field).value, getattr(other, field).value) for field in differing]
    return tuple(dict.fromkeys((*one.doubts, *other.doubts, *new)))


def _doubt(field: str, first: str, second: str) -> Doubt:
    return Doubt(code=PAGES, message=f"one page says {first}, another {second}", field=field, other=second)
