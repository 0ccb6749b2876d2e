"""Rows become articles with the metadata of their fields, one by one."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

import extract.read
from extract.read import MAX_BYTES, read, survey
from extract.read.fields import Picked
from extract.read.rows import Row
from schemas import Failure, FailureCode
from tests.support.inputs import BODY, codes, only, only_failure, rows, saved


def test_the_fields_of_a_row_are_those_of_the_article(tmp_path: Path) -> None:
    row = {"id": 7, "title": "Pact\n", "date": "2024-11-26T10:00:00Z", "source": "TASS", "url": "https://a.b/c"}
    article = only(rows(tmp_path, row | {"language": "en-GB", "text": BODY, "extra": [1]}))
    assert (article.source_id, article.title, article.published) == ("7", "Pact", "2024-11-26")
    assert (article.source, article.url, article.language) == ("TASS", "https://a.b/c", "en")
    assert article.text == "Pact\n\n" + BODY


@pytest.mark.parametrize(
    ("title", "body", "heads"),
    [
        ("Oslo, Lima sign pact", BODY, True),
        ("Oslo, Lima sign pact", "Oslo, Lima sign pact\n\n" + BODY, False),
        ("Lima’s  pact", "# LIMA'S\npact\n" + BODY, False),
        ("Oslo and Lima", BODY, True),
        ("Pact (draft) [1]", "Pact (draft) [1]\n" + BODY, False),
    ],
)
def test_a_title_is_put_before_a_text_that_does_not_begin_with_it(
    title: str, body: str, heads: bool, tmp_path: Path
) -> None:
    text = only(rows(tmp_path, {"title": title, "text": body})).text
    assert text == (f"{' '.join(title.split())}\n\n{body}" if heads else body)


BAD = {
    "not JSON": "{",
    "no object": "[1]",
    "no text": '{"id": "a"}',
    "text that is none": '{"text": 3}',
    "a list for a title": '{"text": "Oslo signed.", "title": ["a"]}',
    "nesting without end": '{"text": ' + "[" * 100_000,
}


@pytest.mark.parametrize("bad", BAD.values(), ids=BAD)
def test_a_bad_row_is_a_failure_with_its_line_and_the_rest_is_read(bad: str, tmp_path: Path) -> None:
    good = json.dumps({"text": BODY})
    path = saved(tmp_path, f"{good}\n\n{bad}\n{good}".encode(), "news.jsonl")
    first, failure, last = read(path)
    assert isinstance(failure, Failure)
    assert (failure.error, failure.source_id) == (FailureCode.BAD_ROW, "news:3")
    assert failure.message.startswith("line 3 ")
    assert (first.source_id, last.source_id) == ("news:1", "news:4")
    assert survey(path).items == 3


def test_rows_fail_for_the_same_reasons_as_files(tmp_path: Path) -> None:
    texts = ["", "\x01\x02 Oslo", "a" * MAX_BYTES, "Oslo \udc00signed."]
    path = rows(tmp_path, *({"id": "\ud800x", "title": "Pact", "text": text} for text in texts))
    assert codes(path) == [FailureCode.EMPTY, FailureCode.BINARY, FailureCode.TOO_LARGE, None]
    assert survey(path).items == 4


def test_a_row_that_is_not_utf8_is_a_bad_row(tmp_path: Path) -> None:
    failure = only_failure(saved(tmp_path, '{"text": "Côte"}'.encode("cp1252"), "news.jsonl"))
    assert (failure.error, "not UTF-8" in failure.message) == (FailureCode.BAD_ROW, True)


def test_rows_are_read_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[int] = []

    def watched(source: object, fields: object) -> Iterator[Row]:
        for number in range(1, 1_000_000):
            parsed.append(number)
            yield Row(number, lambda: Picked({"text": "Oslo signed."}))

    monkeypatch.setitem(extract.read._ROWS, ".jsonl", watched)
    items = read(rows(tmp_path, {"text": BODY}))
    assert (next(items).source_id, len(parsed)) == ("news:1", 1)
