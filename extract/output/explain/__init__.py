"""Where a record comes from: its words, the model call that proposed it, and every gate that touched it."""

from extract.output.explain.report import as_json, render
from extract.output.explain.trace import Call, Explanation, Fate, explain

__all__ = ["Call", "Explanation", "Fate", "as_json", "explain", "render"]
