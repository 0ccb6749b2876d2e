"""What a reader finds in a file: the text of an article, what is known of it, and problems in reading it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from extract.read.metadata import Metadata
from schemas import Issue, ReadIssue


@dataclass(frozen=True)
class Content:
    """One article of a file."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    issues: tuple[Issue, ...] = ()
    form: str | None = None
    """The export that the file is, for instance "Nexis Uni export"; None for a file of one article."""

    def as_json(self) -> dict[str, Any]:
        """Return the content as an object of JSON."""
        issues = [issue.model_dump() for issue in self.issues]
        return {"text": self.text, "metadata": asdict(self.metadata), "issues": issues, "form": self.form}

    @classmethod
    def from_json(cls, given: Mapping[str, Any]) -> "Content":
        """Return the content of an object that `as_json` made."""
        issues = tuple(Issue(**issue) for issue in given["issues"])
        return cls(given["text"], Metadata(**given["metadata"]), issues, given["form"])


Contents = Iterator[Content]


def cut_off_issue(what: str) -> Issue:
    """Return the issue of an article of which the input has only a part."""
    message = f"{what}: the rest of the article was not read; fetch its page, or leave such articles out with"
    return Issue(code=ReadIssue.CUT_OFF_AT_SOURCE, message=f"{message} --stubs skip")
