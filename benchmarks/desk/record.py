"""Record the cassettes of the document plan from the answers of a desk.

    python -m benchmarks.desk.record FOLDER

Each cassette begins with a line that says who wrote the answers. Runs until all questions are answered.
"""

import asyncio
import shutil
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.desk.server import MODEL, Desk, serving
from extract.run import engine
from extract.settings.settings import load_settings
from extract.telemetry.progress import SilentReporter

INPUTS = (Path("fixtures/articles"), Path("fixtures/articles_document"))
CASSETTES = Path("fixtures/cassettes")
RESULTS = Path("fixtures/extractions/document.jsonl")
HEADER = "# Careful readers wrote the answers, each from the prompt of its call alone; see fixtures/README.md.\n"
_PATIENCE = 7_000
"""Seconds for one answer."""


def main() -> None:
    """Record all cassettes of the plan again."""
    [folder] = sys.argv[1:]
    shutil.rmtree(CASSETTES / "document", ignore_errors=True)
    with TemporaryDirectory() as out, serving(Desk(Path(folder))) as url:
        given: dict[str, object] = {"base_url": url, "model": MODEL, "plan": "document", "record": str(CASSETTES)}
        patient: dict[str, object] = {"timeout": _PATIENCE, "article_timeout": _PATIENCE, "concurrency": 64}
        settings = load_settings(given | patient, {}, Path("/nowhere"))
        asyncio.run(engine.extract_inputs(INPUTS, Path(out) / "run", settings, SilentReporter()))
        shutil.copy(Path(out) / "run" / "extractions.jsonl", RESULTS)
    for path in (CASSETTES / "document").glob("*.yaml"):
        path.write_text(HEADER + path.read_text(encoding="utf-8"), encoding="utf-8")


if __name__ == "__main__":
    main()
