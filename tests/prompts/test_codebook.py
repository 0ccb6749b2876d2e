"""The codebook has a strict form, names exactly our codes, and its prompt stays short."""

import dataclasses

import pytest

from prompts import CodebookError, codebook, document_prompt, read_codebook
from prompts.codebook import LISTS
from schemas import Act, ActorKind, DateRole, Instrument, PartyRole, Status

SMALL = """
name = "small"
version = 1
[records]
actor = "who"
agreement = "what"
statement = "says"
[kinds]
state = ""
[instruments]
pact = "any"
[statuses]
signed = ""
[roles]
party = ""
[date_roles]
event = ""
[acts]
condemn = "in $strong words"
[[rulings]]
on = "All"
rules = ["One.", "Two."]
"""


def test_every_label_of_the_codebook_is_a_code_of_the_schemas_and_every_code_has_its_label() -> None:
    codes = (ActorKind, Instrument, Status, PartyRole, DateRole, Act)
    for name, kind in zip(LISTS, codes, strict=True):
        assert set(getattr(codebook(), name)) == set(kind), name


def test_the_prompt_defines_every_label_and_states_every_ruling() -> None:
    instructions = document_prompt(codebook()).instructions
    for name in LISTS:
        for label, definition in getattr(codebook(), name).items():
            assert (f"- {label}: {definition}" in instructions) if definition else (label in instructions)
    assert all(rule in instructions for ruling in codebook().rulings for rule in ruling.rules)


def test_a_codebook_of_ones_own_gives_a_prompt_of_its_own() -> None:
    small = document_prompt(read_codebook(SMALL))
    assert "- condemn: in $strong words" in small.instructions
    assert "express_solidarity" not in small.instructions
    assert small.sha256 != document_prompt(codebook()).sha256
    assert (small.name, small.version) == ("document", 2)


def test_a_change_of_one_definition_changes_the_hash_of_the_prompt() -> None:
    changed = dataclasses.replace(codebook(), acts={**codebook().acts, "condemn": "other words"})
    assert document_prompt(changed).sha256 != document_prompt(codebook()).sha256


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("name =", "name", "not valid TOML"),
        ('state = ""', 'state = ""\nstate = ""', "not valid TOML"),
        ("version = 1", 'version = "1"', "version is no whole number"),
        ("version = 1\n", "", "the codebook lacks version"),
        ("[acts]", "[deeds]", "the codebook lacks acts"),
        ("[[rulings]]", "[colours]\n[[rulings]]", "unknown entry colours"),
        ('actor = "who"', "actor = 1", "records.actor is no text"),
        ('actor = "who"\n', "", "lacks actor"),
        ('state = ""\n', "", r"\[kinds\] is empty"),
        ("pact =", "Pact =", "'Pact' is no label"),
        ('on = "All"', 'at = "All"', "lacks on"),
        ('["One.", "Two."]', "[]", "no list with entries"),
    ],
)
def test_a_codebook_without_its_form_is_refused_by_the_name_of_the_entry(old: str, new: str, message: str) -> None:
    assert old in SMALL
    with pytest.raises(CodebookError, match=message):
        read_codebook(SMALL.replace(old, new))
