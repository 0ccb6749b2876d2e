"""Record the faults that no model produces on demand, from a scripted server; `make record` runs this."""

import asyncio
import shutil
import sys
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from extract.run import engine
from extract.telemetry.progress import SilentReporter
from tests.support.press import FAULTS, TEXT, Press, settings_for
from tests.support.scripted import serving

SCRIPTED = Path(__file__).parents[1] / "cassettes" / "scripted"


def main() -> int:
    """Record all faults again."""
    shutil.rmtree(SCRIPTED, ignore_errors=True)
    for name, script in FAULTS.items():
        with TemporaryDirectory() as folder, serving(Press(script=list(script))) as server:
            article = Path(folder) / "pact.txt"
            article.write_text(TEXT, encoding="utf-8")
            settings = replace(settings_for(server.url), record=SCRIPTED / name)
            asyncio.run(engine.extract_inputs([article], Path(folder) / "out", settings, SilentReporter()))
        print(f"recorded {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
