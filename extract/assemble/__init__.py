"""Assembles the records of an article from the drafts that are verified, by exact tables and rules."""
