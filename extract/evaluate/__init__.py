"""Measures extractions against gold: reads gold, makes both comparable, pairs the records, counts and reports."""

from extract.evaluate.comparable import ComparableRecords, lay_out_extraction, lay_out_gold
from extract.evaluate.gold import GoldArticle, read_gold
from extract.evaluate.report import as_json, render_confusions, render_misses, render_scores, render_ungrounded
from extract.evaluate.score import Scores, compare, find_ungrounded_spans, score

__all__ = [
    "ComparableRecords",
    "GoldArticle",
    "Scores",
    "as_json",
    "compare",
    "find_ungrounded_spans",
    "lay_out_extraction",
    "lay_out_gold",
    "read_gold",
    "render_confusions",
    "render_misses",
    "render_scores",
    "render_ungrounded",
    "score",
]
