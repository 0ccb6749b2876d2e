"""Load the analyzer of English: at the edge, once for a process."""

import tarfile
import tempfile
from pathlib import Path

import spacy

from extract.language.en.analyzer import EnglishAnalyzer

_UNUSED = ("senter", "ner")
"""Parts of pipelines that no rule reads: sentences are split before, and tables with runs of proper nouns find as many
names as the entity recognizer does, in less than half of the time."""


def load_analyzer(path: Path) -> EnglishAnalyzer:
    """Return the analyzer on a spaCy pipeline, given its folder or the archive of a pinned one. Takes about a second.

    Raises OSError or ValueError if it is none.
    """
    if path.is_dir():
        return EnglishAnalyzer(spacy.load(path, exclude=_UNUSED))
    with tempfile.TemporaryDirectory() as folder, tarfile.open(path) as archive:
        archive.extractall(folder, filter="data")
        return EnglishAnalyzer(spacy.load(Path(folder), exclude=_UNUSED))
