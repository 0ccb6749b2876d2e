"""The store: the run directory with its journal, and the readers of what a run wrote."""

from extract.store.directory import RunDirectory
from extract.store.journal import JournalEntry, request_key
from extract.store.read import read_extractions, read_failures, read_manifest, read_rejected

__all__ = [
    "JournalEntry",
    "RunDirectory",
    "read_extractions",
    "read_failures",
    "read_manifest",
    "read_rejected",
    "request_key",
]
