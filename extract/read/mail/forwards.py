"""Finds the head of a forwarded message in a text, in the ways of Gmail, Outlook, Apple Mail and Thunderbird."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr

from extract.read.mail.labels import FORWARD_MARK, FORWARD_SUBJECT, LABELS, ORIGINAL_MARK, REPLY_SUBJECT
from extract.read.metadata import Metadata, parse_metadata

_LINE = re.compile(
    r"[\s>]*[*_]{0,2}([^\W\d_][\w \-]{0,20}?)[*_]{0,2}\s?[*_]{0,2}[:：]"
    r"[*_]{0,2}\s*+((?:[*_\s]*+[^*_\s]++)*+)[*_\s]*+",
    re.S,
)
_MAIL_ADDRESS = re.compile(r"[<\[(]?(?:mailto:)?(?<![\w.+-])[\w.+-]++@[\w.-]+[>\])]?(?:\s*<mailto:[^<>]*>)?")
_LEAST = 3
"""Lines of a head, at least."""
_MOST_GAP = 2
"""Lines that may be between two labels: blank ones, or the rest of a long list of addresses."""


@dataclass(frozen=True)
class ForwardedHead:
    """The head of a forwarded or quoted message."""

    start: int
    """Line at which it begins, its mark included."""
    end: int
    """Line below it."""
    metadata: Metadata
    marked: bool
    """Whether a line above it says that the message is forwarded."""
    original: bool = False
    """Whether the line above it is one that programs write above forwarded and answered messages."""


def find_head(lines: Sequence[str], start: int = 0) -> ForwardedHead | None:
    """Return the first head from a line on; None if there is none."""
    number = start
    while number < len(lines):
        fields, end = _read_fields(lines, number)
        if "from" in fields and len(fields) >= _LEAST:
            above = next((n for n in range(number - 1, max(start, number - 4) - 1, -1) if lines[n].strip()), None)
            marked = above is not None and FORWARD_MARK.fullmatch(lines[above]) is not None
            begin = above if marked and above is not None else number
            original = marked and ORIGINAL_MARK.fullmatch(lines[begin]) is not None
            return ForwardedHead(begin, end, _metadata(fields), marked, original)
        number = max(end, number + 1)
    return None


def is_forward(subject: str) -> bool:
    """Return whether the subject of a message says that it is forwarded."""
    return FORWARD_SUBJECT.match(subject) is not None


def strip_prefixes(subject: str) -> str:
    """Return the subject of a message without "Fwd:" and "Re:"."""
    while found := FORWARD_SUBJECT.match(subject) or REPLY_SUBJECT.match(subject):
        subject = subject[found.end() :]
    return subject


def _read_fields(lines: Sequence[str], start: int) -> tuple[dict[str, str], int]:
    """The labelled values from a line on, and the line below them."""
    fields: dict[str, str] = {}
    end, number, last = start, start, ""
    while number < min(len(lines), end + _MOST_GAP + 1):
        found = _LINE.fullmatch(lines[number])
        field = LABELS.get(" ".join(found[1].lower().split())) if found else None
        if found and field and not (field in fields and field != "to"):
            fields.setdefault(field, found[2])
            last, end = field, number + 1
        elif last and not fields[last] and lines[number].strip() and not field:
            fields[last], end = lines[number].strip(" \t>*_"), number + 1  # a table has the value below its label
        elif not fields or (lines[number].strip() and last != "to"):
            break
        number += 1
    return fields, end


def _metadata(fields: dict[str, str]) -> Metadata:
    name, address = parseaddr(fields["from"])
    bare = " ".join(_MAIL_ADDRESS.sub(" ", fields["from"]).split()).strip("\"' ")
    given = {
        "title": strip_prefixes(fields.get("subject", "")),
        "date": fields.get("date", ""),
        "source": bare or name or address or fields["from"],
    }
    return parse_metadata(given)
