"""The journal keeps every answered call, and mends what a crash left."""

import os
from pathlib import Path

import pytest

from extract.store import JournalEntry, RunDirectory, request_key
from schemas import Usage


def entry(number: int, raw: str = "{}") -> JournalEntry:
    key = request_key({"window": number})
    return JournalEntry(key, raw, Usage(calls=1, tokens_in=number, tokens_cached=2), number / 8, 1_700_000_000 + number)


def keep(path: Path, count: int) -> None:
    with RunDirectory.open(path, "r1") as directory:
        for number in range(count):
            directory.remember(entry(number))


def test_an_answered_call_is_known_when_the_run_is_resumed(tmp_path: Path) -> None:
    odd = entry(1, 'half \ud83d, “whole”, \u2028 and "\n"')
    with RunDirectory.open(tmp_path, "r1") as directory:
        assert directory.known(odd.request) is None
        directory.remember(odd)
        directory.remember(entry(2))
        assert directory.known(odd.request) == odd
    with RunDirectory.open(tmp_path, "r1") as directory:
        assert directory.known(odd.request) == odd
        assert directory.known(entry(2).request) == entry(2)
        assert directory.known(entry(3).request) is None
        assert directory.warnings == ()


def test_an_entry_is_synced_before_remember_returns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[int] = []
    sync = os.fsync

    def note(file: int) -> None:
        synced.append(os.fstat(file).st_size)
        sync(file)

    with RunDirectory.open(tmp_path, "r1") as directory:
        monkeypatch.setattr(os, "fsync", note)
        directory.remember(entry(1))
        assert synced == [(tmp_path / "journal.jsonl").stat().st_size]


def test_the_key_of_a_request_does_not_depend_on_the_order_of_its_parts() -> None:
    assert request_key({"a": 1, "b": {"c": "é", "d": []}}) == request_key({"b": {"d": [], "c": "é"}, "a": 1})
    assert request_key({"a": 1}) != request_key({"a": "1"})
    assert len(request_key({})) == 64


@pytest.mark.parametrize("torn", [b'{"request":"', b"\x00\x00\x00\x00", b'{"request":"a","raw":"\xe2\x80'])
def test_a_torn_last_line_is_cut_off(tmp_path: Path, torn: bytes) -> None:
    keep(tmp_path, 2)
    journal = tmp_path / "journal.jsonl"
    whole = journal.read_bytes()
    journal.write_bytes(whole + torn)
    with RunDirectory.open(tmp_path, "r1") as directory:
        assert journal.read_bytes() == whole
        assert directory.warnings == ()
        directory.remember(entry(7))
    with RunDirectory.open(tmp_path, "r1") as directory:
        assert directory.known(entry(1).request) == entry(1)
        assert directory.known(entry(7).request) == entry(7)


@pytest.mark.parametrize(
    "damaged", [b"\n", b"nonsense\n", b"\xff\n", b"[]\n", b"{}\n", b'{"request":"a","usage":{"calls":"x"}}\n']
)
def test_a_damaged_line_costs_only_its_own_call(tmp_path: Path, damaged: bytes) -> None:
    keep(tmp_path, 3)
    journal = tmp_path / "journal.jsonl"
    lines = journal.read_bytes().splitlines(keepends=True)
    lines[2] = damaged
    journal.write_bytes(b"".join(lines))
    with RunDirectory.open(tmp_path, "r1") as directory:
        assert [directory.known(entry(number).request) for number in range(3)] == [entry(0), None, entry(2)]
        assert len(directory.warnings) == 1
        assert "journal.jsonl line 3 cannot be read" in directory.warnings[0]
