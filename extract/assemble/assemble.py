"""Assembles records from verified drafts: claims with actors and values, merged, with later dates, as records."""

from dataclasses import dataclass

from extract.assemble.claims import build_claims
from extract.assemble.merge import merge
from extract.assemble.records import Records, build_records
from extract.assemble.sequels import followed
from extract.entities.annotate import Document
from extract.verify.verify import Verified
from schemas import Rejected


@dataclass(frozen=True)
class Assembled:
    """The records of an article, and what became of the other verified drafts."""

    records: Records
    merged: int
    """Drafts that were merged into others."""
    rejected: tuple[Rejected, ...]


def assemble(verified: Verified, document: Document) -> Assembled:
    """Return the records of an article."""
    claims = build_claims(verified.agreements, verified.statements, document)
    merged = merge(claims.agreements, claims.statements)
    agreements = followed(merged.agreements, document)
    records = build_records(agreements, merged.statements, document)
    return Assembled(records, merged.merged, claims.rejected)
