"""The store: the run directory with its ledger, and the readers of the files that a run writes."""

from extract.store.batches import BatchTable
from extract.store.directory import RunDirectory
from extract.store.keys import hash_article, hash_request, hash_row
from extract.store.ledger import Ledger
from extract.store.read import (
    RunProgress,
    read_duplicates,
    read_extractions,
    read_failures,
    read_manifest,
    read_progress,
    read_rejected,
)
from extract.store.values import ArticleResult, RunTotals, Spending, StoredAnswer

__all__ = [
    "ArticleResult",
    "BatchTable",
    "Ledger",
    "RunDirectory",
    "RunProgress",
    "RunTotals",
    "Spending",
    "StoredAnswer",
    "hash_article",
    "hash_request",
    "hash_row",
    "read_duplicates",
    "read_extractions",
    "read_failures",
    "read_manifest",
    "read_progress",
    "read_rejected",
]
