"""Keys of the ledger: hashes of everything that decides the answer to a request, or the result of an article."""

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


def hash_request(body: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a request as canonical JSON; the order of its keys does not matter."""
    canonical = json.dumps(body, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def hash_article(article: Article, run: str) -> str:
    """Return the SHA-256 of an article with its metadata and issues, the run id of the method, and the code."""
    issues = (issue.model_dump_json() for issue in article.issues)
    return hashlib.sha256("\0".join((hash_code(), run, article.model_dump_json(), *issues)).encode()).hexdigest()


def hash_row(row: Duplicate | Failure) -> str:
    """Return the SHA-256 of a result that needed no model: a duplicate, or a failure to read an article."""
    return hashlib.sha256(row.model_dump_json().encode()).hexdigest()


@cache
def hash_code() -> str:
    """Return the SHA-256 of our own source. After a change, results are derived again from the stored answers."""
    digest = hashlib.sha256()
    for package in (extract, prompts, schemas):
        home = Path(package.__path__[0])
        for file in sorted(home.rglob("*.py")):
            digest.update(f"{file.relative_to(home)}\0".encode() + file.read_bytes())
    return digest.hexdigest()
