"""Titles that say for whom their holders speak."""

SPOKES = frozenset("spokesman spokeswoman spokesperson".split())
"""Titles of those who speak for others by office."""
