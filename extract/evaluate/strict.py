"""Judge each record strictly: an agreement with all parties and its stage, a statement with act, speakers, recipients.

Records that are optional in the gold, or that overlap only such ones, do not count: they are judged None.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.evaluate.comparable import ComparableAgreement, ComparableRecords, ComparableStatement
from extract.evaluate.match import (
    OVERLAP,
    STAGES,
    compare_agreements,
    compare_statements,
    find_group,
    measure_overlap,
    pair_records,
    score_actors,
)

_Record = ComparableAgreement | ComparableStatement


@dataclass(frozen=True)
class Judged:
    """Which records are strictly right; places are those in the lists that were compared."""

    found: tuple[bool | None, ...]
    gold: tuple[bool | None, ...]
    partners: dict[int, int]
    """Places of found records by those of their gold records."""


def is_agreement_right(found: ComparableAgreement, gold: ComparableAgreement) -> bool:
    """Return whether the stage and all parties are right."""
    stage = find_group(STAGES, found.status) == find_group(STAGES, gold.status)
    return stage and score_actors(found.parties, gold.parties, lenient=True) == 1


def is_statement_right(found: ComparableStatement, gold: ComparableStatement) -> bool:
    """Return whether act, speakers and recipients are right."""
    speakers, recipients = score_actors(found.speakers, gold.speakers), score_actors(found.recipients, gold.recipients)
    return found.act == gold.act and speakers == recipients == 1


def judge_agreements(found: ComparableRecords, gold: ComparableRecords) -> Judged:
    """Judge the agreements of an article."""
    pairs = pair_records(found.agreements, gold.agreements, compare_agreements)
    right = {(i, j): is_agreement_right(found.agreements[i], gold.agreements[j]) for i, j in pairs}
    return _judged(found.agreements, gold.agreements, right)


def judge_statements(found: ComparableRecords, gold: ComparableRecords) -> Judged:
    """Judge the statements of an article."""
    pairs = pair_records(found.statements, gold.statements, compare_statements)
    right = {(i, j): is_statement_right(found.statements[i], gold.statements[j]) for i, j in pairs}
    return _judged(found.statements, gold.statements, right)


def _judged(found: Sequence[_Record], gold: Sequence[_Record], right: dict[tuple[int, int], bool]) -> Judged:
    partners = {j: i for i, j in right}
    of_found = {i: None if gold[j].optional else is_right for (i, j), is_right in right.items()}
    of_gold = {j: is_right for (_, j), is_right in right.items()}
    optional = [record for record in gold if record.optional]
    return Judged(
        found=tuple(of_found[i] if i in of_found else _unpaired(record, optional) for i, record in enumerate(found)),
        gold=tuple(None if record.optional else of_gold.get(j, False) for j, record in enumerate(gold)),
        partners=partners,
    )


def _unpaired(record: _Record, optional: Sequence[_Record]) -> bool | None:
    near = any(measure_overlap(record.evidence, other.evidence) >= OVERLAP for other in optional)
    return None if near else False
