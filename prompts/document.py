"""The prompts of the document plan, with a codebook in them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from itertools import groupby
from string import Template

from prompts.codebook import LISTS, RECORDS, Codebook
from prompts.files import PromptFile, load
from prompts.relabel import relabelled


def document_prompt(book: Codebook) -> PromptFile:
    """Return the prompt of the first call with the definitions and rulings of a codebook; its hash covers both."""
    return _with_codebook(load("document.v2"), book)


def reading_prompt(book: Codebook) -> PromptFile:
    """Return the prompt of the second reading with the definitions and rulings of a codebook."""
    return _with_codebook(load("reading.v1"), book)


def guide(book: Codebook) -> str:
    """Return the definitions and rulings of a codebook as text."""
    parts = _parts(book)
    sections = [f"# {name}\n{parts[name]}" for name in (*RECORDS, *LISTS)]
    return "\n\n".join((*sections, parts["rulings"]))


def _with_codebook(file: PromptFile, book: Codebook) -> PromptFile:
    instructions = Template(file.instructions).substitute(_parts(book))
    shown = (*relabelled(file.examples, book), *book.examples) if file.examples else ()
    examples = json.dumps(shown, ensure_ascii=False)
    digest = hashlib.sha256((instructions + "\0" + examples).encode()).hexdigest()
    return replace(file, instructions=instructions, examples=shown, sha256=digest)


def _parts(book: Codebook) -> dict[str, str]:
    lists = {name: _listed(getattr(book, name)) for name in LISTS}
    rulings = (f"# {ruling.on}\n" + "\n".join(f"- {rule}" for rule in ruling.rules) for ruling in book.rulings)
    return {name: book.records[name] for name in RECORDS} | lists | {"rulings": "\n\n".join(rulings)}


def _listed(definitions: Mapping[str, str]) -> str:
    """One definition a line; labels that speak for themselves share one."""
    lines = []
    for defined, entries in groupby(definitions.items(), key=lambda entry: bool(entry[1])):
        if defined:
            lines += [f"- {label}: {definition}" for label, definition in entries]
        else:
            lines.append(f"- {', '.join(label for label, _ in entries)}")
    return "\n".join(lines)
