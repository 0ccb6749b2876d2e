"""Decisions of a review applied to runs: by content, in every table, and as gold."""

import json
from pathlib import Path

import pytest

from extract.errors import InputError
from extract.evaluate import read_gold
from extract.output.load import load_run
from extract.output.review import (
    Corrections,
    Decision,
    State,
    merge,
    read_corrections,
    record_keys,
    review_run,
    write_decisions,
    write_gold,
)
from extract.output.review.decisions import group
from extract.output.review.values import DateValue, MoneyValue, PartyValue, SourceValue, Values
from schemas import Act, ArticleExtraction, Context, DateRole, Instrument, PartyRole, Quote, Status, codes_of_status
from tests.support.made_runs import write_run
from tests.support.results import WARNING, extraction


def decision(record: str, state: State, values: Values | None = None, at: str = "2030-01-17T08:00:00Z") -> Decision:
    """A decision about a record of the article of `extraction`."""
    found = extraction()
    return Decision(
        article=found.article.id, key=record_keys(found)[record], record=record, state=state, values=values, at=at
    )


def corrected(*decisions: Decision, found: ArticleExtraction | None = None) -> ArticleExtraction:
    return Corrections(group(decisions)).apply(found or extraction())


def test_rejected_records_are_left_out_with_their_issues() -> None:
    found = corrected(decision("g1", State.REJECTED), decision("s1", State.REJECTED))
    assert [one.id for one in found.agreements] == ["g2"]
    assert found.statements == ()


def test_every_field_of_an_agreement_can_be_corrected() -> None:
    values = Values(
        subject="ferries",
        instrument=Instrument.TREATY,
        status=Status.SUSPENDED,
        historical=True,
        parties=(PartyValue(actor="Sudland", role=PartyRole.SUPPLIER),),
        dates=(DateValue(edtf="2030-02", role=DateRole.SIGNATURE),),
        value=MoneyValue(amount="20", currency="EUR"),
        contexts=(Context.ECONOMIC,),
        attribution=SourceValue(source="Norland", source_text="the cabinet", quote=Quote.DIRECT),
    )
    deal = corrected(decision("g1", State.FIXED, values)).agreements[0]
    assert (deal.subject, deal.instrument, deal.status, deal.historical) == (
        "ferries",
        Instrument.TREATY,
        Status.SUSPENDED,
        True,
    )
    assert [(party.actor, party.role) for party in deal.parties] == [("a2", PartyRole.SUPPLIER)]
    assert [(date.edtf, date.role) for date in deal.dates] == [("2030-02", DateRole.SIGNATURE)]
    assert deal.value and (deal.value.amount, deal.value.currency) == ("20", "EUR")
    assert deal.attribution and (deal.attribution.source, deal.attribution.quote) == ("a1", Quote.DIRECT)
    assert deal.contexts == (Context.ECONOMIC,)
    assert deal.codes == codes_of_status(Status.SUSPENDED)


def test_a_corrected_value_drops_the_label_of_a_codebook_that_is_a_kind_of_the_old_one() -> None:
    deal, *others = extraction().agreements
    own = deal.model_copy(update={"label": "ferry_pact", "status_label": "announced_aim"})
    found = extraction().model_copy(update={"agreements": (own, *others)})
    values = Values(instrument=deal.instrument, status=Status.SIGNED)
    fixed = corrected(decision("g1", State.FIXED, values), found=found).agreements[0]
    assert (fixed.label, fixed.status_label) == ("ferry_pact", None)
    kept = corrected(decision("g1", State.ACCEPTED), found=found).agreements[0]
    assert (kept.label, kept.status_label) == ("ferry_pact", "announced_aim")


def test_a_corrected_act_changes_class_and_codes() -> None:
    values = Values(act=Act.INVITE, negated=False, speakers=("Norland",), recipients=(), about="talks")
    said = corrected(decision("s1", State.FIXED, values)).statements[0]
    assert (said.act, said.act_class, said.codes.cameo) == (Act.INVITE, "directive", "022")
    assert (said.speakers, said.recipients, said.about, said.negated) == (("a1",), (), "talks", False)


def test_a_missed_record_and_its_actor_are_added() -> None:
    found = extraction()
    start = found.article.text.index(WARNING)
    place = (start, start + len(WARNING))
    article = found.article.id
    actor = Values(kind="actor", name="the cabinet", country="NOR")
    said = Values(kind="statement", act=Act.PROTEST, about="delays", speakers=("the cabinet",), evidence=(place,))
    deal = Values(kind="agreement", subject="a pact", parties=(PartyValue(actor="Norland"),), evidence=(place,))
    added = [
        Decision(article=article, key=key, record=key, state=State.ADDED, values=values)
        for key, values in (("+s1", said), ("+g1", deal), ("+a1", actor))
    ]
    reviewed = Corrections(group(added)).review(found)
    assert reviewed.unfit == () and reviewed.decided == {"s2", "g3"}
    assert reviewed.extraction.actor(reviewed.extraction.statements[-1].speakers[0]).name == "the cabinet"
    assert reviewed.extraction.statements[-1].evidence[0].text == WARNING
    assert all(found.article.holds(span) for span in reviewed.extraction.spans())


def renumbered() -> ArticleExtraction:
    """The same records as another run may number them, in another order."""
    text = extraction().model_dump_json()
    for old, new in (("a1", "a9"), ("a2", "a1"), ("a9", "a2"), ("g1", "g7"), ("s1", "s4")):
        text = text.replace(f'"{old}"', f'"{new}"')
    return ArticleExtraction.model_validate_json(text)


def test_decisions_hold_for_another_run_that_numbers_records_and_actors_in_another_way() -> None:
    swapped = Values(parties=(PartyValue(actor="Sudland"),))
    found = corrected(decision("g1", State.FIXED, swapped), decision("s1", State.REJECTED), found=renumbered())
    [deal] = [one for one in found.agreements if one.id == "g7"]
    assert [found.actor(party.actor).name for party in deal.parties] == ["Sudland"]
    assert found.statements == ()


def test_a_decision_that_fits_nothing_is_told_and_changes_nothing() -> None:
    other = decision("g1", State.REJECTED).model_copy(update={"key": "0" * 16})
    unknown = decision("g2", State.FIXED, Values(parties=(PartyValue(actor="Westland"),)))
    reviewed = Corrections(group([other, unknown])).review(extraction())
    assert {one.record for one in reviewed.unfit} == {"g1", "g2"}
    assert reviewed.extraction.agreements == extraction().agreements


def test_of_two_decisions_the_later_one_holds() -> None:
    early, late = decision("g1", State.REJECTED), decision("g1", State.UNDECIDED, at="2030-01-18T08:00:00Z")
    assert merge([late, early]) == merge([early, late]) == [late]


def test_a_file_of_decisions_is_read_back_and_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "review.jsonl"
    values = Values(value=None, subject="line\u2028break")
    write_decisions([decision("g1", State.FIXED, values)], path)
    kept = read_corrections(path).decisions[extraction().article.id][record_keys(extraction())["g1"]]
    assert kept.values == values and kept.values.model_fields_set == {"value", "subject"}
    path.write_text(path.read_text() + '{"article": 1}\n')
    with pytest.raises(InputError, match="line 2 is no decision"):
        read_corrections(path)


def test_tables_hold_the_corrected_records(tmp_path: Path) -> None:
    write_decisions([decision("g1", State.REJECTED), decision("g2", State.ACCEPTED)], tmp_path / "c.jsonl")
    run = load_run(write_run(tmp_path / "run", [extraction()]))
    rows = [row.row for row in review_run(run, tmp_path / "c.jsonl").rows() if row.table == "agreements"]
    assert len(rows) == 1 and str(rows[0][0]).endswith("/g2")


def test_gold_has_decided_records_and_marks_the_others_optional(tmp_path: Path) -> None:
    corrections = Corrections(group([decision("g1", State.ACCEPTED), decision("s1", State.REJECTED)]))
    run = load_run(write_run(tmp_path / "run", [extraction()]))
    assert write_gold(run, corrections, tmp_path / "gold.jsonl") == 1
    [gold] = read_gold(tmp_path / "gold.jsonl")
    assert [row["optional"] for row in gold.records["agreements"]] == [False, True]
    assert gold.records["statements"] == []
    assert json.loads((tmp_path / "gold.jsonl").read_text())["text"] == extraction().article.text


def test_an_article_without_a_fitting_decision_is_no_gold(tmp_path: Path) -> None:
    unfit = decision("g1", State.ACCEPTED).model_copy(update={"key": "0" * 16})
    run = load_run(write_run(tmp_path / "run", [extraction()]))
    assert write_gold(run, Corrections(group([unfit])), tmp_path / "gold.jsonl") == 0
