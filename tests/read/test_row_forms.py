"""JSON files, and the rows of well-known sources of news: fields, whole texts and beginnings, ids."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.read import MAX_BYTES, read
from schemas import Article, Failure, FailureCode, ReadIssue

TEXT = "Norway and Peru signed an agreement on fishing in Lima on Tuesday, the ministry said."
NEWSAPI = {
    "source": {"id": None, "name": "Fjord Times"},
    "author": "A",
    "title": "Fish pact",
    "description": "A pact.",
    "url": "https://fjord.example/1",
    "publishedAt": "2025-09-09T10:00:00Z",
    "content": f"{TEXT} The two ministers… [+2145 chars]",
}
GUARDIAN = {
    "id": "world/2025/fish",
    "webTitle": "Fish pact",
    "webPublicationDate": "2025-09-09T10:00:00Z",
    "webUrl": "https://fjord.example/1",
    "fields": {"headline": "Fish pact", "bodyText": TEXT, "trailText": "A pact."},
}
NYT = {
    "_id": "nyt://article/1",
    "web_url": "https://fjord.example/1",
    "headline": {"main": "Fish pact", "kicker": None},
    "abstract": "A pact.",
    "lead_paragraph": TEXT,
    "pub_date": "2025-09-09T10:00:00+0000",
    "source": "Fjord Times",
}
GDELT = {
    "url": "https://fjord.example/1",
    "title": "Fish pact",
    "seendate": "20250909T101500Z",
    "domain": "fjord.example",
    "language": "Norwegian",
    "sourcecountry": "Norway",
}
MEDIA_CLOUD = {
    "id": "abc",
    "media_name": "fjord.example",
    "media_url": "fjord.example",
    "title": "Fish pact",
    "publish_date": "2025-09-09",
    "url": "https://fjord.example/1",
    "language": "en",
}
NEWS_PLEASE = {
    "title": "Fish pact",
    "maintext": TEXT,
    "date_publish": "2025-09-09 10:00:00",
    "source_domain": "fjord.example",
    "url": "https://fjord.example/1",
    "language": "en",
}


def items(folder: Path, data: Any, name: str = "a.json") -> list[Article | Failure]:
    text = data if isinstance(data, str) else json.dumps(data)
    (folder / name).write_text(text, encoding="utf-8")
    return list(read(folder / name))


def articles(folder: Path, data: Any, name: str = "a.json") -> list[Article]:
    found = items(folder, data, name)
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def codes(article: Article) -> list[str]:
    return [issue.code for issue in article.issues]


@pytest.mark.parametrize(
    "data",
    [
        [{"text": TEXT}, {"text": f"{TEXT} Two."}],
        {"status": "ok", "articles": [{"text": TEXT}, {"text": f"{TEXT} Two."}]},
        {"response": {"total": 2, "results": [{"text": TEXT}, {"text": f"{TEXT} Two."}]}},
        {"hits": {"hits": [{"_source": {"text": TEXT}}, {"_source": {"text": f"{TEXT} Two."}}]}},
        f"{json.dumps({'text': TEXT}, indent=1)}\n{json.dumps({'text': f'{TEXT} Two.'})}",
        "\ufeff" + json.dumps([{"text": TEXT}, {"text": f"{TEXT} Two."}]),
    ],
)
def test_the_articles_of_a_json_file_are_found(data: Any, tmp_path: Path) -> None:
    first, second = articles(tmp_path, data)
    assert (first.text, second.text) == (TEXT, f"{TEXT} Two.")
    assert (first.source_id, second.source_id) == ("a:1", "a:2")


def test_a_json_file_of_one_article_gives_it_its_name(tmp_path: Path) -> None:
    (item,) = articles(tmp_path, {"title": "Fish pact", "text": TEXT, "tags": [{"name": "fish"}]})
    assert (item.source_id, item.title) == ("a", "Fish pact")


def test_json_in_utf_16_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(json.dumps([{"text": TEXT}]).encode("utf-16"))
    (item,) = read(tmp_path / "a.json")
    assert isinstance(item, Article) and item.text == TEXT


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("", FailureCode.EMPTY),
        ("{", FailureCode.BAD_ROW),
        ("no json", FailureCode.BAD_ROW),
        ("[" * 100_000, FailureCode.BAD_ROW),
        ([{"name": "a"}], FailureCode.BAD_ROW),
        (["text"], FailureCode.BAD_ROW),
    ],
)
def test_what_is_no_article_in_json_is_a_failure(data: Any, code: FailureCode, tmp_path: Path) -> None:
    (item,) = items(tmp_path, data)
    assert isinstance(item, Failure) and item.error is code and ";" in item.message


def test_json_that_breaks_off_gives_the_articles_before_it(tmp_path: Path) -> None:
    first, rest = items(tmp_path, json.dumps([{"text": TEXT}, {"text": TEXT}])[:-40])
    assert isinstance(first, Article) and isinstance(rest, Failure)


def test_an_article_of_json_that_is_too_large_is_a_failure(tmp_path: Path) -> None:
    first, rest = items(tmp_path, [{"text": TEXT}, {"text": "a" * (MAX_BYTES + 1_000_000)}])
    assert isinstance(first, Article)
    assert isinstance(rest, Failure) and rest.error is FailureCode.TOO_LARGE


@pytest.mark.parametrize("row", [GUARDIAN, NEWS_PLEASE])
@pytest.mark.parametrize("name", ["a.json", "a.jsonl"])
def test_rows_of_sources_with_the_whole_text_are_read(row: dict[str, Any], name: str, tmp_path: Path) -> None:
    (item,) = articles(tmp_path, row, name)
    assert (item.title, item.text) == ("Fish pact", f"Fish pact\n\n{TEXT}")
    assert (item.published, item.url, codes(item)) == ("2025-09-09", "https://fjord.example/1", [])


@pytest.mark.parametrize("flat", [False, True])
def test_the_values_that_objects_wrap_are_read(flat: bool, tmp_path: Path) -> None:
    row = {
        "title": {"rendered": "Fish pact"},
        "content": {"rendered": f"<p>{TEXT}</p><p>Chile waits.</p>"},
        "date": {"$date": "2025-09-09T10:15:00Z"},
        "publisher": {"@type": "Organization", "name": "Fjord Times"},
    }
    columns = {f"{outer}.{name}": value for outer, inner in row.items() for name, value in inner.items()}
    (item,) = articles(tmp_path, columns if flat else row)
    assert (item.title, item.text) == ("Fish pact", f"Fish pact\n\n{TEXT}\nChile waits.")
    assert (item.published, item.source) == ("2025-09-09", "Fjord Times")


def test_a_page_that_trafilatura_saved_has_its_site_as_source(tmp_path: Path) -> None:
    row = {"title": "Fish pact", "text": TEXT, "source": "https://fjord.example/1", "fingerprint": "f"}
    (item,) = articles(tmp_path, row | {"source-hostname": "Fjord Times", "hostname": "fjord.example"})
    assert (item.source, item.url) == ("Fjord Times", "https://fjord.example/1")


def test_a_text_that_has_to_be_paid_for_is_replaced_by_its_description(tmp_path: Path) -> None:
    row = {"article_id": "a", "title": "Fish pact", "pubDate": "2025-09-09", "source_id": "fjord", "description": TEXT}
    (item,) = articles(tmp_path, row | {"content": "ONLY AVAILABLE IN PAID PLANS"})
    assert (item.text, codes(item)) == (f"Fish pact\n\n{TEXT}", [ReadIssue.CUT_OFF_AT_SOURCE])


def test_a_body_in_html_is_read_as_its_text(tmp_path: Path) -> None:
    figure = "<figure><img src='x'></figure>"
    body = f"<p>{TEXT}</p>{figure}<p>Chile &amp; Kenya <a href='y'>agreed</a>.</p><script>z()</script>"
    (item,) = articles(tmp_path, GUARDIAN | {"fields": {"body": body}})
    assert item.text == f"Fish pact\n\n{TEXT}\nChile & Kenya agreed."


@pytest.mark.parametrize(
    ("row", "text", "source"),
    [
        (NEWSAPI, f"{TEXT} The two ministers", "Fjord Times"),
        (NYT, TEXT, "Fjord Times"),
        (GDELT, "", "fjord.example"),
        (MEDIA_CLOUD, "", "fjord.example"),
    ],
)
def test_rows_of_sources_with_only_a_beginning_have_an_issue(
    row: dict[str, Any], text: str, source: str, tmp_path: Path
) -> None:
    (item,) = articles(tmp_path, {"articles": [row]})
    assert item.text == f"Fish pact\n\n{text}".strip()
    assert (item.published, item.source, codes(item)) == ("2025-09-09", source, [ReadIssue.CUT_OFF_AT_SOURCE])


def test_the_id_and_the_language_of_an_export_are_kept(tmp_path: Path) -> None:
    assert articles(tmp_path, GUARDIAN)[0].source_id == "world/2025/fish"
    assert articles(tmp_path, NYT)[0].source_id == "nyt://article/1"
    assert articles(tmp_path, GDELT)[0].language == "no"


def test_a_table_with_the_text_of_an_object_as_its_source_names_the_source(tmp_path: Path) -> None:
    columns = "source,title,url,publishedAt,content\n"
    source = "\"{'id': None, 'name': 'Fjord Times'}\""
    row = f'{source},Fish pact,https://fjord.example/1,2025-09-09,"{TEXT} [+12 chars]"\n'
    (item,) = articles(tmp_path, columns + row, "a.csv")
    assert (item.source, codes(item)) == ("Fjord Times", [ReadIssue.CUT_OFF_AT_SOURCE])


def test_a_mapping_of_the_user_goes_before_a_known_form(tmp_path: Path) -> None:
    from extract.read import Intake
    from extract.read.fields import build_field_map

    (tmp_path / "a.json").write_text(json.dumps(NEWSAPI | {"full": TEXT}), encoding="utf-8")
    (item,) = read(tmp_path / "a.json", Intake(fields=build_field_map({"text": "full"})))
    assert isinstance(item, Article) and (item.text, item.issues) == (f"Fish pact\n\n{TEXT}", ())


@pytest.mark.parametrize(
    "end", [" [+2145 chars]", "… [+12 chars]", " [...]", " […]", "... [1845 chars]", "… Read more"]
)
def test_a_text_that_its_source_cuts_off_has_an_issue_and_not_the_mark(end: str, tmp_path: Path) -> None:
    (item,) = articles(tmp_path, {"text": TEXT + end})
    assert (item.text.rstrip("…"), codes(item)) == (TEXT, [ReadIssue.CUT_OFF_AT_SOURCE])


@pytest.mark.parametrize(
    ("columns", "row", "text"),
    [
        ("URL,MobileURL,Date,Title", "https://fjord.example/1,,2025-09-09 10:15:00,Fish pact", "Fish pact"),
        ("id,webTitle,webPublicationDate,bodyText", f'1,Fish pact,2025-09-09,"{TEXT}"', f"Fish pact\n\n{TEXT}"),
        ("headline,lead_paragraph,pub_date", f'Fish pact,"{TEXT}",2025-09-09', f"Fish pact\n\n{TEXT}"),
    ],
)
def test_tables_of_the_same_sources_are_read(columns: str, row: str, text: str, tmp_path: Path) -> None:
    (item,) = articles(tmp_path, f"{columns}\n{row}\n", "a.csv")
    assert (item.title, item.text, item.published) == ("Fish pact", text, "2025-09-09")
