"""spaCy alone on the texts of articles: what no plan that parses can be faster than."""

import tarfile
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import spacy
from spacy.language import Language

from extract.weights.pipelines import default_pipeline
from schemas import Article

_UNUSED = ("senter", "ner")
"""The parts that the analyzer does not load either."""


def measure_parser(articles: Sequence[Article], rounds: int) -> float:
    """Return the processor seconds of spaCy's tokenizer, tagger, parser and lemmatizer for these texts, at best."""
    pipeline = _load()
    texts = [one.text for one in articles]
    return min(_seconds(pipeline, texts) for _ in range(rounds))


def _load() -> Language:
    with tempfile.TemporaryDirectory() as folder, tarfile.open(default_pipeline()) as archive:
        archive.extractall(folder, filter="data")
        return spacy.load(Path(folder), exclude=_UNUSED)


def _seconds(pipeline: Language, texts: Sequence[str]) -> float:
    started = time.process_time()
    for _ in pipeline.pipe(texts):
        pass
    return time.process_time() - started
