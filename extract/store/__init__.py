"""The store: the run directory with its ledger, and the readers of what a run wrote."""

from extract.store.batches import Batches
from extract.store.directory import RunDirectory
from extract.store.keys import article_key, request_key, row_key
from extract.store.ledger import Ledger, Result, Spent, Stored, Sums
from extract.store.read import read_duplicates, read_extractions, read_failures, read_manifest, read_rejected

__all__ = [
    "Batches",
    "Ledger",
    "Result",
    "RunDirectory",
    "Spent",
    "Stored",
    "Sums",
    "article_key",
    "read_duplicates",
    "read_extractions",
    "read_failures",
    "read_manifest",
    "read_rejected",
    "request_key",
    "row_key",
]
