"""The codebook of PLOVER's verbal events in the examples, and its gold."""

import json
from pathlib import Path

import pytest

from extract.ask.codebook_file import read_codebook_file
from prompts import Codebook
from schemas import Act, codes_of_act

FOLDER = Path(__file__).parents[2] / "examples" / "codebook"
ROWS = [json.loads(line) for line in (FOLDER / "gold.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def book() -> Codebook:
    return read_codebook_file(FOLDER / "plover.yaml")


def test_each_label_has_the_plover_event_of_the_act_that_it_is_a_kind_of(book: Codebook) -> None:
    events = {label: codes_of_act(Act(kind)).plover_event for label, kind in book.kinds_of["acts"].items()}
    assert events == {label: label.partition("_")[0].upper() for label in book.acts}


def test_the_gold_has_ten_articles_whose_labels_are_in_the_codebook(book: Codebook) -> None:
    statements = [statement for row in ROWS for statement in row["statements"]]
    assert (len(ROWS), len(statements)) == (10, 40)
    assert {statement["label"] for statement in statements} == set(book.acts)
    assert all(statement["act"] == book.usual_label("acts", statement["label"]) for statement in statements)


def test_the_gold_quotes_its_articles() -> None:
    for row in ROWS:
        for record in (*row["statements"], *row["agreements"]):
            assert all(quote in row["text"] for quote in record["evidence"]), row["id"]
        named = {actor["name"] for actor in row["actors"]}
        assert {name for one in row["statements"] for name in (*one["speakers"], *one["recipients"])} <= named
