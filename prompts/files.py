"""Load the files of prompts by name, with their hash."""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any


@dataclass(frozen=True)
class PromptFile:
    """One version of a prompt."""

    name: str
    version: int
    instructions: str
    examples: tuple[dict[str, Any], ...]
    """Each has `sentences`, a list of strings. Those of the document plan have `published`, `source` and `answer`,
    those of the plan of choices a `statement` and its `topic`."""
    sha256: str
    """SHA-256 of both files."""


@cache
def load(name: str) -> PromptFile:
    """Load the newest version of a prompt, or the version given as `name.vN`.

    Raises LookupError, listing the available prompts, if there is no such file.
    """
    here = files(__package__)
    known = sorted(entry.name.removesuffix(".md") for entry in here.iterdir() if entry.name.endswith(".md"))
    versions = [stem for stem in known if stem == name or stem.rpartition(".v")[0] == name]
    if not versions:
        raise LookupError(f"no prompt {name!r}; available: {', '.join(known)}")
    stem = max(versions, key=_version)
    instructions = (here / f"{stem}.md").read_text(encoding="utf-8")
    examples = _examples(here, stem)
    return PromptFile(
        name=stem.rpartition(".v")[0],
        version=_version(stem),
        instructions=instructions.strip(),
        examples=tuple(json.loads(line) for line in examples.splitlines() if line.strip()),
        sha256=hashlib.sha256((instructions + "\0" + examples).encode()).hexdigest(),
    )


def _examples(here: Traversable, stem: str) -> str:
    """The lines of the examples; empty for a prompt without any."""
    file = here / "examples" / f"{stem}.jsonl"
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def _version(stem: str) -> int:
    return int(stem.rpartition(".v")[2])
