"""Turns news articles into typed records with sources. `extract.pipeline` shows how one article becomes records."""

__version__ = "0.1.0"
