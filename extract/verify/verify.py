"""Verifies drafts: their words must be in the article, and must pass the rules of the coding guide."""

from collections.abc import Sequence
from dataclasses import dataclass

from extract.document.segment import Sentence
from extract.entities.annotate import Document
from extract.model.coerce import Dropped
from extract.model.contract import Drafts
from extract.verify.check import CheckedAgreement, CheckedStatement, check
from extract.verify.grounding import ground
from extract.verify.shape import reject_dropped
from schemas import Rejected


@dataclass(frozen=True)
class Proposal:
    """What a model proposed about a window of sentences."""

    window: Sequence[Sentence]
    """The sentences that the model has seen."""
    drafts: Drafts
    """What it proposed; sentence numbers count from 1 in the window."""
    dropped: Sequence[Dropped] = ()
    """What it proposed in another shape than the one asked for."""


@dataclass(frozen=True)
class Verified:
    """The drafts of an article that pass both gates, and all that was rejected."""

    agreements: tuple[CheckedAgreement, ...]
    statements: tuple[CheckedStatement, ...]
    rejected: tuple[Rejected, ...]


def verify(proposals: Sequence[Proposal], document: Document) -> Verified:
    """Return the drafts that pass, in the order of the windows."""
    grounded = [ground(proposal.drafts, proposal.window, document.article) for proposal in proposals]
    checked = [check(part, document) for part in grounded]
    return Verified(
        agreements=tuple(found for part in checked for found in part.agreements),
        statements=tuple(found for part in checked for found in part.statements),
        rejected=(
            *(row for one in proposals for row in reject_dropped(one.dropped, document.article)),
            *(row for part in grounded for row in part.rejected),
            *(row for part in checked for row in part.rejected),
        ),
    )
