"""A codebook of one's own: what it changes in the default one, and what is said of a bad file."""

from typing import Any

import pytest

from prompts import Codebook, CodebookError, adapt_codebook, codebook, document_prompt, reading_prompt


def own(**changes: Any) -> Codebook:
    return adapt_codebook(codebook(), {"name": "mine", **changes}, "0" * 64)


CONSULT = {"kind_of": "invite", "means": "asks for consultations under a treaty"}


def test_a_new_label_is_shown_with_its_definition_and_keeps_what_it_is_a_kind_of() -> None:
    book = own(acts={"consult": CONSULT})
    assert "- consult: asks for consultations under a treaty" in document_prompt(book).instructions
    assert "- consult: asks for consultations under a treaty" in reading_prompt(book).instructions
    assert (book.usual_label("acts", "consult"), book.own_label("acts", "consult")) == ("invite", "consult")
    assert (book.usual_label("acts", "urge"), book.own_label("acts", "urge")) == ("urge", None)


def test_what_the_file_does_not_name_stays_as_it_is() -> None:
    book = own(acts={"consult": CONSULT})
    assert list(book.acts) == [*codebook().acts, "consult"]
    assert (book.statuses, book.records, book.rulings) == (codebook().statuses, codebook().records, codebook().rulings)
    assert document_prompt(book).examples == document_prompt(codebook()).examples


def test_a_label_is_redefined_in_its_place() -> None:
    book = own(kinds={"media": "an outlet that takes a position"})
    assert list(book.kinds) == list(codebook().kinds)
    assert book.kinds["media"] == "an outlet that takes a position"


def test_labels_that_are_left_out_and_named_again_come_in_the_order_of_the_file() -> None:
    turned = list(codebook().acts)[::-1]
    book = own(leave_out={"acts": "all"}, acts=dict.fromkeys(turned))
    assert list(book.acts) == turned
    assert book.acts == codebook().acts


def test_labels_may_be_given_the_definitions_of_others() -> None:
    acts = {
        "warn": {"kind_of": "urge", "means": "calls on another"},
        "urge": {"kind_of": "warn", "means": "points to a danger"},
    }
    book = own(acts=acts)
    assert [book.usual_label("acts", label) for label in ("warn", "urge")] == ["urge", "warn"]
    assert book.acts["warn"] == "calls on another"


def acts_of_examples(book: Codebook) -> set[str]:
    examples = document_prompt(book).examples
    return {statement["act"] for example in examples for statement in example["answer"]["statements"]}


def test_a_label_that_says_what_it_is_a_kind_of_is_ones_own_even_under_the_same_name() -> None:
    book = own(acts={"warn": {"kind_of": "warn", "means": "points to a danger"}, "urge": "calls on another"})
    assert [book.own_label("acts", label) for label in ("warn", "urge")] == ["warn", None]


def test_the_examples_take_the_label_that_stands_for_one_that_is_left_out() -> None:
    book = own(leave_out={"acts": ["condemn"]}, acts={"denounce": {"kind_of": "condemn"}})
    assert acts_of_examples(book) == acts_of_examples(codebook()) - {"condemn"} | {"denounce"}


def test_an_example_whose_label_is_left_out_is_left_out_too() -> None:
    book = own(leave_out={"acts": ["deny"]})
    assert "deny" not in acts_of_examples(book)
    assert len(document_prompt(book).examples) == len(document_prompt(codebook()).examples) - 1
    split = {"deny_fact": {"kind_of": "deny"}, "deny_guilt": {"kind_of": "deny"}}
    assert len(document_prompt(own(leave_out={"acts": ["deny"]}, acts=split)).examples) == 4


def test_all_examples_and_rulings_can_be_left_out_and_own_ones_added() -> None:
    example = {"sentences": ["Fiji left."], "answer": {"actors": [], "agreements": [], "statements": []}}
    book = own(
        leave_out={"examples": "all", "rulings": "all"},
        rulings=[{"on": "Consultations", "rules": ["Asking for talks is consult."]}],
        examples=[example],
    )
    assert document_prompt(book).examples == (example,)
    assert document_prompt(book).instructions.endswith("# Consultations\n- Asking for talks is consult.")


def test_rules_on_a_subject_of_the_default_codebook_are_added_to_it() -> None:
    [*_, last] = codebook().rulings
    [*_, found] = own(rulings=[{"on": last.on, "rules": ["One more."]}]).rulings
    assert found.rules == (*last.rules, "One more.")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"akts": {}}, r"the file: there is no entry 'akts'; the entries are: name, version"),
        ({"name": None}, r"name: text is needed, and it is missing"),
        ({"version": "two"}, r"version: 'two' is no whole number from 1; write for instance `version: 1`"),
        ({"acts": ["consult"]}, r"acts: \['consult'\] is no table; write entries like `name: value`"),
        (
            {"acts": {"consult": "asks"}},
            r"acts.consult: the default codebook has no label 'consult'.*say which one it is",
        ),
        ({"acts": {"condem": "asks"}}, r"acts.condem: .*\(did you mean condemn\?\)"),
        (
            {"acts": {"consult": {"kind_of": "invit"}}},
            r"no label 'invit' \(did you mean invite\?\); choose one of: condemn",
        ),
        (
            {"acts": {"consult": {"kind": "invite"}}},
            r"acts.consult: there is no entry 'kind'; the entries are: kind_of",
        ),
        ({"acts": {"Consult": CONSULT}}, r"acts.Consult: write a label in lower-case letters"),
        ({"acts": {"urge": 7}}, r"acts.urge: text is needed, and 7 is none; put it in quotes"),
        (
            {"kinds": {"fleet": {"kind_of": "group"}}},
            r"kinds.fleet: kinds take no new labels, only instruments, statuses",
        ),
        ({"leave_out": {"acts": ["consult"]}}, r"leave_out.acts: the default codebook has no 'consult' to leave out"),
        ({"leave_out": {"acts": "all"}}, r"acts: all labels are left out, and none is defined"),
        ({"leave_out": {"examples": ["first"]}}, r"leave_out.examples: \['first'\] cannot be left out; write all"),
        ({"leave_out": {"words": "all"}}, r"leave_out: there is no entry 'words'"),
        ({"records": {"statement": ""}}, r"records.statement: text is needed"),
        ({"records": {"treaty": "any"}}, r"records: there is no entry 'treaty'; the entries are: actor, agreement"),
        ({"rulings": [{"on": "Talks"}]}, r"rulings on Talks: None is no list; write each entry on a line after `- `"),
        ({"rulings": {"on": "Talks"}}, r"rulings: .* is no list"),
    ],
)
def test_a_bad_entry_is_named_with_what_to_write(changes: dict[str, Any], message: str) -> None:
    with pytest.raises(CodebookError, match=message):
        own(**changes)
