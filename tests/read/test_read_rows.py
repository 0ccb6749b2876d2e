"""Rows of JSONL and CSV: their fields, encodings and dialects, and bad rows."""

import json
import resource
from pathlib import Path

import pytest

from extract.read import MAX_BYTES, Intake, read, survey
from extract.read.fields import FieldMap, build_field_map
from schemas import Article, Failure, FailureCode

BODY = "Oslo and Lima signed a pact on fish."


def all_of(path: Path, **mapped: str) -> list[Article | Failure]:
    intake = Intake(fields=build_field_map(mapped))
    items = list(read(path, intake))
    assert survey(path, intake).items == len(items), "what is counted is what is read"
    return items


def articles(path: Path, **mapped: str) -> list[Article]:
    items = all_of(path, **mapped)
    for item in items:
        assert isinstance(item, Article), item
    return [item for item in items if isinstance(item, Article)]


def codes(items: list[Article | Failure]) -> list[FailureCode | None]:
    return [item.error if isinstance(item, Failure) else None for item in items]


def table(folder: Path, text: str, encoding: str = "utf-8", name: str = "news.csv") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


# --- which field is which ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row",
    [
        {"id": 7, "title": "Pact", "date": "2024-11-26", "source": "TASS", "url": "https://a.b/c", "text": BODY},
        {
            "article_id": 7, "Headline": "Pact", "Publication Date": "2024-11-26", "publisher": "TASS",
            "link": "https://a.b/c", "Body": BODY,
        },
        {
            "uid": "7", "title": "Pact", "publishedAt": "2024-11-26T10:00:00Z", "source-name": "TASS",
            "sourceURL": "https://a.b/c", "content": BODY, "text": "",
        },
        {
            "guid": "7", "title": "Pact", "date_publish": "2024-11-26 10:00:00", "source_domain": "TASS",
            "url": "https://a.b/c", "maintext": BODY, "domain": ["x"],
        },
    ],
    ids=["ours", "a table's", "a news API's", "a crawler's"],
)  # fmt: skip
@pytest.mark.parametrize("kind", [".jsonl", ".csv"])
def test_fields_are_found_by_their_usual_names(row: dict[str, object], kind: str, tmp_path: Path) -> None:
    if kind == ".csv":
        cells = ['"' + str(value).replace('"', '""') + '"' for value in row.values()]
        path = table(tmp_path, f"{','.join(row)}\n{','.join(cells)}\n")
    else:
        path = table(tmp_path, json.dumps(row), name="news.jsonl")
    (got,) = articles(path)
    assert (got.source_id, got.title, got.published) == ("7", "Pact", "2024-11-26")
    assert (got.source, got.url, got.text) == ("TASS", "https://a.b/c", f"Pact\n\n{BODY}")


def test_a_mapping_precedes_usual_names_and_reaches_into_objects(tmp_path: Path) -> None:
    row = {"text": "A teaser.", "story": {"full": BODY}, "source": {"id": None, "name": "TASS"}, "head.line": "Pact"}
    path = table(tmp_path, json.dumps(row), name="news.jsonl")
    (got,) = articles(path, text="story.full", source="source.name", title="head.line")
    assert (got.text, got.source) == (f"Pact\n\n{BODY}", "TASS")


def test_a_row_without_the_mapped_text_names_the_mapped_field(tmp_path: Path) -> None:
    path = table(tmp_path, json.dumps({"text": BODY}), name="news.jsonl")
    (failure,) = all_of(path, text="boddy")
    assert isinstance(failure, Failure)
    assert (failure.error, "no field 'boddy'" in failure.message) == (FailureCode.BAD_ROW, True)


def test_a_row_without_text_lists_its_fields_and_names_the_option(tmp_path: Path) -> None:
    (failure,) = all_of(table(tmp_path, json.dumps({"words": BODY}), name="news.jsonl"))
    assert isinstance(failure, Failure)
    assert "--map text=FIELD (it has: words)" in failure.message


def test_an_unknown_field_cannot_be_mapped() -> None:
    with pytest.raises(ValueError, match="there is no field 'headline' to map; there are: text, title"):
        build_field_map({"headline": "title"})
    assert FieldMap().pick({"text": BODY}).fields["text"] == BODY


# --- tables --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_table_is_read_with_any_usual_delimiter_and_line_end(delimiter: str, end: str, tmp_path: Path) -> None:
    rows = [["title", "text"], ["One", f'"{BODY}{end}{end}It ""lasts"", they say; a year."'], [], ["Two", BODY]]
    first, second = articles(table(tmp_path, end.join(delimiter.join(row) for row in rows)))
    assert first.text == f'One\n\n{BODY}\n\nIt "lasts", they say; a year.'
    assert (first.source_id, second.source_id, second.title) == ("news:2", "news:6", "Two")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_table_is_read_in_its_encoding(encoding: str, tmp_path: Path) -> None:
    text = "Le président s’est dit préoccupé à Genève ; l’accord, signé l’été dernier, vaut 3 milliards d’euros."
    first, *_ = articles(table(tmp_path, "text\n" + f'"{text}"\n' * 3, encoding))
    assert first.text == text


def test_a_bad_row_of_a_table_is_a_failure_with_its_line_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "news.csv"
    broken, last = b"b," + "Côte".encode("cp1252"), ("d," + "é" * 20).encode()
    path.write_bytes(b"id,text\n" + b"\n".join([b"a,Oslo signed.", b"x,one,two", b"c", broken, last]))
    items = all_of(path)
    bad = FailureCode.BAD_ROW
    assert codes(items) == [None, bad, FailureCode.EMPTY, bad, None]
    assert [item.source_id for item in items] == ["a", "news:3", "news:4", "news:5", "d"]
    assert isinstance(items[1], Failure)
    assert items[1].message.startswith("line 3 is not an article: it has 3 cells, the header 2")


def test_a_table_without_the_needed_columns_is_one_failure_that_lists_its_columns(tmp_path: Path) -> None:
    for mapped in ({}, {"text": "boddy"}, {"text": "words", "date": "dat"}):
        (failure,) = all_of(table(tmp_path, "id,words\n1,Oslo signed.\n2,Lima signed.\n"), **mapped)
        assert isinstance(failure, Failure)
        assert (failure.error, "id, words" in failure.message) == (FailureCode.BAD_ROW, True)
    (failure,) = all_of(table(tmp_path, ""))
    assert isinstance(failure, Failure)


def test_a_picture_named_like_a_table_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "news.csv").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    assert codes(all_of(tmp_path / "news.csv")) == [FailureCode.BINARY]


# --- bounds --------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["news.jsonl", "news.csv"])
def test_an_endless_line_is_a_failure_with_its_number_and_takes_no_memory(kind: str, tmp_path: Path) -> None:
    header, row = ("text\n", f"{BODY}\n") if kind == "news.csv" else ("\n", json.dumps({"text": BODY}) + "\n")
    path = tmp_path / kind
    with path.open("w") as file:
        file.write(header + row)
        for _ in range(200):
            file.write("a" * 1_000_000)
        file.write("\n" + row)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    items = all_of(path)
    assert codes(items) == [None, FailureCode.TOO_LARGE, None]
    assert [item.source_id for item in items] == ["news:2", "news:3", "news:4"]
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000


def test_a_quotation_mark_that_is_not_closed_ends_the_table_with_its_line(tmp_path: Path) -> None:
    rows = f"{BODY}\n" * (MAX_BYTES // len(BODY) + 1)
    *good, last = all_of(table(tmp_path, f'text\n{BODY}\n"{rows}'))
    assert codes(good) == [None]
    assert isinstance(last, Failure)
    assert "a quotation mark in line 3 is not closed" in last.message


def test_deeply_nested_json_next_to_the_text_is_ignored(tmp_path: Path) -> None:
    row = f'{{"text": "{BODY}", "extra": {"[" * 300}{"]" * 300}}}'
    assert codes(all_of(table(tmp_path, row, name="news.jsonl"))) == [None]
