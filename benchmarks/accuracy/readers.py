"""Careful readers as one more way: Communique's document plan, with what they write at a desk in a model's place."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from benchmarks.accuracy.ways import Communique
from benchmarks.desk.server import MODEL, Desk, serving
from extract.run.open_model import open_model
from extract.settings.settings import load_settings
from extract.telemetry.progress import SilentReporter

_PATIENCE = "7000"
"""Seconds for one answer."""


class Readers(Communique):
    """The document plan with answers of readers; its seconds are those of the code alone once all is answered."""

    async def warm(self) -> None:
        """Ask nothing: a desk has no prompts to compute."""


@asynccontextmanager
async def readers(folder: Path | None) -> AsyncIterator[list[Readers]]:
    """Serve a desk and yield the way that asks it; nothing without a desk."""
    if folder is None:
        yield []
        return
    with serving(Desk(folder)) as url:
        flags = {"base_url": url, "model": MODEL, "timeout": _PATIENCE}
        settings = load_settings({**flags, "plan": "document"}, {}, Path.cwd())
        async with open_model(settings, SilentReporter()) as model:
            way = Readers("document", model, flags)
            way.name, way.prefix = "readers document", None
            yield [way]
