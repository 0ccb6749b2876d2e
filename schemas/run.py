"""The manifest of a run: settings, counts, usage, cost and versions."""

from collections import Counter

from pydantic import Field, model_validator

from schemas.base import Frozen
from schemas.record import PromptUsed, Usage
from schemas.versions import upgraded_manifest


class Counts(Frozen):
    """Counts of articles and drafts.

    They add up: `articles` = extracted + empty + duplicate + failed, and `drafts` = records + merged + rejected.
    """

    articles: int = 0
    extracted: int = 0
    empty: int = 0
    """Articles that were processed and have no agreement and no statement."""
    duplicate: int = 0
    """Articles that only repeat an earlier one and were skipped."""
    failed: int = 0
    drafts: int = 0
    records: int = 0
    merged: int = 0
    rejected: int = 0
    other_language: int = 0
    """Extracted and empty articles in a language that the analyzer does not read."""
    date_not_read: int = 0
    """Extracted and empty articles whose date was given, but not read or only in part."""
    cut_off_at_source: int = 0
    """Extracted and empty articles of which the input has only the beginning or the title."""
    order_unsure: int = 0
    """Extracted and empty articles whose lines may be in a wrong order."""
    parts_not_read: int = 0
    """Extracted and empty articles of which a page or an attachment is not read."""
    left_out: int = 0
    """Articles that were left out, and are not among `articles`: the input has only their beginning."""
    triggers: dict[str, int] = Field(default_factory=dict)
    """How often each trigger of the rules fired, by its id; empty if the records are not those of rules."""

    @property
    def balance(self) -> bool:
        """Whether the counts add up. If not, an article or a draft was lost."""
        articles = self.extracted + self.empty + self.duplicate + self.failed
        return self.articles == articles and self.drafts == self.records + self.merged + self.rejected

    def __add__(self, other: "Counts") -> "Counts":
        numbers = {name: getattr(self, name) + getattr(other, name) for name in self.numbers()}
        return Counts(**numbers, triggers=dict(Counter(self.triggers) + Counter(other.triggers)))

    @classmethod
    def numbers(cls) -> tuple[str, ...]:
        """Return the names of the counts that are one number."""
        return tuple(name for name in cls.model_fields if name != "triggers")


class RunManifest(Frozen):
    """The manifest of a run: `run.json`."""

    run: str
    """Id of this run: when it began, and six random hex digits. It stays when the run is resumed."""
    method: str
    """Hash of the method, which stands in the provenance of every record."""
    replayed: bool
    """Whether recorded answers were replayed, and no model was asked."""
    version: str
    """Version of Communique."""
    schema_version: str
    model: str
    base_url: str | None
    """Base URL of the endpoint, without credentials. None for the embedded model."""
    base_urls: tuple[str, ...] = ()
    """All base URLs, if there were several endpoints."""
    plan: str
    settings: dict[str, str | int | float | bool | None]
    endpoints: dict[str, dict[str, object]] = Field(default_factory=dict)
    """What each endpoint accepts and tells, by its address, as far as the run found out."""
    prompts: tuple[PromptUsed, ...]
    schema_sha256: str
    counts: Counts
    usage: Usage
    """Usage of the calls whose answers are in the results."""
    spent: Usage = Usage()
    """Usage of all calls, including failed calls and calls in flight when the run was killed."""
    cost: str | None = None
    """Cost of `spent`, as a decimal string in US dollars. None if the price is unknown."""
    cost_per_article: str | None = None
    """The cost divided by the number of articles, failed ones included."""
    cost_per_record: str | None = None
    """The cost divided by the number of agreements and statements. None if there are none."""
    started: str
    finished: str | None
    """None while the run is not finished: while it goes on, and after it was stopped or killed."""
    seconds: float
    versions: dict[str, str]
    """Versions of Python and of the libraries that determine the result."""

    @model_validator(mode="before")
    @classmethod
    def _from_version_1(cls, data: object) -> object:
        return upgraded_manifest(data)
