"""A second reading confirms, lowers, corrects or removes; alone it overrules no value of the first."""

from typing import Any

import pytest

from extract.ask.reading import Verdict
from extract.assemble.declared.certainty import certainty_of
from extract.assemble.declared.claims import find_targets, make_claims
from extract.assemble.declared.joining import Joined, join
from extract.assemble.declared.verdicts import Read, apply_verdicts
from extract.document.numbering import numbered
from extract.document.segment import segment
from prompts import codebook
from schemas import Act, Certainty
from tests.support.declared import Item, answer, pact, proved, speech, state

TEXT = "Niger spoke. Niger condemned the raid by Chad. Togo did not threaten Chad. Chad and Togo signed a pact."
ACTORS = (state("a1", "Niger", "NER"), state("a2", "Chad", "TCD"), state("a3", "Togo", "TGO"))


def joined(*statements: Item, agreements: tuple[Item, ...] = ()) -> Joined:
    return join(Joined(), proved(TEXT, answer(*ACTORS, agreements=agreements, statements=statements)))


def raid(**changed: Any) -> Item:
    return speech("a1", sentences=(2,), recipients=["a2"], **changed)


def read(records: Joined, holds: str = "yes", label: str | None = None, *actors: int) -> Read:
    """The records after one verdict on the first thing that is in doubt."""
    [target, *_] = find_targets(records, all_records=False)
    return apply_verdicts(records, [(target, Verdict(claim=1, holds=holds, label=label, actors=actors))], codebook())  # type: ignore[arg-type]


def outcome(reading: Read) -> tuple[Act, Certainty]:
    [found] = reading.joined.statements
    return found.act, certainty_of(found.doubts)


def test_what_nothing_speaks_against_is_asked_about_only_if_all_records_are() -> None:
    records = joined(raid())
    assert find_targets(records, all_records=False) == ()
    assert [target.field for target in find_targets(records, all_records=True)] == [None]


def test_a_doubted_label_that_is_confirmed_makes_the_record_certain() -> None:
    assert outcome(read(joined(raid(unsure=["act"])), "yes", "condemn")) == (Act.CONDEMN, Certainty.HIGH)


def test_a_label_is_corrected_where_another_signal_gives_the_same() -> None:
    reading = read(joined(raid(act="accuse")), "yes", "condemn")
    assert outcome(reading) == (Act.CONDEMN, Certainty.HIGH)
    [issue] = reading.joined.statements[0].issues
    assert (issue.field, issue.model_value, issue.code_value) == ("act", "accuse", "condemn")


def test_one_reading_alone_lowers_a_label_and_leaves_it() -> None:
    assert outcome(read(joined(raid(unsure=["act"])), "yes", "deplore")) == (Act.CONDEMN, Certainty.LOW)


def test_the_actors_of_a_record_are_confirmed_or_doubted_as_a_whole() -> None:
    records = joined(raid(unsure=["recipients"]))
    assert outcome(read(records, "yes", None, 2)) == (Act.CONDEMN, Certainty.HIGH)
    assert outcome(read(records, "yes", None, 2, 3)) == (Act.CONDEMN, Certainty.LOW)
    assert outcome(read(records, "yes", None, 2, 99)) == (Act.CONDEMN, Certainty.HIGH)


def test_a_record_is_removed_only_if_another_signal_speaks_against_all_of_it() -> None:
    assert outcome(read(joined(raid(unsure=["act"])), "no")) == (Act.CONDEMN, Certainty.LOW)
    denied = speech("a3", sentences=(3,), cue="threaten", act="threaten", recipients=["a2"], about="Chad")
    reading = read(joined(denied), "no")
    assert reading.joined.statements == ()
    assert [record.sentences[0].index for record in reading.removed] == [2]


def test_what_is_not_read_again_stays_in_doubt() -> None:
    records = joined(raid(unsure=["act"]))
    assert outcome(apply_verdicts(records, [], codebook())) == (Act.CONDEMN, Certainty.MEDIUM)


@pytest.mark.parametrize(
    ("unsure", "question", "words"),
    [
        (
            "record",
            "Is it said, and is it a record by the codebook?",
            "by the words 'condemned' (act: condemn), Niger (1) takes a position on 'raid', directed at Chad (2)",
        ),
        (
            "act",
            "Which act is it?",
            "by the words 'condemned', Niger (1) takes a position on 'raid', directed at Chad (2)",
        ),
        (
            "recipients",
            "Who are the recipients?",
            "by the words 'condemned' (act: condemn), Niger (1) takes a position on 'raid'",
        ),
        (
            "speakers",
            "Who speaks?",
            "by the words 'condemned' (act: condemn), somebody takes a position on 'raid', directed at Chad (2)",
        ),
    ],
)
def test_a_claim_leaves_out_the_value_that_it_asks_for(unsure: str, question: str, words: str) -> None:
    records = joined(raid(unsure=[unsure]))
    [claim] = make_claims(find_targets(records, all_records=False), records, numbered(segment(TEXT)))
    assert (claim.question, claim.words) == (question, words)
    assert [own for own, _ in claim.shown] == [False, True, False]


@pytest.mark.parametrize(
    ("unsure", "words"),
    [
        ("status", "there is an agreement (treaty) of Chad (2), Togo (3) on 'defence pact', by the words 'signed'"),
        ("parties", "there is an agreement (treaty) on 'defence pact'; its status is signed, by the words 'signed'"),
    ],
)
def test_a_claim_on_an_agreement_leaves_out_its_stage_or_its_parties(unsure: str, words: str) -> None:
    records = joined(agreements=(pact("a2", "a3", sentences=(4,), unsure=[unsure]),))
    [claim] = make_claims(find_targets(records, all_records=False), records, numbered(segment(TEXT)))
    assert claim.words == words


def test_a_doubted_date_or_value_is_not_read_again_and_leaves_the_record_certain() -> None:
    records = joined(agreements=(pact("a2", "a3", sentences=(4,), unsure=["dates", "value", "instrument"]),))
    assert find_targets(records, all_records=False) == ()
    assert certainty_of(records.agreements[0].doubts) is Certainty.HIGH


def test_a_record_that_could_be_left_out_stays_in_doubt_when_its_words_are_confirmed() -> None:
    assert outcome(read(joined(raid(unsure=["record"])))) == (Act.CONDEMN, Certainty.MEDIUM)
