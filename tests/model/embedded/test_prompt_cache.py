"""Prefix files are whole, belong to what made them, and do not pile up."""

import os
import time
from pathlib import Path

import pytest

from extract.model.embedded.prompt_cache import ABANDONED, KEEP, PromptCache


def keep(prefixes: PromptCache, name: str, data: bytes = b"state") -> Path:
    prefixes.draft(name).write_bytes(data)
    return prefixes.keep(name)


def test_a_kept_prefix_is_found_by_its_name(tmp_path: Path) -> None:
    prefixes = PromptCache(tmp_path / "prefixes", "model A")
    kept = keep(prefixes, "prompt 1")
    assert prefixes.find("prompt 1") == kept and kept.read_bytes() == b"state"
    assert prefixes.find("prompt 2") is None


def test_a_prefix_of_other_weights_is_not_found(tmp_path: Path) -> None:
    keep(PromptCache(tmp_path, "model A"), "prompt")
    assert PromptCache(tmp_path, "model B").find("prompt") is None


def test_a_new_prefix_replaces_the_old_one_of_its_name(tmp_path: Path) -> None:
    prefixes = PromptCache(tmp_path, "model A")
    keep(prefixes, "prompt", b"old")
    kept = keep(prefixes, "prompt", b"new")
    assert list(tmp_path.iterdir()) == [kept]


@pytest.mark.parametrize("damaged", [b"stat", b"State", b""], ids=["cut", "changed", "empty"])
def test_a_damaged_file_is_removed_and_not_handed_out(tmp_path: Path, damaged: bytes) -> None:
    prefixes = PromptCache(tmp_path, "model A")
    kept = keep(prefixes, "prompt")
    kept.write_bytes(damaged)
    assert prefixes.find("prompt") is None
    assert not kept.exists()


def test_the_prefix_unused_for_longest_goes_first(tmp_path: Path) -> None:
    prefixes = PromptCache(tmp_path, "model A")
    for n in range(KEEP):
        os.utime(keep(prefixes, f"prompt {n}"), (1_000 + n, 1_000 + n))
    assert prefixes.find("prompt 0")
    keep(prefixes, "one more")
    assert len(list(tmp_path.iterdir())) == KEEP
    assert prefixes.find("prompt 0") and prefixes.find("one more")
    assert prefixes.find("prompt 1") is None


def test_an_unfinished_file_is_removed_when_it_is_old(tmp_path: Path) -> None:
    prefixes = PromptCache(tmp_path, "model A")
    young, old = tmp_path / "a.1.new", tmp_path / "b.2.new"
    young.touch()
    old.touch()
    os.utime(old, (time.time() - ABANDONED - 60,) * 2)
    keep(prefixes, "prompt")
    assert young.exists() and not old.exists()


def test_nothing_is_kept_without_a_draft(tmp_path: Path) -> None:
    with pytest.raises(OSError):
        PromptCache(tmp_path, "model A").keep("prompt")
