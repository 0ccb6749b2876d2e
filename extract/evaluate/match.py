"""Which found record is which gold record: pairs made best first, by evidence and actors. In: two pages. Out: pairs."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from extract.evaluate.layout import Deal, Key, Speech, words

STAGES = {
    "ahead": "proposed pledged under_negotiation",
    "made": "agreed initialled adopted signed",
    "effective": "ratified in_force in_implementation completed amended renewed",
    "undone": "suspended withdrawn terminated rejected",
    "unknown": "unknown",
}
FAMILIES = {
    "condemn": "condemn deplore criticize accuse protest",
    "concern": "express_concern warn threaten",
    "request": "demand urge request invite propose",
    "commit": "offer pledge affirm",
    "support": "support express_solidarity express_hope recognize",
    "refuse": "reject deny",
    "tell": "emphasize state acknowledge declare apologize",
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
"""Share of the shorter evidence that two records must have in common."""
PARTIES = 0.5
"""F1 of the parties from which on two agreements may be the same."""

_Record = TypeVar("_Record", Deal, Speech)


def group_of(groups: dict[str, str], value: str | None) -> str | None:
    """The group of a value of a code list; the value itself if it is in none."""
    return next((name for name, values in groups.items() if value in values.split()), value)


def same_actor(one: Key, other: Key, *, lenient: bool = False) -> bool:
    """True of the same actor; `lenient`: a state and those who act for it also count as the same."""
    if (one.kind, one.value) == (other.kind, other.value):
        return True
    if "state" in (one.kind, other.kind):
        return lenient and one.country is not None and one.country == other.country
    shorter, longer = sorted((one.value.split(), other.value.split()), key=len)
    if not shorter:
        return False
    initials = "".join(word[0] for word in longer)
    return set(shorter) <= set(longer) or (len(shorter) == 1 and len(shorter[0]) > 1 and shorter[0] == initials)


def shared(found: Iterable[Key], gold: Iterable[Key], *, lenient: bool = False) -> tuple[int, int, int]:
    """How many actors are in both, only found, and only gold; exact matches are made before lenient ones."""
    extra, missed, both = list(found), list(gold), 0
    for mode in (False, True) if lenient else (False,):
        for key in list(extra):
            twin = next((other for other in missed if same_actor(key, other, lenient=mode)), None)
            if twin is not None:
                missed.remove(twin)
                extra.remove(key)
                both += 1
    return both, len(extra), len(missed)


def actors_f1(found: Iterable[Key], gold: Iterable[Key], *, lenient: bool = False) -> float:
    """F1 of two sets of actors; 1 if both are empty."""
    found, gold = list(found), list(gold)
    if not found and not gold:
        return 1.0
    both, extra, missed = shared(found, gold, lenient=lenient)
    return 2 * both / (2 * both + extra + missed)


def overlap(one: Sequence[tuple[int, int] | None], other: Sequence[tuple[int, int] | None]) -> float:
    """The largest share that a piece of evidence has in common with one of the other record."""
    best = 0.0
    for a in filter(None, one):
        for b in filter(None, other):
            common = min(a[1], b[1]) - max(a[0], b[0])
            if common > 0:
                best = max(best, common / min(a[1] - a[0], b[1] - b[0]))
    return best


def pairs(
    found: Sequence[_Record], gold: Sequence[_Record], likeness: Callable[[_Record, _Record], float]
) -> list[tuple[int, int]]:
    """Indices of the records that are the same, the likeliest pair first, none twice."""
    ranked = sorted(
        ((likeness(one, other), i, j) for i, one in enumerate(found) for j, other in enumerate(gold)), reverse=True
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    chosen = []
    for score, i, j in ranked:
        if score > 0 and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            chosen.append((i, j))
    return chosen


def deal_likeness(found: Deal, gold: Deal) -> float:
    """0 for different agreements; else evidence, parties, subject and instrument, weighted, up to 1."""
    common, sides = overlap(found.evidence, gold.evidence), actors_f1(found.parties, gold.parties, lenient=True)
    if common < OVERLAP or sides < PARTIES:
        return 0.0
    subjects = set(words(found.subject)), set(words(gold.subject))
    told = len(subjects[0] & subjects[1]) / min(map(len, subjects)) if all(subjects) else 0.0
    kind = group_of(INSTRUMENTS, found.instrument) == group_of(INSTRUMENTS, gold.instrument)
    return 0.4 * common + 0.3 * sides + 0.2 * told + 0.1 * kind


def speech_likeness(found: Speech, gold: Speech) -> float:
    """0 for different statements; else evidence, speakers, act and recipients, weighted, up to 1."""
    common, speakers = overlap(found.evidence, gold.evidence), actors_f1(found.speakers, gold.speakers, lenient=True)
    same_family = group_of(FAMILIES, found.act) == group_of(FAMILIES, gold.act)
    if common < OVERLAP or speakers <= 0 or not same_family:
        return 0.0
    recipients = actors_f1(found.recipients, gold.recipients, lenient=True)
    return 0.4 * common + 0.2 * speakers + 0.2 * (found.act == gold.act) + 0.2 * recipients
