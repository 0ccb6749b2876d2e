"""A run of the approved extractions of the fixture articles."""

import json
from pathlib import Path

from extract.link.link import link
from extract.link.links import as_json
from extract.link.view_extraction import view_extraction
from schemas import ArticleExtraction
from tests.support.made_runs import write_run

EXTRACTIONS = Path(__file__).parents[2] / "fixtures" / "extractions" / "document.jsonl"


def fixture_extractions() -> list[ArticleExtraction]:
    lines = EXTRACTIONS.read_text(encoding="utf-8").splitlines()
    return [ArticleExtraction.model_validate_json(line) for line in lines]


def linked_fixture_run(folder: Path) -> Path:
    """Write the run directory with the links of its records, as a collection has them."""
    links = as_json(link(map(view_extraction, fixture_extractions())))
    fixture_run(folder).joinpath("links.json").write_text(json.dumps(links), encoding="utf-8")
    return folder


def fixture_run(folder: Path) -> Path:
    """Write the run directory."""
    return write_run(folder, fixture_extractions())
