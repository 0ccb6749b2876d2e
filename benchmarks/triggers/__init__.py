"""Counts how often each trigger of the rules fires."""
