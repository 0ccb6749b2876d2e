"""Explains where a record comes from.

In: a run, and the name of one of its records. Out: the words behind the record, the model call that proposed it, and
what verification did with each draft, as values, terminal output or JSON; with `--kit` also a folder that replays the
calls offline.
"""

from extract.output.explain.explanation import Call, DraftOutcome, Explanation, explain
from extract.output.explain.render import as_json, render

__all__ = ["Call", "DraftOutcome", "Explanation", "as_json", "explain", "render"]
