"""How far certainty can be trusted: of the records of each certainty, how many are strictly right."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.evaluate.comparable import lay_out_extraction, lay_out_gold
from extract.evaluate.gold import GoldArticle
from extract.evaluate.strict import judge_agreements, judge_statements
from schemas import ArticleExtraction, Certainty


@dataclass(frozen=True)
class Reliability:
    """Records of one certainty."""

    right: int
    of: int
    """Those that count: not the ones that are optional in the gold."""
    share: float
    """Of all records that count."""


def measure_reliability(
    gold: Sequence[GoldArticle], extractions: Sequence[ArticleExtraction]
) -> dict[Certainty, Reliability]:
    """Return the reliability of each certainty that occurs; nothing for a plan that does not judge it."""
    by_text = {extraction.article.sha256: extraction for extraction in extractions}
    judged: list[tuple[Certainty, bool]] = []
    for entry in gold:
        extraction = by_text.get(entry.article.sha256)
        if extraction:
            judged += _judged(entry, extraction)
    counts = {which: [right for one, right in judged if one is which] for which in Certainty}
    return {
        which: Reliability(sum(right), len(right), len(right) / len(judged)) for which, right in counts.items() if right
    }


def _judged(entry: GoldArticle, extraction: ArticleExtraction) -> list[tuple[Certainty, bool]]:
    found, truth = lay_out_extraction(extraction), lay_out_gold(entry.records, entry.article.text)
    given = [one.certainty for one in extraction.agreements] + [one.certainty for one in extraction.statements]
    judged = (*judge_agreements(found, truth).found, *judge_statements(found, truth).found)
    return [(one, right) for one, right in zip(given, judged, strict=True) if one and right is not None]
