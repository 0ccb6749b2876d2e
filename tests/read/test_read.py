"""Files become articles with metadata, or failures with a reason."""

import codecs
import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

import extract.read
from extract.errors import InputError
from extract.read import MAX_BYTES, read, survey
from extract.read.fields import Picked
from extract.read.rows import Row
from schemas import Article, Failure, FailureCode, Stage
from tests.support.documents import zipped

BODY = "Oslo and Lima signed a pact on fish.\nIt will last a year."


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


# --- folders and paths ---------------------------------------------------------------------------------------------


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


# --- bytes ---------------------------------------------------------------------------------------------------------

NEWS = {
    "French": "Le président s’est dit préoccupé à Genève ; l’accord, signé l’été dernier, vaut 3 milliards d’euros.",
    "Spanish": "El presidente de España anunció ayer en La Coruña la firma de un acuerdo de cooperación con México.",
    "German": "Der Außenminister äußerte in Köln große Sorge über die Lage an der Grenze und kündigte Gespräche an.",
    "English": "The minister’s “São Tomé” visit – his second – ended in Côte d’Ivoire, the office of the premier said.",
    "Polish": "Prezydent podpisał w Łodzi umowę o współpracy wojskowej między Polską a Ukrainą, ogłosił rząd.",
    "Czech": "Ministr zahraničních věcí řekl, že Česká republika a Polsko podepsaly dohodu o společné obraně.",
    "Hungarian": "A külügyminiszter bejelentette, hogy a két ország védelmi együttműködési megállapodást írt alá.",
    "Russian": "Президент заявил в среду, что Москва и Пекин подписали соглашение о военном сотрудничестве.",
    "Ukrainian": "Міністр закордонних справ України засудив ракетний удар і закликав партнерів надати системи ППО.",
    "Japanese": "日本の外相は水曜日、韓国との防衛協力協定に署名したと発表した。両国はミサイル発射を強く非難した。",
    "Chinese": "中国外交部长星期三表示，中国和俄罗斯签署了一项军事合作协议。双方对朝鲜半岛局势表示关切。",
}


@pytest.mark.parametrize("text", ["Baku said so … the end —", "Łódź", "in the end 日", "Tbilisi спо"])
def test_utf8_that_ends_inside_a_character_loses_only_that_character(text: str, tmp_path: Path) -> None:
    (item,) = read(saved(tmp_path, text.encode()[:-1]))
    assert isinstance(item, Article)
    assert item.text == text[:-1].rstrip()


ENCODED = [
    (language, encoding)
    for languages, encodings in [
        (("French", "Spanish", "German", "English"), ("cp1252",)),
        (("Polish", "Czech", "Hungarian"), ("iso8859_2", "cp1250")),
        (("Russian", "Ukrainian"), ("cp1251",)),
        (("Russian",), ("koi8_r",)),
        (("Japanese",), ("shift_jis", "euc_jp")),
        (("Chinese",), ("gb18030",)),
        (tuple(NEWS), ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
    ]
    for language in languages
    for encoding in encodings
]


@pytest.mark.parametrize(("language", "encoding"), ENCODED, ids=["-".join(case) for case in ENCODED])
@pytest.mark.parametrize("times", [2, 20])
def test_news_is_read_in_its_encoding(language: str, encoding: str, times: int, tmp_path: Path) -> None:
    text = "\n".join([NEWS[language]] * times)
    assert only(saved(tmp_path, text.encode(encoding))).text == text


def test_a_broken_byte_does_not_make_utf8_another_encoding(tmp_path: Path) -> None:
    data = (NEWS["French"] * 9).encode() + b"\xff" + NEWS["French"].encode()
    assert only(saved(tmp_path, data)).text == NEWS["French"] * 9 + "\ufffd" + NEWS["French"]


def test_only_line_ends_and_control_characters_are_changed(tmp_path: Path) -> None:
    data = "“Pact”\r\nOslo\x07and\u00a0Lima\x85signed\ufeffit\r• cafe\u0301\tfi\u2028\r\n \n".encode()
    assert only(saved(tmp_path, data)).text == "“Pact”\nOslo and\u00a0Lima signed it\n• cafe\u0301\tfi"


UNFIT = [
    ("nothing", b"", FailureCode.EMPTY),
    ("white space", b"\xef\xbb\xbf \r\n\t", FailureCode.EMPTY),
    ("marks alone", b"--- *** ---", FailureCode.EMPTY),
    ("NUL bytes", b"Oslo\0and Lima", FailureCode.BINARY),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", FailureCode.BINARY),
    ("control characters", b"\x01\x02\x03Oslo\x04\x05", FailureCode.BINARY),
    ("noise", bytes(range(1, 256)) * 40, FailureCode.BINARY),
    ("a byte too many", b"a" * (MAX_BYTES + 1), FailureCode.TOO_LARGE),
]


@pytest.mark.parametrize(("data", "code"), [c[1:] for c in UNFIT], ids=[c[0] for c in UNFIT])
def test_bytes_that_are_no_article_are_a_failure_with_a_reason(data: bytes, code: FailureCode, tmp_path: Path) -> None:
    failure = only_failure(saved(tmp_path, data))
    assert (failure.error, failure.source_id, failure.stage) == (code, "news", Stage.READ)
    assert ";" in failure.message, "the message says what to do"


def test_an_article_of_the_largest_size_is_read(tmp_path: Path) -> None:
    assert only(saved(tmp_path, b"a" * MAX_BYTES)).characters == MAX_BYTES


# --- rows ----------------------------------------------------------------------------------------------------------


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


# --- packed files --------------------------------------------------------------------------------------------------


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


# --- metadata ------------------------------------------------------------------------------------------------------


def test_a_sidecar_precedes_front_matter_and_front_matter_the_page(tmp_path: Path) -> None:
    path = saved(
        tmp_path, b"---\ntitle: Front\nsource: 'AFP' \ndate: 2023\n---\n\nPage\nReuters\n" + BODY.encode(), "n.md"
    )
    (tmp_path / "n.meta.json").write_text('{"id": "x1", "title": "Side"}')
    article = only(path)
    assert (article.source_id, article.title, article.source, article.published) == ("x1", "Side", "AFP", "2023")
    assert article.text == "Side\n\nPage\nReuters\n" + BODY


@pytest.mark.parametrize("sidecar", ["{", "[]", '{"title": {}}', "[" * 100_000], ids=["cut", "list", "nested", "deep"])
def test_a_broken_sidecar_is_a_failure(sidecar: str, tmp_path: Path) -> None:
    path = saved(tmp_path, BODY.encode())
    (tmp_path / "news.meta.json").write_text(sidecar)
    failure = only_failure(path)
    assert failure.error is FailureCode.UNREADABLE
    assert "news.meta.json is broken" in failure.message


def test_unknown_front_matter_is_ignored(tmp_path: Path) -> None:
    front = '---\nTitle: "Pact: a look"\ntags:\n  - fish\n- sea\n# note\nlayout: post\nurl: https://a.b/c # x\n---\n'
    article = only(saved(tmp_path, (front + BODY).encode(), "n.md"))
    assert (article.title, article.url) == ("Pact: a look", "https://a.b/c")
    assert article.text == "Pact: a look\n\n" + BODY


@pytest.mark.parametrize("text", ["---\nOslo signed.\n---\nLima did not.", "---\ntitle: Pact\nOslo signed."])
def test_horizontal_rules_in_markdown_are_no_front_matter(text: str, tmp_path: Path) -> None:
    assert only(saved(tmp_path, text.encode(), "n.md")).text == text


def saved(folder: Path, data: bytes, name: str = "news.txt") -> Path:
    path = folder / name
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def rows(folder: Path, *objects: Mapping[str, object]) -> Path:
    return saved(folder, "\n".join(map(json.dumps, objects)).encode(), "news.jsonl")


def only(path: Path) -> Article:
    (item,) = read(path)
    assert isinstance(item, Article), item
    return item


def only_failure(path: Path) -> Failure:
    (item,) = read(path)
    assert isinstance(item, Failure), item
    return item


def codes(path: Path) -> list[FailureCode | None]:
    return [item.error if isinstance(item, Failure) else None for item in read(path)]
