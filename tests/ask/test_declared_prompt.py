"""What a strong model is shown: a short stable prefix, its own answers as examples, and the numbered article."""

import json
from typing import Any

import pytest

from extract.ask.declared_form import answer_form
from extract.ask.declared_prompt import KnownActor, Page, render_page
from extract.model.response_schema import response_format
from prompts import codebook, document_prompt
from schemas.declared import DeclaredAnswer

EXAMPLES = document_prompt(codebook()).examples
LONGEST_PREFIX = 6_000
each_example = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["sentences"][0][:20])


def answer(example: dict[str, Any]) -> DeclaredAnswer:
    return answer_form(codebook()).model_validate_json(json.dumps(example["answer"]))


def test_all_that_comes_before_the_article_is_the_same_for_every_article_and_short() -> None:
    one = render_page(Page(((1, "Fiji left."),)), codebook()).messages
    other = render_page(Page(((1, "Peru came."),), "2025-01-02", "A paper"), codebook()).messages
    assert one[:-1] == other[:-1]
    assert one[-1]["content"] == "[1] Fiji left."
    assert other[-1]["content"] == "published: 2025-01-02\nsource: A paper\n[1] Peru came."
    assert sum(len(message["content"]) for message in one[:-1]) / 4 < LONGEST_PREFIX


def test_a_sentence_with_line_breaks_and_braces_stays_one_line_and_is_no_template() -> None:
    page = Page(((7, "A {{ b }}\nand\u2028$acts."),))
    assert render_page(page, codebook()).messages[-1]["content"] == "[7] A {{ b }} and $acts."


def test_a_later_page_names_the_actors_of_the_earlier_ones() -> None:
    page = Page(((40, "She agreed."),), known=(KnownActor("a1", "Fiji"), KnownActor("a2", "Ana Vula", "envoy")))
    first, second = render_page(page, codebook()).messages[-1]["content"].splitlines()
    assert first.endswith(": a1 Fiji; a2 Ana Vula (envoy)")
    assert second == "[40] She agreed."


@each_example
def test_an_example_is_a_complete_answer_in_the_form_that_is_asked_for(example: dict[str, Any]) -> None:
    assert answer(example).model_dump(mode="json") == example["answer"]
    assert json.dumps(answer(example).model_dump(mode="json")) == json.dumps(example["answer"]), "order of fields"


@each_example
def test_the_exact_words_of_an_example_stand_in_the_sentences_of_their_record(example: dict[str, Any]) -> None:
    found, text = answer(example), "\n".join(example["sentences"])
    for actor in found.actors:
        assert (actor.words or actor.name) in text
        assert actor.office is None or actor.office in text
    for agreement in found.agreements:
        own = "\n".join(example["sentences"][number - 1] for number in agreement.sentences)
        exact = [agreement.status_cue, agreement.quantity, agreement.source, *(date.words for date in agreement.dates)]
        exact += [agreement.value.words] if agreement.value else []
        assert [words for words in exact if words and words not in own] == []
    for statement in found.statements:
        own = "\n".join(example["sentences"][number - 1] for number in statement.sentences)
        assert statement.cue in own
        assert statement.source is None or statement.source in own


@each_example
def test_the_records_of_an_example_refer_to_actors_that_it_declares(example: dict[str, Any]) -> None:
    found = answer(example)
    ids = [actor.id for actor in found.actors]
    used = {party.actor for agreement in found.agreements for party in agreement.parties}
    used |= {actor for statement in found.statements for actor in (*statement.speakers, *statement.recipients)}
    used |= {actor.represents for actor in found.actors if actor.represents}
    assert used <= set(ids)
    assert len(ids) == len(set(ids))


def test_the_form_is_a_schema_that_strict_structured_outputs_take() -> None:
    schema = response_format(answer_form(codebook()))["json_schema"]["schema"]
    whole = json.dumps(schema)
    objects = [schema, *(part for part in schema["$defs"].values() if part.get("type") == "object")]
    assert schema["type"] == "object"
    for part in objects:
        assert part["additionalProperties"] is False
        assert part["required"] == list(part["properties"])
    for refused in ('"allOf"', '"oneOf"', '"not"', '"if"', '"default"', '"prefixItems"', '"patternProperties"'):
        assert refused not in whole
    enumerated = [value for part in objects for field in part["properties"].values() for value in _values(field)]
    assert len(enumerated) <= 1_000
    assert sum(map(len, enumerated)) <= 15_000


def _values(field: dict[str, Any]) -> list[str]:
    return [*field.get("enum", ()), *field.get("items", {}).get("enum", ())]
