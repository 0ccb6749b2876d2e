"""Propose the records of an English article from its analysis, in the form that a strong model fills."""
