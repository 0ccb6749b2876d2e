"""A file, what should be read from it, and the comparison of both."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from extract.read import read
from schemas import Article


@dataclass(frozen=True)
class Expected:
    """An article of a file; fields that are None may be anything."""

    text: str | None = None
    """Its text, where runs of white space count as one space; a line break is a paragraph."""
    title: str | None = None
    date: str | None = None
    source: str | None = None
    language: str | None = None
    issue: str | None = None
    """The code of an issue that it has."""


@dataclass(frozen=True)
class Member:
    """A file of a class."""

    name: str
    """Name of the file, with its extension."""
    data: bytes
    expected: Sequence[Expected]


def differences(member: Member) -> list[str]:
    """Read a file, and return what differs from what is expected."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / member.name
        path.write_bytes(member.data)
        found = list(read(path))
    if len(found) != len(member.expected):
        return [f"{len(found)} articles, not {len(member.expected)}: {found!r:.300}"]
    pairs = zip(found, member.expected, strict=True)
    return [why for item, expected in pairs for why in _differences(item, expected)]


def _differences(item: object, expected: Expected) -> list[str]:
    if not isinstance(item, Article):
        return [f"no article: {item!r:.200}"]
    got = {"title": item.title, "date": item.published, "source": item.source, "language": item.language}
    wanted = {name: getattr(expected, name) for name in got}
    wrong = [f"{name} {got[name]!r}, not {wanted[name]!r}" for name in got if wanted[name] not in (None, got[name])]
    if expected.text is not None and _plain(item.text) != _plain(expected.text):
        wrong.append(f"text {_plain(item.text)!r}, not {_plain(expected.text)!r}")
    codes = [str(issue.code) for issue in item.issues]
    if expected.issue is not None and expected.issue not in codes:
        wrong.append(f"no issue {expected.issue}")
    if expected.issue is None and codes:
        wrong.append(f"issues {codes}")
    return wrong


def _plain(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n") if line.strip()]
