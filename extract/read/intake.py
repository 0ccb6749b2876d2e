"""What is read of an input: the files to include and exclude, the fields of a row, and whether stubs are articles."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from extract.read.fields import FieldMap

SKIP = "skip"
"""Leaves out articles of which the source gives only the beginning."""


@dataclass(frozen=True)
class Intake:
    """A selection of the files in folders, patterns and archives. A file that is itself the input is always read."""

    include: tuple[str, ...] = ()
    """Patterns; if there are any, only files that match one are read."""
    exclude: tuple[str, ...] = ()
    """Patterns; files that match one are left out."""
    fields: FieldMap = field(default_factory=FieldMap)
    stubs: str = "read"
    """`read`, or `skip` for articles of which the source gives only the beginning."""

    def as_flags(self) -> dict[str, str]:
        """Return the command-line flags for this selection."""
        fields = (f"{ours}={theirs}" for ours, theirs in self.fields.named)
        flags = {"include": self.include, "exclude": self.exclude, "map": fields}
        stubs = {"stubs": self.stubs} if self.stubs == SKIP else {}
        return {name: joined for name, words in flags.items() if (joined := ",".join(words))} | stubs

    def includes(self, place: str) -> bool:
        """True if a file is read. `place` is its path below the input, with `/` between its parts.

        A pattern with `/` is matched against the whole path, one without against the name of the file. `*` matches any
        characters, `/` included.
        """
        return (not self.include or _matches(place, self.include)) and not self.excludes(place)

    def excludes(self, place: str) -> bool:
        """True if a file, or an archive with everything in it, is left out."""
        return _matches(place, self.exclude)


def _matches(place: str, patterns: tuple[str, ...]) -> bool:
    name = place.rpartition("/")[2]
    return any(fnmatchcase(place if "/" in pattern else name, pattern) for pattern in patterns)
