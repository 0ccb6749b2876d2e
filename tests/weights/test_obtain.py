"""Weights are what was pinned, or there are none."""

import hashlib
import os
import shutil
import threading
from collections import namedtuple
from pathlib import Path

import pytest

from extract.errors import WeightsCorrupt, WeightsUnavailable
from extract.weights import obtain as weights
from extract.weights.download import Progress, Source, SourceError
from extract.weights.obtain import obtain
from extract.weights.pinned import PinnedFile

DATA = b"GGUF" + bytes(range(256)) * 40
ADVICE = "give it with --weights or EXTRACT_WEIGHTS"
MODEL = PinnedFile("tiny", "tiny.gguf", len(DATA), hashlib.sha256(DATA).hexdigest(), "MIT", ADVICE)


def giving(data: bytes) -> Source:
    def source(part: Path, tell: Progress) -> None:
        part.write_bytes(data)
        tell(len(data), MODEL.size, "fetching")

    return source


def failing(part: Path, tell: Progress) -> None:
    raise SourceError("the line is dead")


def never(part: Path, tell: Progress) -> None:
    raise AssertionError("no source may be asked")


def full_disk(part: Path, tell: Progress) -> None:
    raise OSError(28, "No space left on device")


def test_fetched_weights_are_cached_and_the_second_start_asks_nobody(tmp_path: Path) -> None:
    first = obtain(MODEL, cache=tmp_path, sources={"good": giving(DATA)})
    assert first == tmp_path / "tiny.gguf" and first.read_bytes() == DATA
    assert obtain(MODEL, cache=tmp_path, sources={"never": never}) == first


def test_an_unchanged_cached_file_is_not_hashed_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    obtain(MODEL, cache=tmp_path, sources={"good": giving(DATA)})
    monkeypatch.setattr(weights, "_sha256", never)
    obtain(MODEL, cache=tmp_path, sources={"never": never})


def test_a_changed_cached_file_is_replaced(tmp_path: Path) -> None:
    cached = obtain(MODEL, cache=tmp_path, sources={"good": giving(DATA)})
    cached.write_bytes(DATA[:-1] + b"x")
    os.utime(cached, ns=(1, 1))
    assert obtain(MODEL, cache=tmp_path, sources={"good": giving(DATA)}).read_bytes() == DATA


def test_a_file_put_into_the_cache_by_hand_is_checked_and_used(tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(DATA)
    assert obtain(MODEL, cache=tmp_path, sources={"never": never}) == tmp_path / "tiny.gguf"


def test_the_next_place_is_tried_when_one_fails(tmp_path: Path) -> None:
    told: list[str] = []
    sources = {"dead": failing, "wrong": giving(DATA[::-1]), "good": giving(DATA)}
    path = obtain(MODEL, cache=tmp_path, sources=sources, progress=lambda done, total, note: told.append(note))
    assert path.read_bytes() == DATA
    assert "the line is dead; trying the next place" in told


@pytest.mark.parametrize("data", [DATA[::-1], DATA[:-1], DATA + b"x", b""], ids=["other", "short", "long", "empty"])
def test_wrong_bytes_are_thrown_away_and_told(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(WeightsCorrupt, match=r"(?s)--weights.*wrong: served other bytes"):
        obtain(MODEL, cache=tmp_path, sources={"wrong": giving(data)})
    assert [path.name for path in tmp_path.iterdir()] == ["tiny.gguf.lock"]


def test_when_nothing_is_reachable_the_error_lists_what_was_tried(tmp_path: Path) -> None:
    with pytest.raises(WeightsUnavailable, match=r"(?s)--weights or EXTRACT_WEIGHTS.*- the line is dead"):
        obtain(MODEL, cache=tmp_path, sources={"dead": failing})


def test_what_one_place_left_unfinished_is_not_given_to_another(tmp_path: Path) -> None:
    def breaks_off(part: Path, tell: Progress) -> None:
        part.write_bytes(b"half")
        raise SourceError("broke off")

    def looks(part: Path, tell: Progress) -> None:
        assert not part.exists()
        part.write_bytes(DATA)

    obtain(MODEL, cache=tmp_path, sources={"one": breaks_off, "two": looks})
    assert not list(tmp_path.glob("*.part"))


def test_a_given_file_is_checked_and_used_where_it_is(tmp_path: Path) -> None:
    given = tmp_path / "mine.gguf"
    given.write_bytes(DATA)
    assert obtain(MODEL, path=given, cache=tmp_path / "cache", sources={"never": never}) == given
    assert list(tmp_path.glob("mine*")) == [given], "nothing is written beside the user's file"


def test_a_given_file_with_other_bytes_is_refused_but_never_removed(tmp_path: Path) -> None:
    given = tmp_path / "mine.gguf"
    given.write_bytes(DATA[::-1])
    with pytest.raises(WeightsCorrupt, match="not the pinned file"):
        obtain(MODEL, path=given, cache=tmp_path / "cache", sources={"never": never})
    assert given.exists()


def test_a_given_file_that_does_not_exist_is_told(tmp_path: Path) -> None:
    with pytest.raises(WeightsUnavailable, match="no weights file"):
        obtain(MODEL, path=tmp_path / "none.gguf", cache=tmp_path, sources={"never": never})


def test_too_little_room_is_told_before_anything_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10, 9, 1))
    with pytest.raises(WeightsUnavailable, match="no room"):
        obtain(MODEL, cache=tmp_path, sources={"never": never})


def test_a_disk_that_fills_up_is_told(tmp_path: Path) -> None:
    with pytest.raises(WeightsUnavailable, match="is full"):
        obtain(MODEL, cache=tmp_path, sources={"full": full_disk})


def test_a_cache_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    with pytest.raises(WeightsUnavailable, match="cannot be used"):
        obtain(MODEL, cache=blocked / "cache", sources={"never": never})


def test_two_at_once_fetch_only_once(tmp_path: Path) -> None:
    asked: list[str] = []
    waiting = threading.Event()

    def slow(part: Path, tell: Progress) -> None:
        asked.append(part.name)
        assert waiting.wait(10), "the second must find the lock taken"
        part.write_bytes(DATA)

    def tell(done: int, total: int, note: str) -> None:
        if note.startswith("waiting for another process"):
            waiting.set()

    options = {"cache": tmp_path, "progress": tell, "sources": {"s": slow}}
    both = [threading.Thread(target=obtain, args=(MODEL,), kwargs=options) for _ in range(2)]
    for thread in both:
        thread.start()
    for thread in both:
        thread.join(20)
    assert asked == ["tiny.gguf.s.part"]
