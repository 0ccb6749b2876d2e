"""Computed prompt prefixes on disk: the files that the embedded server saves and restores, named, hashed and bounded.

A prefix belongs to a name and to the weights and server that computed it. A file that is not whole is never handed out:
its name holds the hash of its bytes, since a cut file kills the native code that reads it.
"""

import contextlib
import hashlib
import os
import time
from pathlib import Path

KEEP = 8
"""PromptCache kept; the one unused for longest goes first. One takes about 30 kB a token."""
ABANDONED = 3600.0
"""Seconds after which an unfinished file counts as abandoned."""


class PromptCache:
    """The prefix files of one server in a folder that several processes may share."""

    def __init__(self, folder: Path, maker: str) -> None:
        """`maker` names all that a computed prefix depends on besides the prompt: weights, server version."""
        self.folder = folder
        self._maker = maker
        with contextlib.suppress(OSError):  # without a place to write, prefixes are computed each time
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def draft(self, name: str) -> Path:
        """Where to write a prefix; `keep` makes it count."""
        return self.folder / f"{self._key(name)}.{os.getpid()}.new"

    def keep(self, name: str) -> Path:
        """Adopts the draft of this name and removes what is over the bound. Raises OSError if there is no draft."""
        draft, key = self.draft(name), self._key(name)
        kept = self.folder / f"{key}-{_digest(draft)}.bin"
        old = [path for path in self.folder.glob(f"{key}-*.bin") if path != kept]
        draft.replace(kept)
        for path in [*old, *self._surplus()]:
            path.unlink(missing_ok=True)
        return kept

    def find(self, name: str) -> Path | None:
        """The whole and unchanged file of this name, if there is one; a damaged one is removed."""
        for path in self.folder.glob(f"{self._key(name)}-*.bin"):
            try:
                if path.stem.rpartition("-")[2] == _digest(path):
                    path.touch()
                    return path
                path.unlink()
            except OSError:
                continue
        return None

    def _key(self, name: str) -> str:
        return hashlib.sha256(f"{self._maker}\0{name}".encode()).hexdigest()[:24]

    def _surplus(self) -> list[Path]:
        now = time.time()
        ages = {path: now - path.stat().st_mtime for path in self.folder.iterdir() if path.is_file()}
        kept = sorted((path for path in ages if path.suffix == ".bin"), key=ages.__getitem__)
        return kept[KEEP:] + [path for path, age in ages.items() if path.suffix == ".new" and age > ABANDONED]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]
