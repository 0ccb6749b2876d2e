"""Load the analyzer of English: at the edge, once for a process."""

import tarfile
import tempfile
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.util import compile_infix_regex

from extract.language.en.analyzer import EnglishAnalyzer

_UNUSED = ("senter", "ner")
"""Parts of pipelines that no rule reads: sentences are split before, and tables with runs of proper nouns find as many
names as the entity recognizer does, in less than half of the time."""

_AFTER_ABBREVIATION = r"(?<=[A-Z]\.)[-–](?=[A-Z])"
"""The hyphen of "the U.S.-Japan alliance", which spaCy leaves inside one word."""

_WITH_STOP = ("Rs.", "Tk.", "Re.", "Maj.-Gen.", "Lt.-Gen.", "Brig.-Gen.")
"""Abbreviations whose stop spaCy takes for the end of a sentence."""


def load_analyzer(path: Path) -> EnglishAnalyzer:
    """Return the analyzer on a spaCy pipeline, given its folder or the archive of a pinned one. Takes about a second.

    Raises OSError or ValueError if it is none.
    """
    if path.is_dir():
        return EnglishAnalyzer(_load(path))
    with tempfile.TemporaryDirectory() as folder, tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
        return EnglishAnalyzer(_load(Path(folder)))


def _load(folder: Path) -> Language:
    pipeline = spacy.load(folder, exclude=_UNUSED)
    infixes = compile_infix_regex([*(pipeline.Defaults.infixes or ()), _AFTER_ABBREVIATION])
    pipeline.tokenizer.infix_finditer = infixes.finditer  # type: ignore[union-attr]  # typed as any callable
    for form in _WITH_STOP:
        pipeline.tokenizer.add_special_case(form, [{"ORTH": form}])  # type: ignore[union-attr]
    return pipeline
