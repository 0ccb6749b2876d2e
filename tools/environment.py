"""Makes .venv, installs a lock file into it with checked hashes, and then the project itself, in place.

Called by make: `environment.py LOCK STAMP`. The stamp is written last, so that an interrupted installation is repeated.
Standard library only.
"""

import subprocess
import sys
import venv
from collections.abc import Sequence
from pathlib import Path

HOME = Path(".venv")
PYTHON = HOME / "bin" / "python"
FLAGS = ("--no-deps", "--no-input", "--disable-pip-version-check", "--progress-bar", "off")
PROJECT = ("--no-build-isolation", "--editable", ".")
"""What pip installs last: the project, with the build backend that the lock brought."""
SHOWN = 20
"""Lines of pip's output that are shown when it fails."""
HELP = """
pip could not install {lock}: see above. It asks the package index that it is configured for; behind a proxy or with a
mirror set HTTPS_PROXY or PIP_INDEX_URL, and run make again."""


def main(lock: Path, stamp: Path) -> int:
    """Returns the exit code: 1 if pip failed, after its own output."""
    if not works():
        print("making .venv (once, about a minute)", file=sys.stderr, flush=True)
        venv.create(HOME, with_pip=True, clear=True)
    packages = sum(line[:1].isalnum() for line in lock.read_text().splitlines())
    for arguments, progress in ((("--require-hashes", "-r", str(lock)), Progress(packages)), (PROJECT, None)):
        failure = install(arguments, progress)
        if failure:
            print(*failure[-SHOWN:], HELP.format(lock=lock), sep="", file=sys.stderr)
            return 1
    stamp.touch()
    return 0


def install(arguments: Sequence[str], progress: "Progress | None") -> list[str]:
    """Has pip install something. Returns the lines that pip printed if it failed."""
    command = [str(PYTHON), "-m", "pip", "install", *FLAGS, *arguments]
    printed: list[str] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as pip:
        assert pip.stdout
        for line in pip.stdout:
            printed.append(line)
            if progress:
                progress.read(line)
    if progress:
        progress.end()
    return printed if pip.returncode else []


def works() -> bool:
    """Whether there is an environment with a Python that runs and has pip."""
    if not PYTHON.exists():
        return False
    return subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0


class Progress:
    """Shows what pip is doing: one line that changes on a terminal, a line for each phase in a log."""

    def __init__(self, packages: int) -> None:
        self._packages = packages
        self._seen = 0
        self._live = sys.stderr.isatty()

    def read(self, line: str) -> None:
        """Takes a line of pip's output."""
        words = line.split()
        if line.startswith(("Collecting", "Requirement already satisfied:")):
            self._seen += 1
            if self._live and line.startswith("Collecting"):
                self._show(f"fetching {self._seen} of about {self._packages}: {words[1].partition('==')[0]}")
        elif line.startswith("Installing"):
            self._show(f"installing {len(words) - 3} packages")

    def end(self) -> None:
        """Ends the line."""
        if self._live:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def _show(self, what: str) -> None:
        print(f"\r\x1b[K{what}" if self._live else what, end="" if self._live else "\n", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
