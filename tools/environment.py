"""Makes .venv and installs a lock file into it, hash by hash, telling how far it is. Standard library only.

Called by make: `environment.py LOCK STAMP`. The stamp is written last, so that what broke off is done again.
"""

import subprocess
import sys
import venv
from pathlib import Path

HOME = Path(".venv")
PYTHON = HOME / "bin" / "python"
FLAGS = ("--require-hashes", "--no-deps", "--no-input", "--disable-pip-version-check", "--progress-bar", "off")
TOLD = 20
"""Lines of pip's that are shown when it fails."""
HELP = """
pip could not install {lock}: see above. It asks the package index that it is configured for; behind a proxy or with a
mirror set HTTPS_PROXY or PIP_INDEX_URL, and run make again."""


def main(lock: Path, stamp: Path) -> int:
    """Returns the exit code: 1 if pip failed, after its own words."""
    if not works():
        print("making .venv (once, about a minute)", file=sys.stderr, flush=True)
        venv.create(HOME, with_pip=True, clear=True)
    command = [str(PYTHON), "-m", "pip", "install", *FLAGS, "-r", str(lock)]
    told: list[str] = []
    progress = Progress(sum(line[:1].isalnum() for line in lock.read_text().splitlines()))
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout
        for line in pip.stdout:
            told.append(line)
            progress.hear(line)
    progress.end()
    if pip.returncode:
        print(*told[-TOLD:], HELP.format(lock=lock), sep="", file=sys.stderr)
        return 1
    stamp.touch()
    return 0


def works() -> bool:
    """Whether there is an environment whose Python still runs and has pip."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0


class Progress:
    """One line on a terminal that says what pip is at; in a log, a line for each phase."""

    def __init__(self, packages: int) -> None:
        self._packages = packages
        self._seen = 0
        self._live = sys.stderr.isatty()

    def hear(self, line: str) -> None:
        """Takes a line of what pip prints."""
        words = line.split()
        if line.startswith(("Collecting", "Requirement already satisfied:")):
            self._seen += 1
            if self._live and line.startswith("Collecting"):
                self._tell(f"fetching {self._seen} of about {self._packages}: {words[1].partition('==')[0]}")
        elif line.startswith("Installing"):
            self._tell(f"installing {len(words) - 3} packages")

    def end(self) -> None:
        """Ends the line."""
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _tell(self, what: str) -> None:
        print(f"\r\x1b[K{what}" if self._live else what, end="" if self._live else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
