"""What of the inputs is taken: the files to include and to exclude, and which field of a row is which."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from extract.read.fields import FieldMap


@dataclass(frozen=True)
class Intake:
    """A choice among the files of folders, patterns and archives. A file that is itself the input is always taken."""

    include: tuple[str, ...] = ()
    """Patterns; if there are any, a file must match one."""
    exclude: tuple[str, ...] = ()
    """Patterns; a file that matches one is left out."""
    fields: FieldMap = field(default_factory=FieldMap)

    def as_flags(self) -> dict[str, str]:
        """The flags that make this choice again."""
        fields = (f"{ours}={theirs}" for ours, theirs in self.fields.named)
        flags = {"include": self.include, "exclude": self.exclude, "map": fields}
        return {name: told for name, words in flags.items() if (told := ",".join(words))}

    def includes(self, place: str) -> bool:
        """Whether a file is taken. `place` is its path below the input, with `/` between its parts.

        A pattern with `/` is matched against the whole of it, one without against the file's name. `*` matches any
        characters, `/` too.
        """
        return (not self.include or _matches(place, self.include)) and not self.excludes(place)

    def excludes(self, place: str) -> bool:
        """Whether a file, or an archive with all that is in it, is left out."""
        return _matches(place, self.exclude)


def _matches(place: str, patterns: tuple[str, ...]) -> bool:
    name = place.rpartition("/")[2]
    return any(fnmatchcase(place if "/" in pattern else name, pattern) for pattern in patterns)
