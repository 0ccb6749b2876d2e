"""What makes a call, and an article's result, the same as another: hashes of everything that decides it."""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import extract
import prompts
import schemas
from schemas import Article, Duplicate, Failure


def request_key(body: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON of a request: the order of its keys does not matter."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def article_key(article: Article, run: str) -> str:
    """SHA-256 of an article with all that is known of it, of the run's method, and of the code that works on it."""
    return hashlib.sha256("\0".join((code_digest(), run, article.model_dump_json())).encode()).hexdigest()


def row_key(row: Duplicate | Failure) -> str:
    """SHA-256 of what became of an article without a model: a duplicate, or a failure to read it."""
    return hashlib.sha256(row.model_dump_json().encode()).hexdigest()


@cache
def code_digest() -> str:
    """SHA-256 of our own source: after a change results are derived anew, from the answers that are there."""
    digest = hashlib.sha256()
    for package in (extract, prompts, schemas):
        home = Path(package.__path__[0])
        for file in sorted(home.rglob("*.py")):
            digest.update(f"{file.relative_to(home)}\0".encode() + file.read_bytes())
    return digest.hexdigest()
