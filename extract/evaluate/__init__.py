"""Measuring extractions against gold: read it, lay both out alike, pair the records, count, report."""

from extract.evaluate.gold import GoldArticle, read_gold
from extract.evaluate.report import as_json, confusions, misses, render, ungrounded
from extract.evaluate.score import Scores, score, ungrounded_spans

__all__ = [
    "GoldArticle",
    "Scores",
    "as_json",
    "confusions",
    "misses",
    "read_gold",
    "render",
    "score",
    "ungrounded",
    "ungrounded_spans",
]
