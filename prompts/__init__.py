"""The codebook and versioned prompt files, loaded by name with their hash.

`<name>.v<N>.md` holds the instructions and `examples/<name>.v<N>.jsonl` the few-shot examples: sentences written for
the purpose, with the answers that they should lead to. `codebook.toml` holds the definitions and rulings that the
document plan teaches. A released version is never edited; a change is a new version.
"""

from prompts.codebook import Codebook, CodebookError, Ruling, codebook, read_codebook
from prompts.document import document_prompt, guide, reading_prompt
from prompts.files import PromptFile, load
from prompts.own_codebook import adapt as adapt_codebook

__all__ = [
    "Codebook",
    "CodebookError",
    "PromptFile",
    "Ruling",
    "adapt_codebook",
    "codebook",
    "document_prompt",
    "guide",
    "load",
    "read_codebook",
    "reading_prompt",
]
