"""Comparing two runs: which facts were added, lost and changed, and how to tell it."""

from extract.output.compare.differences import Change, Comparison, Difference, compare, compare_runs
from extract.output.compare.report import as_json, render

__all__ = ["Change", "Comparison", "Difference", "as_json", "compare", "compare_runs", "render"]
