"""The prompts: versioned files, loaded by name with their hash. A released version is never edited, only succeeded.

`<name>.v<N>.md` holds the instructions, `examples/<name>.v<N>.jsonl` the few-shot examples: our own sentences and the
drafts that they should give.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any


@dataclass(frozen=True)
class PromptFile:
    """One version of a prompt."""

    name: str
    version: int
    instructions: str
    examples: tuple[dict[str, Any], ...]
    """Each has `sentences` (list of strings), `agreements` and `statements` (lists of drafts)."""
    sha256: str
    """Hash of instructions and examples, as they stand in the files."""


@cache
def load(name: str) -> PromptFile:
    """The newest version of the prompt of this name, or the one that `name.vN` asks for.

    Raises LookupError, naming the prompts that there are, if there is no such file.
    """
    here = files(__name__)
    known = sorted(entry.name.removesuffix(".md") for entry in here.iterdir() if entry.name.endswith(".md"))
    versions = [stem for stem in known if stem == name or stem.rpartition(".v")[0] == name]
    if not versions:
        raise LookupError(f"no prompt {name!r}; there are: {', '.join(known)}")
    stem = max(versions, key=_version)
    instructions = (here / f"{stem}.md").read_text(encoding="utf-8")
    examples = (here / "examples" / f"{stem}.jsonl").read_text(encoding="utf-8")
    return PromptFile(
        name=stem.rpartition(".v")[0],
        version=_version(stem),
        instructions=instructions.strip(),
        examples=tuple(json.loads(line) for line in examples.splitlines() if line.strip()),
        sha256=hashlib.sha256((instructions + "\0" + examples).encode()).hexdigest(),
    )


def _version(stem: str) -> int:
    return int(stem.rpartition(".v")[2])
