"""Measuring extractions against gold: read it, lay both out alike, pair the records, count, report."""

from extract.evaluate.gold import GoldArticle, read_gold
from extract.evaluate.layout import Page, page_of, page_of_gold
from extract.evaluate.report import as_json, confusions, misses, render, ungrounded
from extract.evaluate.score import Scores, compare, score, ungrounded_spans

__all__ = [
    "GoldArticle",
    "Page",
    "Scores",
    "as_json",
    "compare",
    "confusions",
    "misses",
    "page_of",
    "page_of_gold",
    "read_gold",
    "render",
    "score",
    "ungrounded",
    "ungrounded_spans",
]
