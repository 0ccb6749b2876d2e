"""Codebook probes: what a model is told in place of the usual labels, and what its answer must then be."""

import json

import pytest

from benchmarks.probe.codebook import Labels, Probe, labels_of, probes, question, usual
from benchmarks.probe.definitions import ACTS, STATUSES
from schemas import Act, Status
from tests.support.declared import answer, speech

BOOKS = {book.name: book for book in probes()}


def test_every_label_has_a_definition_in_the_order_of_the_records() -> None:
    assert list(STATUSES) == [str(status) for status in Status]
    assert list(ACTS) == [str(act) for act in Act]


def test_the_instructions_on_labels_make_room_for_the_codebook() -> None:
    system = question("Niger condemned the raid.", usual()).messages[0]["content"]
    assert "- condemn: calls an act wrong" in system
    assert "denounces conduct in strong words" not in system
    assert "is never signed" not in system


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_a_probe_changes_labels_and_loses_none(book: Probe) -> None:
    for field, meanings in (("status", STATUSES), ("act", ACTS)):
        assert list(book.labels[field]) != list(meanings) or list(book.labels[field].values()) != list(meanings)
        assert set(book.labels[field]) == set(meanings)
        assert len(set(book.labels[field].values())) == len(meanings)


def test_redefined_labels_all_mean_something_else() -> None:
    assert all(meaning != label for rows in BOOKS["redefine_labels"].labels.values() for meaning, label in rows.items())


def test_reordered_labels_are_listed_and_offered_backwards() -> None:
    prompt = question("Niger condemned the raid.", BOOKS["reorder_labels"])
    system = prompt.messages[0]["content"]
    assert system.index("- declare:") < system.index("- condemn:")
    offered = prompt.reply.model_json_schema()["$defs"]["Statement"]["properties"]["act"]["enum"]
    assert offered == list(reversed(ACTS))


@pytest.mark.parametrize("book", BOOKS.values(), ids=BOOKS)
def test_examples_speak_the_language_of_the_codebook(book: Probe) -> None:
    def told(chosen: Probe) -> Labels:
        prompt = question("Niger condemned the raid.", chosen)
        answers = [json.loads(m["content"]) for m in prompt.messages if m["role"] == "assistant"]
        return frozenset().union(*(labels_of(prompt.reply.model_validate(answer)) for answer in answers))

    assert told(book) == book.translated(told(usual()))


def test_an_answer_in_the_usual_labels_does_not_pass_for_renamed_ones() -> None:
    usually = frozenset({("act", "condemn"), ("status", "signed")})
    renamed = BOOKS["rename_labels"].translated(usually)
    assert not renamed & usually
    assert len(renamed) == 2


def test_a_record_that_is_told_twice_is_the_same_answer() -> None:
    reply = question("Niger condemned the raid.", usual()).reply
    said = speech("a1")
    once, twice = (reply.model_validate(answer(statements=(said,) * times)) for times in (1, 2))
    assert labels_of(once) == labels_of(twice)
