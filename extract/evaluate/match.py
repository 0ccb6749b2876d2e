"""Pairs the records found with those of the gold, the most similar first, by evidence and actors."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from extract.evaluate.comparable import ActorKey, ComparableAgreement, ComparableStatement, content_words
from schemas import ACT_FAMILIES

STAGES = {
    "ahead": "proposed pledged under_negotiation",
    "made": "agreed initialled adopted signed",
    "effective": "ratified in_force in_implementation completed amended renewed",
    "undone": "suspended withdrawn terminated rejected",
    "unknown": "unknown",
}
INSTRUMENTS = {
    "treaty": "treaty convention protocol charter alliance status_of_forces_agreement",
    "trade": "free_trade_agreement",
    "defence": "defense_cooperation_agreement security_guarantee",
    "peace": "peace_agreement ceasefire",
    "contract": "arms_contract commercial_contract loan_or_aid_agreement",
    "political": "joint_declaration joint_statement communique memorandum_of_understanding letter_of_intent "
    "exchange_of_notes strategic_partnership",
    "resolution": "resolution",
    "cooperation": "cooperation institutional_arrangement agreement",
}
OVERLAP = 0.3
"""Share of the shorter evidence that two records must have in common, at least."""
PARTIES = 0.5
"""F1 of the parties that two agreements must have, at least."""

_Record = TypeVar("_Record", ComparableAgreement, ComparableStatement)


def find_group(groups: dict[str, str], value: str | None) -> str | None:
    """Return the group of a value of a code list; the value itself if it is in none."""
    return next((name for name, values in groups.items() if value in values.split()), value)


def is_same_actor(one: ActorKey, other: ActorKey, *, lenient: bool = False) -> bool:
    """True of the same actor. If `lenient`, a state and those who act for it are the same."""
    if (one.kind, one.value) == (other.kind, other.value):
        return True
    if "state" in (one.kind, other.kind):
        return lenient and one.country is not None and one.country == other.country
    shorter, longer = sorted((one.value.split(), other.value.split()), key=len)
    if not shorter:
        return False
    initials = "".join(word[0] for word in longer)
    return set(shorter) <= set(longer) or (len(shorter) == 1 and len(shorter[0]) > 1 and shorter[0] == initials)


def count_shared(found: Iterable[ActorKey], gold: Iterable[ActorKey], *, lenient: bool = False) -> tuple[int, int, int]:
    """Return how many actors are in both, only found, and only in the gold; exact matches are made before lenient."""
    extra, missed, both = list(found), list(gold), 0
    for mode in (False, True) if lenient else (False,):
        for key in list(extra):
            twin = next((other for other in missed if is_same_actor(key, other, lenient=mode)), None)
            if twin is not None:
                missed.remove(twin)
                extra.remove(key)
                both += 1
    return both, len(extra), len(missed)


def score_actors(found: Iterable[ActorKey], gold: Iterable[ActorKey], *, lenient: bool = False) -> float:
    """Return the F1 of two sets of actors, 0 to 1; 1 if both are empty."""
    found, gold = list(found), list(gold)
    if not found and not gold:
        return 1.0
    both, extra, missed = count_shared(found, gold, lenient=lenient)
    return 2 * both / (2 * both + extra + missed)


def measure_overlap(one: Sequence[tuple[int, int] | None], other: Sequence[tuple[int, int] | None]) -> float:
    """Return the largest share, 0 to 1, of the shorter of two pieces of evidence that both have in common."""
    best = 0.0
    for a in filter(None, one):
        for b in filter(None, other):
            common = min(a[1], b[1]) - max(a[0], b[0])
            if common > 0:
                best = max(best, common / min(a[1] - a[0], b[1] - b[0]))
    return best


def pair_records(
    found: Sequence[_Record], gold: Sequence[_Record], similarity: Callable[[_Record, _Record], float]
) -> list[tuple[int, int]]:
    """Return the indices of the records that are the same, the most similar pair first, none twice."""
    ranked = sorted(
        ((similarity(one, other), i, j) for i, one in enumerate(found) for j, other in enumerate(gold)), reverse=True
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for score, i, j in ranked:
        if score > 0 and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            chosen.append((i, j))
    return chosen


def compare_agreements(found: ComparableAgreement, gold: ComparableAgreement) -> float:
    """Return the similarity of two agreements: 0 if they differ, else a weighted sum of their fields, up to 1."""
    common = measure_overlap(found.evidence, gold.evidence)
    sides = score_actors(found.parties, gold.parties, lenient=True)
    if common < OVERLAP or sides < PARTIES:
        return 0.0
    subjects = set(content_words(found.subject)), set(content_words(gold.subject))
    same_words = len(subjects[0] & subjects[1]) / min(map(len, subjects)) if all(subjects) else 0.0
    kind = find_group(INSTRUMENTS, found.instrument) == find_group(INSTRUMENTS, gold.instrument)
    return 0.4 * common + 0.3 * sides + 0.2 * same_words + 0.1 * kind


def compare_statements(found: ComparableStatement, gold: ComparableStatement) -> float:
    """Return the similarity of two statements: 0 if they differ, else a weighted sum of their fields, up to 1."""
    common = measure_overlap(found.evidence, gold.evidence)
    speakers = score_actors(found.speakers, gold.speakers, lenient=True)
    same_family = find_group(ACT_FAMILIES, found.act) == find_group(ACT_FAMILIES, gold.act)
    if common < OVERLAP or speakers <= 0 or not same_family:
        return 0.0
    recipients = score_actors(found.recipients, gold.recipients, lenient=True)
    return 0.4 * common + 0.2 * speakers + 0.2 * (found.act == gold.act) + 0.2 * recipients
