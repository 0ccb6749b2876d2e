"""Packed files are read as what they hold, within the limits of an article."""

import gzip
import json
from pathlib import Path

import pytest

from extract.read import MAX_BYTES, read, survey
from schemas import Article, FailureCode
from tests.support.inputs import BODY, codes, saved


def test_a_packed_file_is_read_under_its_unpacked_name(tmp_path: Path) -> None:
    saved(tmp_path, gzip.compress(BODY.encode()), "pact.TXT.gz")
    saved(tmp_path, gzip.compress(json.dumps({"text": BODY}).encode()), "rows.jsonl.gz")
    (tmp_path / "pact.meta.json").write_text('{"source": "TASS"}')
    text, row = read(tmp_path)
    assert isinstance(text, Article)
    assert (text.source_id, text.text, text.source, row.source_id) == ("pact", BODY, "TASS", "rows:1")
    assert survey(tmp_path).items == 2


@pytest.mark.parametrize("name", ["news.txt.gz", "news.jsonl.gz"])
def test_a_zip_bomb_is_unpacked_only_up_to_the_size_of_an_article(name: str, tmp_path: Path) -> None:
    bomb = saved(tmp_path, gzip.compress(b"a" * 20 * MAX_BYTES), name)
    assert codes(bomb) == [FailureCode.TOO_LARGE]


@pytest.mark.parametrize("name", ["news.txt.gz", "news.jsonl.gz"])
def test_a_file_that_is_not_gzip_is_a_failure(name: str, tmp_path: Path) -> None:
    path = saved(tmp_path, b"no gzip", name)
    assert codes(path) == [FailureCode.UNREADABLE]
    assert survey(path).items == 1


def test_a_truncated_packed_text_is_a_failure(tmp_path: Path) -> None:
    assert codes(saved(tmp_path, gzip.compress(BODY.encode())[:-9], "news.txt.gz")) == [FailureCode.UNREADABLE]


def test_truncated_packed_rows_are_read_up_to_the_damage(tmp_path: Path) -> None:
    line = json.dumps({"text": BODY}).encode() + b"\n"
    path = saved(tmp_path, gzip.compress(line * 3)[:-9], "news.jsonl.gz")
    *whole, last = codes(path)
    assert (set(whole) <= {None}, last) == (True, FailureCode.UNREADABLE)
    assert survey(path).items == len(whole) + 1
