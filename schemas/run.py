"""The manifest of a run: its settings, what came out, and the ledger that must balance."""

from schemas.base import Frozen
from schemas.record import PromptUsed, Usage


class Counts(Frozen):
    """The ledger of a run: `articles` = extracted + empty + duplicate + failed, and `drafts` = records + merged +
    rejected."""

    articles: int = 0
    extracted: int = 0
    empty: int = 0
    """Articles that were read in full and gave no agreement and no statement."""
    duplicate: int = 0
    """Articles that say nothing but what an earlier one says, and are not coded again."""
    failed: int = 0
    drafts: int = 0
    records: int = 0
    merged: int = 0
    rejected: int = 0
    other_language: int = 0
    """Of the extracted and the empty articles, those in a language that the lexicon does not cover."""

    @property
    def balance(self) -> bool:
        """True if nothing was lost on the way."""
        articles = self.extracted + self.empty + self.duplicate + self.failed
        return self.articles == articles and self.drafts == self.records + self.merged + self.rejected

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(**{name: getattr(self, name) + getattr(other, name) for name in type(self).model_fields})


class RunManifest(Frozen):
    """`run.json`."""

    run: str
    version: str
    """Version of Communique."""
    schema_version: str
    model: str
    base_url: str | None
    """Without user information; None for the embedded model."""
    base_urls: tuple[str, ...] = ()
    """All endpoints that were asked, where there are several."""
    plan: str
    settings: dict[str, str | int | float | bool | None]
    prompts: tuple[PromptUsed, ...]
    schema_sha256: str
    counts: Counts
    usage: Usage
    """Of the answers that the results stand on."""
    spent: Usage = Usage()
    """Of everything that was asked: failures, and what was in flight when a run was killed, included."""
    cost: str | None = None
    """US dollars, as a decimal string, of what was spent; None where the price is unknown."""
    cost_per_article: str | None = None
    """The cost by the articles of the run, those that failed included."""
    cost_per_record: str | None = None
    """The cost by its agreements and statements; None if it has none."""
    started: str
    finished: str
    seconds: float
    versions: dict[str, str]
    """Versions of Python and of the libraries that decide the result."""
