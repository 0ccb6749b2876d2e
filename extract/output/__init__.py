"""Everything that is made of a finished run.

In: a run directory, or records that were read from one. Out: typed records for Python (`load`), tables (`tables`),
terminal output (`show`), an HTML report (`report`), exports (`export`), comparisons (`compare`) and explanations
(`explain`). Nothing here changes a run, and no model is asked.
"""
