"""Measures extractions against gold: reads gold, makes both comparable, pairs the records, counts and reports."""

from extract.evaluate.changes import RawScores, score_raw
from extract.evaluate.comparable import ComparableRecords, lay_out_extraction, lay_out_gold
from extract.evaluate.gold import GoldArticle, read_gold
from extract.evaluate.reliability import measure_reliability
from extract.evaluate.report import (
    as_json,
    render_changes,
    render_confusions,
    render_misses,
    render_raw,
    render_reliability,
    render_scores,
    render_ungrounded,
)
from extract.evaluate.score import Scores, compare, find_ungrounded_spans, score

__all__ = [
    "ComparableRecords",
    "GoldArticle",
    "RawScores",
    "Scores",
    "as_json",
    "compare",
    "find_ungrounded_spans",
    "lay_out_extraction",
    "lay_out_gold",
    "measure_reliability",
    "read_gold",
    "render_changes",
    "render_confusions",
    "render_misses",
    "render_raw",
    "render_reliability",
    "render_scores",
    "render_ungrounded",
    "score",
    "score_raw",
]
