"""Files and folders become articles, or failures with a reason."""

import codecs
import hashlib
import json
import os
from pathlib import Path

import pytest

from extract.errors import InputError
from extract.read import read, survey
from schemas import Article, Failure, FailureCode, Stage
from tests.support.documents import zipped
from tests.support.inputs import BODY, codes, only_failure, saved


def test_a_text_file_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "pact.txt"
    path.write_text("Oslo, Lima sign pact\nReuters\n" + BODY + "\n\n", encoding="utf-8")
    text = path.read_text(encoding="utf-8").rstrip()
    digest = hashlib.sha256(text.encode()).hexdigest()
    assert list(read(path)) == [
        Article(
            id="sha256:" + digest[:16],
            source_id="pact",
            text=text,
            title="Oslo, Lima sign pact",
            source="Reuters",
            path=str(path),
            language="en",
            language_detected="en",
            sha256=digest,
            characters=len(text),
        )
    ]


def test_the_files_of_a_folder_are_read_in_order_of_path(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.TXT", "c.jsonl", ".hidden.txt", ".git/x.txt", "README.md", "b.meta.json"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text(json.dumps({"id": "row", "text": BODY}) if name == "c.jsonl" else "{}" if "{" in name else BODY)
    (tmp_path / "b.meta.json").write_text('{"title": "Pact"}')
    assert [item.source_id for item in read(tmp_path)] == ["y", "z", "b", "row"]
    assert survey(tmp_path).items == 4


def test_a_file_of_unknown_kind_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "report.png").write_bytes(b"\x89PNG")
    failure = only_failure(tmp_path)
    assert (failure.error, failure.source_id) == (FailureCode.UNSUPPORTED_FORMAT, "report")
    assert failure.path == str(tmp_path / "report.png")
    assert failure.stage is Stage.READ


@pytest.mark.parametrize("name", ["pact.text", "pact.markdown", "pact.MARKDOWN", "pact"])
def test_a_text_file_may_have_any_text_extension_or_none(name: str, tmp_path: Path) -> None:
    assert [item.source_id for item in read(saved(tmp_path, BODY.encode(), name))] == ["pact"]
    assert codes(tmp_path / name) == [None]


def test_a_file_without_extension_in_a_folder_is_a_failure(tmp_path: Path) -> None:
    saved(tmp_path, BODY.encode(), "LICENCE")
    assert codes(tmp_path) == [FailureCode.UNSUPPORTED_FORMAT]


def test_a_missing_path_is_an_error_before_the_first_item(tmp_path: Path) -> None:
    for look in (read, survey):
        with pytest.raises(InputError, match=r"nowhere does not exist; give a file (.*), a zip archive"):
            look(tmp_path / "nowhere")


def test_an_empty_folder_has_no_items(tmp_path: Path) -> None:
    assert list(read(tmp_path)) == []
    assert survey(tmp_path).items == 0


def test_a_file_that_cannot_be_opened_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "rows.jsonl").symlink_to(tmp_path / "nowhere")
    assert codes(tmp_path) == [FailureCode.UNREADABLE] * 3
    assert survey(tmp_path).items == 3


def test_a_folder_that_links_to_itself_is_a_failure_and_read_once(tmp_path: Path) -> None:
    saved(tmp_path, BODY.encode())
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert codes(tmp_path) == [FailureCode.UNREADABLE, None]
    assert survey(tmp_path).items == 2


@pytest.mark.parametrize("name", ["link.txt", "rows.jsonl", "table.csv", "page.html", "more.zip"])
def test_a_link_to_a_file_outside_the_folder_is_a_failure(name: str, tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    saved(inside / "own", BODY.encode())
    saved(outside, zipped({"a.txt": BODY.encode()}) if name.endswith(".zip") else BODY.encode(), name)
    (inside / name).symlink_to(outside / name)
    for path in (inside, inside / "*"):
        *_, failure = sorted(read(path), key=lambda item: isinstance(item, Failure))
        assert isinstance(failure, Failure)
        assert (failure.error, failure.path) == (FailureCode.UNREADABLE, str(inside / name))
        assert "give it as an input" in failure.message
        assert survey(path).items == 2


def test_a_link_that_is_itself_the_input_is_read(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(saved(tmp_path / "out", BODY.encode(), "a.txt"))
    assert codes(tmp_path / "link.txt") == [None]


def test_a_link_to_a_file_in_the_folder_is_read(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(saved(tmp_path / "own", BODY.encode(), "a.txt"))
    assert codes(tmp_path) == [None, None]


def test_a_link_to_metadata_outside_the_folder_is_a_failure_of_its_article(tmp_path: Path) -> None:
    saved(tmp_path / "in", BODY.encode(), "a.txt")
    (tmp_path / "in" / "a.meta.json").symlink_to(saved(tmp_path, b'{"title": "Elsewhere"}', "elsewhere.json"))
    assert codes(tmp_path / "in") == [FailureCode.UNREADABLE]


def test_a_folder_outside_is_not_reached_through_a_pattern(tmp_path: Path) -> None:
    saved(tmp_path / "out", BODY.encode(), "a.txt")
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "linked").symlink_to(tmp_path / "out", target_is_directory=True)
    for pattern in ("*", "*/a.txt"):
        assert codes(tmp_path / "in" / pattern) == [FailureCode.UNREADABLE]


def test_byte_order_marks_before_a_text_are_left_out(tmp_path: Path) -> None:
    marks = codecs.BOM_UTF8 * 2
    row = json.dumps({"text": f"\ufeff{BODY}"}).encode()
    files = {"a.txt": BODY.encode(), "b.jsonl": row, "c.csv": f'text\n"{BODY}"'.encode(),
             "d.eml": f"Subject: Fish\n\n{BODY}".encode()}  # fmt: skip
    for name, data in files.items():
        saved(tmp_path, (marks if name == "a.txt" else codecs.BOM_UTF8) + data, name)
    texts = [item.text for item in read(tmp_path) if isinstance(item, Article)]
    assert texts == [BODY, BODY, BODY, f"Fish\n\n{BODY}"]


def test_what_a_failure_quotes_of_a_file_cannot_write_to_a_terminal(tmp_path: Path) -> None:
    saved(tmp_path, b"ti\x1b[2Jtle,date\nPact,2024-01-01\n", "table.csv")
    saved(tmp_path, zipped({"a\x1b[2J.png": b"-"}), "news.zip")
    for item in read(tmp_path):
        assert isinstance(item, Failure)
        assert "\x1b" not in f"{item.message}{item.path}{item.source_id}"


def test_a_file_name_that_is_not_utf8_can_be_printed(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text(BODY)
    except OSError:
        pytest.skip("the file system allows no such name")
    assert [item.source_id for item in read(tmp_path)] == ["caf?"]
