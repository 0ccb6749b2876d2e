r"""Serve a desk: answers of careful readers in a model's place.

    python -m benchmarks.desk FOLDER [--port 8765]
    communique run ARTICLES --base-url http://127.0.0.1:8765/v1 --model strong-reader --plan document \
        --timeout 7000 --concurrency 64

Write answer.json beside each prompt.txt; the run goes on with it.
"""

import argparse
import sys
from pathlib import Path
from threading import Event

from benchmarks.desk.server import Desk, serving


def main() -> None:
    """Serve until interrupted, then name the prompts that wait."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.desk", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, help="where questions and answers lie")
    parser.add_argument("--port", type=int, default=8765)
    given = parser.parse_args()
    desk = Desk(given.folder)
    with serving(desk, given.port) as url:
        print(url, flush=True)
        try:
            Event().wait()
        except KeyboardInterrupt:
            for path in desk.waiting():
                print(f"waits for an answer: {path}", file=sys.stderr)


if __name__ == "__main__":
    main()
