"""Compares two runs over the same articles.

In: two runs. Out: the facts that were added, lost and changed from the first to the second, as values, terminal output
or JSON.
"""

from extract.output.compare.differences import Change, Comparison, Difference, compare, compare_runs
from extract.output.compare.render import as_json, render

__all__ = ["Change", "Comparison", "Difference", "as_json", "compare", "compare_runs", "render"]
