"""A run of the approved extractions of the fixture articles."""

from pathlib import Path

from schemas import ArticleExtraction
from tests.support.made_runs import write_run

EXTRACTIONS = Path(__file__).parents[2] / "fixtures" / "extractions" / "document.jsonl"


def fixture_extractions() -> list[ArticleExtraction]:
    lines = EXTRACTIONS.read_text(encoding="utf-8").splitlines()
    return [ArticleExtraction.model_validate_json(line) for line in lines]


def fixture_run(folder: Path) -> Path:
    """Write the run directory."""
    return write_run(folder, fixture_extractions())
