"""Read the links of a collection one actor, deal, event, copy or contradiction at a time."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extract.errors import StoreError
from extract.store.directory import LINKS
from extract.store.read import read_links

_SECTION = re.compile(r'\{?"(\w+)": \[(\]\}?,?)?\n')
"""A line of links.json as a collection writes it that begins a list; each entry has a line of its own."""
_DECODER = json.JSONDecoder()


def stream_links(folder: Path) -> Iterator[tuple[str, Any]]:
    """Yield the entries of links.json with the names of their lists, in order; none if a folder has no links.

    A file in another layout is read as a whole. Raises StoreError if the file cannot be read.
    """
    file = folder / LINKS
    if not file.is_file():
        return
    try:
        with file.open(encoding="utf-8") as lines:
            first = next(lines, "")
            if begun := _SECTION.fullmatch(first):
                yield from _entries(file, lines, begun[1])
                return
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{file} cannot be read ({error})") from error
    for section, entries in (read_links(folder) or {}).items():
        yield from ((section, entry) for entry in entries)


def _entries(file: Path, lines: Iterator[str], section: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(lines, start=2):
        if begun := _SECTION.fullmatch(line):
            section = begun[1]
        elif line.strip(" ]},\n"):
            try:
                yield section, _DECODER.raw_decode(line)[0]  # what follows the entry closes lists and the file
            except ValueError as error:
                advice = f"write it again: communique add --to {file.parent}"
                raise StoreError(f"{file} line {number} is no link; {advice}") from error
