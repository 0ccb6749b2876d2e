"""A statement stays with its act if the article holds its cue and names one of its speakers."""

import pytest

from schemas import Act
from tests.support.declared import Item, answer, faults, proved, speech, state

TEXT = "Niger spoke. Niger condemned the raid and condemned the silence of Chad. Togo refused to condemn it."
ACTORS = (state("a1", "Niger", "NER"), state("a2", "Chad", "TCD"), state("a3", "Togo", "TGO"))


def statement(**changed: object) -> Item:
    return speech("a1", sentences=(2,), **changed)


def test_a_statement_stays_as_it_was_declared() -> None:
    proof = proved(TEXT, answer(*ACTORS, statements=(statement(recipients=["a2"], act="deplore"),)))
    [found] = proof.statements
    assert (found.act, found.speakers, found.recipients) == (Act.DEPLORE, ("a1",), ("a2",))
    assert proof.faults == ()


def test_two_statements_with_the_same_cue_take_the_places_nearest_to_their_matters() -> None:
    raid, silence = statement(about="the raid"), statement(about="the silence of Chad")
    first, second = proved(TEXT, answer(*ACTORS, statements=(raid, silence))).statements
    assert first.cue.start < second.cue.start


def test_a_cue_found_elsewhere_adds_its_sentence() -> None:
    [found] = proved(TEXT, answer(*ACTORS, statements=(speech("a1", sentences=(1,)),))).statements
    assert [one.index for one in found.sentences] == [0, 1]


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"cue": "never condemned"}, "not_in_text"),
        ({"cue": ""}, "not_in_text"),
        ({"speakers": ["a9"]}, "no_speaker"),
        ({"sentences": (), "cue": "condemned"}, "no_such_sentence"),
    ],
)
def test_a_statement_is_refused_whole_without_its_cue_or_any_speaker(changed: Item, reason: str) -> None:
    proof = proved(TEXT, answer(*ACTORS, statements=(statement() | changed,)))
    assert proof.statements == ()
    assert faults(proof) == [("statement", None, reason)]


def test_one_bad_statement_loses_none_of_the_others() -> None:
    proof = proved(TEXT, answer(*ACTORS, statements=(statement(cue="hailed"), statement())))
    assert (len(proof.statements), len(proof.faults)) == (1, 1)


@pytest.mark.parametrize(
    ("changed", "codes"),
    [
        ({}, []),
        ({"act": "threaten"}, ["other_act"]),
        ({"unsure": ["act", "record"]}, ["model_unsure", "model_unsure"]),
        ({"sentences": (3,), "cue": "condemn", "speakers": ["a3"]}, ["negated"]),
    ],
)
def test_signals_make_doubts_and_refuse_nothing(changed: Item, codes: list[str]) -> None:
    proof = proved(TEXT, answer(*ACTORS, statements=(statement() | changed,)))
    [found] = proof.statements
    assert [doubt.code for doubt in found.doubts] == codes
    assert proof.faults == ()
