"""The help and `import extract` start fast: they import nothing that they do not need."""

import subprocess
import sys

import pytest

HEAVY = (
    *("pydantic", "asyncio", "schemas", "openai", "httpx2", "spacy", "pandas", "sqlite3", "importlib.metadata"),
    *("logging", "tempfile", "attr", "markdown_it", "pygments", "rich.markdown", "rich.traceback"),
)


@pytest.mark.parametrize(
    "start", ["import extract", "from extract.cli.app import main; sys.argv = ['', '--help']; main()"]
)
def test_it_imports_nothing_heavy(start: str) -> None:
    program = f"""
import atexit, sys
print_heavy = lambda: print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)
atexit.register(print_heavy)
{start}
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)

    assert done.stderr == "[]\n"
