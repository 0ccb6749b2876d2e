"""Records by a codebook of one's own: labels of its own stand beside those that they are a kind of."""

import asyncio
from typing import Any

from extract.ask.method import Method, build_method
from extract.assemble.outcome import Outcome
from extract.pipeline import extract
from prompts import adapt_codebook, codebook
from schemas import Act, Certainty, Instrument, Status, codes_of_act
from tests.support.declared import Item, answer, pact, speech, state
from tests.support.drafts import FixedModel, make_article
from tests.support.english import pipeline

TEXT = "France and Chad signed a defence pact. Chad condemned the raid."
SIDES = (state("a1", "France", "FRA"), state("a2", "Chad", "TCD"))
CHANGES: dict[str, Any] = {
    "name": "mine",
    "leave_out": {"acts": ["condemn", "accuse"], "statuses": ["signed"]},
    "acts": {
        "denounce": {"kind_of": "condemn", "means": "denounces conduct"},
        "blame": {"kind_of": "accuse", "means": "says who did it"},
    },
    "statuses": {"concluded": {"kind_of": "signed", "means": "signed by all"}},
    "instruments": {"pact": {"kind_of": "treaty", "means": "a treaty on defence"}},
}


def method(second_reading: str = "off") -> Method:
    book = adapt_codebook(codebook(), CHANGES, "0" * 64)
    return build_method("dictated", "document", {}, second_reading, pipeline(), book)


def process(*replies: Item, second_reading: str = "off") -> Outcome:
    return asyncio.run(extract(make_article(TEXT), FixedModel(list(replies)), method(second_reading)))


def declared(act: str, **changed: Any) -> Item:
    deal = pact("a1", "a2", status="concluded", instrument="pact")
    return answer(*SIDES, agreements=(deal,), statements=(speech("a2", sentences=(2,), act=act, **changed),))


def test_a_new_label_stands_in_the_record_and_its_kind_gives_the_codes() -> None:
    outcome = process(declared("denounce"))
    [statement] = outcome.extraction.statements
    assert (statement.act, statement.label) == (Act.CONDEMN, "denounce")
    assert statement.codes == codes_of_act(Act.CONDEMN)
    assert (statement.certainty, statement.doubts) == (Certainty.HIGH, ())
    [deal] = outcome.extraction.agreements
    assert (deal.instrument, deal.label) == (Instrument.TREATY, "pact")
    assert (deal.status, deal.status_label) == (Status.SIGNED, "concluded")


def test_a_label_of_the_default_codebook_is_no_label_of_ones_own() -> None:
    outcome = process(declared("urge"))
    [statement] = outcome.extraction.statements
    assert (statement.act, statement.label) == (Act.URGE, None)
    assert '"label":"pact"' in outcome.extraction.model_dump_json()
    assert '"label"' not in statement.model_dump_json()


def test_a_second_reading_speaks_the_labels_of_the_codebook() -> None:
    model = FixedModel([declared("blame"), verdict("denounce")])
    outcome = asyncio.run(extract(make_article(TEXT), model, method("doubtful")))
    claim = model.asked[1].messages[-1]["content"]
    assert "Which act is it?" in claim
    [statement] = outcome.extraction.statements
    assert (statement.act, statement.label, statement.certainty) == (Act.CONDEMN, "denounce", Certainty.HIGH)


def test_a_second_reading_that_gives_the_same_label_confirms_it() -> None:
    [statement] = process(declared("blame"), verdict("blame"), second_reading="doubtful").extraction.statements
    assert (statement.act, statement.label) == (Act.ACCUSE, "blame")
    assert [doubt.resolved for doubt in statement.doubts] == [True]


def verdict(label: str) -> Item:
    return {"verdicts": [{"claim": 1, "holds": "yes", "label": label, "actors": []}]}
