"""The files of archives and patterns, includes and excludes, and harmful members that are not opened."""

import gzip
import io
import json
import resource
import stat
import zipfile
from pathlib import Path

import pytest

from extract.errors import InputError
from extract.read import MAX_BYTES, Intake, name_input, read, survey
from schemas import Article, Failure, FailureCode
from tests.support.documents import FIRST, PAGE, TITLE, pdf, word, zipped

BODY = "Oslo and Lima signed a pact on fish."
TEXT = BODY.encode()


def all_of(path: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[Article | Failure]:
    intake = Intake(include, exclude)
    items = list(read(path, intake))
    assert survey(path, intake).items == len(items), "what is counted is what is read"
    return items


def names(path: Path, include: tuple[str, ...] = (), exclude: tuple[str, ...] = ()) -> list[str]:
    return [item.source_id for item in all_of(path, include, exclude)]


def saved(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


# --- archives ------------------------------------------------------------------------------------------------------


def test_the_members_of_an_archive_are_read_like_files(tmp_path: Path) -> None:
    rows = b"\n".join(json.dumps({"text": BODY}).encode() for _ in range(2))
    members = {
        "b/pact.html": PAGE.encode(), "b/pact.pdf": pdf([TITLE, FIRST]), "b/pact.docx": word(TITLE, FIRST),
        "a.txt": TEXT, "a.meta.json": b'{"source": "TASS"}', "c.txt.gz": gzip.compress(TEXT), "rows.jsonl": rows,
        "table.csv": f"text\n{BODY}\n".encode(), "README.md": b"-", ".hidden": b"-", "__MACOSX/._a.txt": b"-",
        "b/pact_files/menu.js": b"-",
    }  # fmt: skip
    items = all_of(saved(tmp_path, {"news.zip": zipped(members)}) / "news.zip")
    assert [item.source_id for item in items] == [
        "a", "pact", "pact", "pact", "c", "rows:1", "rows:2", "table:2",
    ]  # fmt: skip
    assert isinstance(items[0], Article)
    assert (items[0].text, items[0].source, items[0].path) == (BODY, "TASS", f"{tmp_path}/news.zip!/a.txt")
    assert all(isinstance(item, Article) for item in items)


def test_an_archive_in_a_folder_is_read_in_order_of_path(tmp_path: Path) -> None:
    saved(tmp_path, {"a.txt": TEXT, "b.zip": zipped({"z.txt": TEXT, "y.md": TEXT}), "c.txt": TEXT})
    assert names(tmp_path) == ["a", "y", "z", "c"]


def encrypted(name: str) -> bytes:
    """An archive whose only member claims to be encrypted."""
    data = bytearray(zipped({name: TEXT}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("passwd.txt")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return out.getvalue()


TRAPS = {
    "an archive in an archive": (zipped({"in.zip": zipped({"a.txt": TEXT})}), FailureCode.UNSUPPORTED_FORMAT),
    "a member that leads out": (zipped({"../../etc/passwd.txt": TEXT}), FailureCode.UNREADABLE),
    "a member that begins at the root": (zipped({"/etc/passwd.txt": TEXT}), FailureCode.UNREADABLE),
    "a member that leads out of Windows": (zipped({"..\\x.txt": TEXT}), FailureCode.UNREADABLE),
    "an encrypted member": (encrypted("a.txt"), FailureCode.UNREADABLE),
    "a member without a name": (zipped({"a": TEXT}).replace(b"\0\0a", b"\0\0\0"), FailureCode.UNREADABLE),
    "a link": (linked(), FailureCode.UNREADABLE),
    "a bomb": (zipped({"a.txt": b"a" * 20_000_000}), FailureCode.TOO_LARGE),
    "a bomb of rows": (zipped({"a.jsonl": b"\n" * 20_000_000}), FailureCode.TOO_LARGE),
    "a text too long": (zipped({"a.txt": b"a" * (MAX_BYTES + 1)}), FailureCode.TOO_LARGE),
    "what is no archive": (b"PK no archive", FailureCode.UNREADABLE),
    "an archive that was cut": (zipped({"a.txt": TEXT})[:-30], FailureCode.UNREADABLE),
    "a name that is not what it claims to be": (zipped({"é.txt": TEXT}).replace(b"\xc3\xa9", b"\xff\xff"),
                                                FailureCode.UNREADABLE),
    "a member that was damaged": (zipped({"a.txt": TEXT}).replace(b"\x00\x00\x00a.txt", b"\x00\x00\x00b.txt", 1),
                                  FailureCode.UNREADABLE),
}  # fmt: skip


@pytest.mark.parametrize(("archive", "code"), TRAPS.values(), ids=TRAPS)
def test_a_harmful_member_is_a_failure_and_the_others_are_read(
    archive: bytes, code: FailureCode, tmp_path: Path
) -> None:
    saved(tmp_path, {"a.txt": TEXT, "b.zip": archive, "c.txt": TEXT})
    before, trap, after = all_of(tmp_path)
    assert isinstance(before, Article) and isinstance(after, Article)
    assert isinstance(trap, Failure)
    assert (trap.error, ";" in trap.message) == (code, True)
    assert str(trap.path).startswith(f"{tmp_path}/b.zip")


def test_an_encrypted_sidecar_is_a_failure_of_its_article(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT, "a.meta.json": b"{}"}))
    for place in (data.index(b"PK\x03\x04", 4) + 6, data.rindex(b"PK\x01\x02") + 8):
        data[place] |= 1
    (failure,) = all_of(saved(tmp_path, {"news.zip": bytes(data)}) / "news.zip")
    assert isinstance(failure, Failure)
    assert (failure.error, "encrypted" in failure.message) == (FailureCode.UNREADABLE, True)


def test_a_member_may_have_a_longer_name_than_a_file(tmp_path: Path) -> None:
    assert names(saved(tmp_path, {"news.zip": zipped({"a" * 300 + ".txt": TEXT})}) / "news.zip") == ["a" * 300]


def test_a_member_without_extension_is_a_failure(tmp_path: Path) -> None:
    (failure,) = all_of(saved(tmp_path, {"news.zip": zipped({"LICENCE": TEXT})}) / "news.zip")
    assert isinstance(failure, Failure) and failure.error is FailureCode.UNSUPPORTED_FORMAT


def test_other_members_of_an_archive_with_a_harmful_one_are_read(tmp_path: Path) -> None:
    archive = zipped({"a.txt": TEXT, "b.txt": b"b" * 20_000_000, "c.txt": TEXT})
    items = all_of(saved(tmp_path, {"news.zip": archive}) / "news.zip")
    assert [isinstance(item, Article) for item in items] == [True, False, True]


def test_the_empty_members_of_an_archive_are_one_failure(tmp_path: Path) -> None:
    members = {f"{number:03}.txt": b"" for number in range(500)} | {"a.txt": TEXT}
    failure, article = all_of(saved(tmp_path, {"news.zip": zipped(members)}) / "news.zip")
    assert isinstance(failure, Failure) and isinstance(article, Article)
    assert (failure.error, failure.path) == (FailureCode.EMPTY, f"{tmp_path}/news.zip!/000.txt")
    assert "499 others" in failure.message


def test_an_archive_with_too_large_contents_is_refused_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, {"news.zip": zipped({f"{n}.txt": TEXT for n in range(9)})}) / "news.zip"
    for bound, value in (("MAX_MEMBERS", 8), ("MAX_TOTAL", 9 * len(TEXT) - 1), ("_MAX_LIST", 400)):
        with monkeypatch.context() as patched:
            patched.setattr(f"extract.read.zip_file.{bound}", value)
            (failure,) = all_of(path)
            assert isinstance(failure, Failure) and failure.error is FailureCode.TOO_LARGE
    assert len(all_of(path)) == 9


def test_a_too_long_list_of_members_is_not_read_into_memory(tmp_path: Path) -> None:
    entry = b"PK\x01\x02" + bytes(24) + (4).to_bytes(2, "little") + bytes(16) + b"a.tx"
    listed = entry * 2_000_000
    end = b"PK\x05\x06" + bytes(4) + b"\xff\xff" * 2 + len(listed).to_bytes(4, "little") + bytes(6)
    saved(tmp_path, {"many.zip": listed + end})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (failure,) = all_of(tmp_path / "many.zip")
    assert isinstance(failure, Failure) and failure.error is FailureCode.TOO_LARGE
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000


def test_no_member_of_an_archive_is_written_to_disk(tmp_path: Path) -> None:
    saved(tmp_path, {"in/news.zip": zipped({"a.txt": TEXT, "../b.txt": TEXT})})
    all_of(tmp_path / "in" / "news.zip")
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "news.zip"]


# --- patterns and choices ------------------------------------------------------------------------------------------

FILES = {
    "2024/a.txt": TEXT, "2024/b.html": PAGE.encode(), "2024/x/c.txt": TEXT, "2025/d.txt": TEXT, "2025/e.md": TEXT,
    "2025/.hidden/f.txt": TEXT, "2025/e.meta.json": b"{}", "2025/old.zip": zipped({"in/g.txt": TEXT, "h.md": TEXT}),
    "2025/menu.png": b"-",
}  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("2024/*.txt", ["a"]),
        ("**/*.txt", ["a", "c", "d"]),
        ("20*", ["a", "b", "c", "d", "e", "menu", "g", "h"]),
        ("*/**", ["a", "b", "c", "d", "e", "menu", "g", "h"]),
        ("2025/[de].*", ["d", "e"]),
        ("2025/*.zip", ["g", "h"]),
    ],
)
def test_a_pattern_is_read_as_the_files_that_it_matches(pattern: str, found: list[str], tmp_path: Path) -> None:
    saved(tmp_path, FILES)
    assert sorted(names(tmp_path / pattern)) == sorted(found)


def test_a_pattern_that_matches_nothing_is_an_error_before_the_first_item(tmp_path: Path) -> None:
    for pattern in ("*.txt", "none/**/*.txt", "**.txt"):
        for look in (read, survey):
            with pytest.raises(InputError, match="pattern"):
                look(tmp_path / pattern)


def test_a_file_with_the_name_of_a_pattern_is_read_as_a_file(tmp_path: Path) -> None:
    saved(tmp_path, {"a[1].txt": TEXT, "a1.txt": TEXT})
    assert names(tmp_path / "a[1].txt") == ["a[1]"]


def test_a_pattern_has_the_name_of_its_folder(tmp_path: Path) -> None:
    saved(tmp_path, FILES)
    assert [name_input(tmp_path / one) for one in ("2024/*.txt", "2025", "2024/a.txt")] == ["2024", "2025", "a"]


@pytest.mark.parametrize(
    ("include", "exclude", "found"),
    [
        (("*.txt",), (), ["a", "c", "d", "g"]),
        (("*.txt", "*.md"), ("2024/*",), ["d", "e", "h", "g"]),
        (("2025/old.zip!/in/*",), (), ["g"]),
        ((), ("*.zip", "*.png", "*.html"), ["a", "c", "d", "e"]),
        (("nothing",), (), []),
    ],
)
def test_files_that_are_included_and_not_excluded_are_read(
    include: tuple[str, ...], exclude: tuple[str, ...], found: list[str], tmp_path: Path
) -> None:
    assert names(saved(tmp_path, FILES), include, exclude) == found


def test_a_file_that_is_the_input_is_read_even_if_excluded(tmp_path: Path) -> None:
    saved(tmp_path, FILES)
    assert names(tmp_path / "2024/a.txt", ("*.md",), ("*.txt",)) == ["a"]


def test_the_folder_that_a_browser_saves_next_to_a_page_is_skipped(tmp_path: Path) -> None:
    saved(tmp_path, {"pact.html": PAGE.encode(), "pact_files/menu.js": b"-", "pact_files/x/a.png": b"-"})
    assert names(tmp_path) == ["pact"]
