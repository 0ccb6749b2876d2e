"""From raw news articles to typed, proven records.

The way of the data, one module a step: read, segment, plan and prompt, model, ground, check, resolve, merge, store,
show.
"""

__version__ = "0.1.0"
