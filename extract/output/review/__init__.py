"""A reviewer's decisions about the records of a run: kept in a file by content, applied to records, and made into gold.

In: a run and a file of decisions. Out: the run with rejected records left out, corrected ones changed and missed ones
added; gold rows of its articles; and a local page that writes the decisions beside the run.
"""

from extract.output.review.corrections import Corrections, Reviewed
from extract.output.review.decisions import Decision, State, merge, parse_decisions, read_corrections, write_decisions
from extract.output.review.gold import gold_rows, write_gold
from extract.output.review.record_keys import record_keys
from extract.output.review.reviewed_run import REVIEW_FILE, ReviewedRun, review_run

__all__ = [
    "Corrections",
    "Decision",
    "REVIEW_FILE",
    "Reviewed",
    "ReviewedRun",
    "State",
    "gold_rows",
    "merge",
    "parse_decisions",
    "read_corrections",
    "record_keys",
    "review_run",
    "write_decisions",
    "write_gold",
]
