"""What is found in an input: an article or a failure, with the file that it is from, and sums over many of them."""

from collections import Counter
from dataclasses import dataclass, field

from schemas import Article, Failure, ReadIssue


@dataclass(frozen=True)
class Found:
    """An item of an input."""

    item: Article | Failure
    file: str
    """Path of its file; of a member, that of the archive with `!/` and the name."""
    kind: str
    """What the file is, by its extension: `.docx`; empty without one."""
    form: str | None = None
    """The export or the source of news that it is from, for instance "Nexis Uni export"."""

    @property
    def is_stub(self) -> bool:
        """Whether it is an article of which the input has only the beginning or the title."""
        issues = self.item.issues if isinstance(self.item, Article) else ()
        return any(issue.code == ReadIssue.CUT_OFF_AT_SOURCE for issue in issues)


@dataclass
class Survey:
    """How many items an input has."""

    items: int = 0
    forms: Counter[str] = field(default_factory=Counter)
    """Articles of each recognised form."""

    def add(self, items: int, form: str | None = None) -> None:
        """Add the items of a file."""
        self.items += items
        if form is not None:
            self.forms[form] += items
