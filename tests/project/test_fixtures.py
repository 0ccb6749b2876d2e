"""Our own data hold what they promise: the fixture articles with their gold, and the few-shot examples."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

import prompts
from extract.read import read
from schemas import Act, ActorKind, Article, DateRole, Instrument, PartyRole, Status

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLD: list[dict[str, Any]] = [json.loads(line) for line in (FIXTURES / "gold.jsonl").read_text("utf-8").splitlines()]
TOPICS = prompts.load("topic").examples
DOCUMENTS = prompts.load("document").examples
EDTF = re.compile(r"(\.\./)?(\d{4}|XXXX)(-\d\d){0,2}(/\.\.)?")

each_row = pytest.mark.parametrize("row", GOLD, ids=lambda row: row["id"])
each_example = pytest.mark.parametrize("example", TOPICS + DOCUMENTS)


def records(row: dict[str, Any]) -> list[dict[str, Any]]:
    return [*row["agreements"], *row["statements"]]


def values(kind: str, field: str) -> set[str]:
    return {record[field] for row in GOLD for record in row[kind]}


def test_every_article_has_one_gold_row_and_every_row_its_article() -> None:
    assert sorted(row["id"] for row in GOLD) == sorted(path.stem for path in (FIXTURES / "articles").glob("*.txt"))


def test_every_sidecar_belongs_to_an_article_and_says_only_what_sidecars_may() -> None:
    for path in (FIXTURES / "articles").glob("*.meta.json"):
        assert path.with_name(path.name.replace(".meta.json", ".txt")).exists()
        assert json.loads(path.read_text("utf-8")).keys() <= {"title", "date", "source", "url"}


@each_row
def test_the_reader_gives_the_text_date_source_and_headline_of_the_gold(row: dict[str, Any]) -> None:
    [article] = read(FIXTURES / "articles" / f"{row['id']}.txt")
    assert isinstance(article, Article)
    assert article.source_id == row["id"]
    assert (article.text, article.published, article.source) == (row["text"], row["date"], row["source"])
    assert article.title == row["text"].partition("\n")[0]


@each_row
def test_an_article_has_the_length_of_a_short_news_item(row: dict[str, Any]) -> None:
    assert 90 <= len(row["text"].split()) <= 260


@each_row
def test_all_gold_evidence_stands_once_in_its_article_letter_by_letter(row: dict[str, Any]) -> None:
    for record in records(row):
        assert record["evidence"]
        assert [quote for quote in record["evidence"] if row["text"].count(quote) != 1] == []


@each_row
def test_all_who_take_part_in_gold_records_are_actors_of_their_article(row: dict[str, Any]) -> None:
    names = [actor["name"] for actor in row["actors"]]
    taking_part = {party["name"] for agreement in row["agreements"] for party in agreement["parties"]}
    taking_part |= {name for statement in row["statements"] for name in statement["speakers"] + statement["recipients"]}
    represented = {actor["represents"] for actor in row["actors"]} - {None}
    assert taking_part | represented <= set(names)
    assert len(names) == len(set(names))


@each_row
def test_gold_uses_only_the_codes_of_the_schemas(row: dict[str, Any]) -> None:
    assert {actor["kind"] for actor in row["actors"]} <= set(ActorKind)
    assert {statement["act"] for statement in row["statements"]} <= set(Act)
    for agreement in row["agreements"]:
        assert agreement["instrument"] in set(Instrument)
        assert agreement["status"] in set(Status)
        assert {party["role"] for party in agreement["parties"]} <= set(PartyRole)
        assert {date["role"] for date in agreement["dates"]} <= set(DateRole)
        assert [date["edtf"] for date in agreement["dates"] if not EDTF.fullmatch(date["edtf"])] == []


def test_the_gold_covers_the_kinds_that_the_news_brings() -> None:
    assert values("actors", "kind") >= {"state", "person", "igo", "public_body", "company", "armed_group"}
    assert len(values("agreements", "instrument")) >= 12
    assert len(values("agreements", "status")) >= 10
    assert len(values("statements", "act")) >= 15
    valued = [agreement["value"] for row in GOLD for agreement in row["agreements"] if agreement["value"]]
    assert {value["currency"] for value in valued} == {"USD", "JPY", "EUR"}


def test_one_article_has_nothing_to_find() -> None:
    assert [row["id"] for row in GOLD if not records(row) and not row["actors"]] == ["nothing-to-find"]


@each_example
def test_no_example_shares_a_sentence_with_a_fixture(example: dict[str, Any]) -> None:
    assert [text for text in example["sentences"] for row in GOLD if text in row["text"]] == []


@pytest.mark.parametrize("example", TOPICS)
def test_a_topic_example_is_one_sentence_with_a_statement_in_its_words(example: dict[str, Any]) -> None:
    [sentence] = example["sentences"]
    assert example["statement"].partition(": ")[2] in sentence
    assert example["topic"] in {1, 2, 3, 4, 5}


def test_the_topic_examples_show_each_topic() -> None:
    assert {example["topic"] for example in TOPICS} == {1, 2, 3, 4, 5}
