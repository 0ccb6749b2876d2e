"""The signals that join two agreements or keep them apart, one by one."""

import pytest

from extract.link.deal_signals import compare_deals, conflict
from extract.link.deals import DealRecord, keys, probes, read_deals
from extract.link.signals import Signal
from extract.link.views import ActorView
from schemas import ActorKind, Bound, DateRole, Instrument, PartyRole, Status
from tests.support.linking import agreement, article, deal

SIGNED = DateRole.SIGNATURE
KENYA = (("KEN", PartyRole.RECIPIENT),)


def find_signal(one: DealRecord, other: DealRecord, name: str) -> Signal | None:
    return next((signal for signal in compare_deals(one, other).signals if signal.name == name), None)


def weigh(one: DealRecord, other: DealRecord, name: str) -> float:
    signal = find_signal(one, other, name)
    assert signal is not None, f"no signal {name}"
    return signal.weight


def joins(one: DealRecord, other: DealRecord) -> bool:
    """Whether both are one. Records that are one must find each other by their keys."""
    found = compare_deals(one, other)
    assert compare_deals(other, one).joins == found.joins
    if found.joins:
        assert set(keys(one)) & set(probes(other))
        assert set(keys(other)) & set(probes(one))
    return found.joins


def test_the_same_parties_kind_and_matter_are_one_deal() -> None:
    assert joins(deal("a", agreement("twelve armed drones")), deal("b", agreement("drones with arms")))


def test_two_records_of_one_article_are_two_deals() -> None:
    one = deal("a", agreement("twelve armed drones"))
    other = deal("a", agreement("twelve armed drones", id="g2"))
    assert conflict(one, other)
    assert not joins(one, other)


def test_other_parties_are_another_deal() -> None:
    one = deal("a", agreement("ferry line", parties=(("NOR", PartyRole.PARTY), ("FIN", PartyRole.PARTY))))
    other = deal("b", agreement("ferry line", parties=(("NOR", PartyRole.PARTY), ("KEN", PartyRole.PARTY))))
    assert conflict(one, other)
    assert not joins(one, other)


def test_a_report_that_leaves_a_party_out_is_of_the_same_deal() -> None:
    three = (("NOR", PartyRole.PARTY), ("FIN", PartyRole.PARTY), ("KEN", PartyRole.PARTY))
    dates = (("2023-05-08", SIGNED),)
    one = deal("a", agreement("rescue at sea", instrument=Instrument.TREATY, parties=three, dates=dates))
    other = deal("b", agreement("rescue at sea", instrument=Instrument.TREATY, parties=three[:2], dates=dates))
    assert joins(one, other)
    assert 0 < weigh(one, other, "parties") < 2


def test_a_report_with_one_party_finds_the_deal_by_its_matter() -> None:
    one = deal("a", agreement("twelve armed drones", quantity="twelve drones"))
    assert joins(one, deal("b", agreement("twelve drones", quantity="12 drones", parties=KENYA)))


def test_a_mediator_is_no_party() -> None:
    mediated = (("NOR", PartyRole.PARTY), ("FIN", PartyRole.PARTY), ("KEN", PartyRole.MEDIATOR))
    assert deal("a", agreement("truce", parties=mediated)).parties == ("FIN", "NOR")


@pytest.mark.parametrize(
    ("one", "other", "weight"),
    [
        (Instrument.TREATY, Instrument.TREATY, 1.0),
        (Instrument.TREATY, Instrument.CONVENTION, 0.5),
        (Instrument.TREATY, Instrument.DEFENSE_COOPERATION_AGREEMENT, 0.0),
        (Instrument.ARMS_CONTRACT, Instrument.AGREEMENT, 0.0),
        (Instrument.ARMS_CONTRACT, Instrument.LOAN_OR_AID_AGREEMENT, -1.0),
        (Instrument.JOINT_STATEMENT, Instrument.AGREEMENT, -1.0),
    ],
)
def test_instruments_speak_for_or_against(one: Instrument, other: Instrument, weight: float) -> None:
    records = [deal(name, agreement("harbour pilots", instrument=kind)) for name, kind in (("a", one), ("b", other))]
    assert weigh(records[0], records[1], "instrument") == weight


def test_a_resolution_is_no_treaty() -> None:
    one = deal("a", agreement("piracy", instrument=Instrument.RESOLUTION))
    assert compare_deals(one, deal("b", agreement("piracy", instrument=Instrument.TREATY))).barred


def test_another_matter_in_the_same_week_is_another_deal() -> None:
    drones = deal("a", agreement("twelve armed drones", dates=(("2023-05-08", SIGNED),), quantity="twelve drones"))
    trucks = deal("b", agreement("40 armoured trucks", dates=(("2023-05-08", SIGNED),), quantity="40 trucks"))
    assert weigh(drones, trucks, "matter") < 0
    assert not joins(drones, trucks)


def test_other_words_for_a_matter_that_the_evidence_tells_do_not_speak_against() -> None:
    patrols = deal(
        "a",
        agreement(
            "joint border patrols",
            instrument=Instrument.MEMORANDUM_OF_UNDERSTANDING,
            dates=(("2023-05-08", SIGNED),),
            evidence="They signed it after gunmen crossed the Tana and burned a market; patrols may pursue them.",
        ),
    )
    pursuit = deal(
        "b",
        agreement(
            "pursuit across the Tana",
            instrument=Instrument.MEMORANDUM_OF_UNDERSTANDING,
            dates=(("2023-05-08", SIGNED),),
        ),
    )
    assert weigh(patrols, pursuit, "matter") == 0
    assert joins(patrols, pursuit)


def test_a_matter_with_one_word_in_common_that_is_signed_on_another_day_is_another_deal() -> None:
    kind, dates = Instrument.MEMORANDUM_OF_UNDERSTANDING, (("2023-05-08", SIGNED),)
    breeding = deal("a", agreement("breeding of camels", instrument=kind, dates=dates))
    racing = deal("b", agreement("races with camels", instrument=kind, dates=(("2023-05-05", SIGNED),)))
    assert conflict(breeding, racing)
    assert not joins(breeding, racing)
    assert not conflict(breeding, deal("b", agreement("races with camels", instrument=kind, dates=dates)))


def test_an_equal_count_is_of_one_deal_though_day_and_words_differ() -> None:
    bought = deal("a", agreement("fast patrol boats", dates=(("2023-05-08", SIGNED),), quantity="12 patrol boats"))
    ordered = deal("b", agreement("armed coastal boats", dates=(("2023-05-09", SIGNED),), quantity="12 boats"))
    assert not conflict(bought, ordered)


def test_a_renewal_a_year_later_is_another_deal() -> None:
    one = deal("a", agreement("joint patrols", dates=(("2023-03-14", SIGNED),)), "2023-03-14")
    other = deal("b", agreement("joint patrols", dates=(("2024-03-12", SIGNED),)), "2024-03-12")
    assert conflict(one, other)
    assert not joins(one, other)


def test_the_same_signing_told_with_another_day_is_one_deal() -> None:
    one = deal("a", agreement("twelve drones", dates=(("2023-05-08", SIGNED),)))
    other = deal("b", agreement("twelve drones", dates=(("2023-05-09", SIGNED),)))
    assert weigh(one, other, "dates") < 0
    assert joins(one, other)


def test_an_undated_making_is_taken_to_be_news() -> None:
    one = deal("a", agreement("harbour pilots", instrument=Instrument.TREATY), "2020-03-02")
    assert joins(one, deal("b", agreement("harbour pilots", instrument=Instrument.TREATY), "2020-03-03"))
    later = deal("c", agreement("security training", instrument=Instrument.TREATY), "2022-03-03")
    assert weigh(one, later, "dates") < 0


def test_a_later_stage_years_after_is_the_same_deal() -> None:
    proposed = deal("a", agreement("transfer of radars", status=Status.PROPOSED), "2019-09-11")
    in_force = deal(
        "b",
        agreement("transfer of radars", status=Status.IN_FORCE, dates=(("2023-02-01", DateRole.ENTRY_INTO_FORCE),)),
        "2023-02-03",
    )
    assert joins(proposed, in_force)


def test_talks_long_after_the_making_speak_for_another_deal() -> None:
    signed = deal("a", agreement("transfer of radars", dates=(("2019-09-10", SIGNED),)), "2019-09-11")
    talks = deal("b", agreement("transfer of radars", status=Status.UNDER_NEGOTIATION), "2020-09-11")
    assert weigh(signed, talks, "dates") < 0


@pytest.mark.parametrize(
    ("subject", "published", "same"),
    [
        ("last year's protocol", "2024-03-13", True),
        ("protocol of 2023", "2026-01-01", True),
        ("2022 protocol", "2024-03-13", False),
    ],
)
def test_the_year_in_a_subject_names_the_deal(subject: str, published: str, same: bool) -> None:
    protocol = Instrument.PROTOCOL
    one = deal(
        "a", agreement("patrols of the Tana", instrument=protocol, dates=(("2023-03-14", SIGNED),)), "2023-03-14"
    )
    other = deal("b", agreement(subject, instrument=protocol, status=Status.UNKNOWN, historical=True), published)
    assert joins(one, other) is same
    assert conflict(one, other) is not same


def test_equal_values_and_counts_speak_for_one_deal() -> None:
    one = deal("a", agreement("repair of the grid", value="300000000", quantity="45 transformers"))
    other = deal("b", agreement("electric network", value="300000000", quantity="forty-five transformers"))
    assert weigh(one, other, "value") == 1.5
    assert weigh(one, other, "count") == 1
    assert joins(one, other)


def test_a_rounded_value_speaks_for_and_another_value_against() -> None:
    one = deal("a", agreement("drones", value="920000000"))
    assert weigh(one, deal("b", agreement("drones", value="1000000000", bound=Bound.APPROX)), "value") > 0
    assert weigh(one, deal("c", agreement("drones", value="500000000")), "value") < 0
    assert find_signal(one, deal("d", agreement("drones", value="850000000", currency="EUR")), "value") is None


def test_reports_of_the_same_days_speak_for_one_deal() -> None:
    one = deal("a", agreement("drones"))
    assert weigh(one, deal("b", agreement("drones"), "2023-05-11"), "news") == 0.5
    assert find_signal(one, deal("c", agreement("drones"), "2023-05-31"), "news") is None


def test_two_instruments_of_a_rare_kind_on_one_day_are_one_whatever_their_matter() -> None:
    council = ActorView("council", "Tana Council", ActorKind.IGO)

    def adopted(source_id: str, subject: str, instrument: Instrument) -> DealRecord:
        record = agreement(
            subject,
            instrument=instrument,
            status=Status.ADOPTED,
            parties=(("council", PartyRole.BODY),),
            dates=(("2023-05-08", DateRole.ADOPTION),),
        )
        return read_deals(article(source_id, record, actors=(council,)))[0]

    resolutions = adopted("a", "frontier", Instrument.RESOLUTION), adopted("b", "troops", Instrument.RESOLUTION)
    assert joins(*resolutions)
    arrangements = (
        adopted("a", "frontier", Instrument.INSTITUTIONAL_ARRANGEMENT),
        adopted("b", "troops", Instrument.INSTITUTIONAL_ARRANGEMENT),
    )
    assert not joins(*arrangements)


def test_a_guarantor_of_what_others_agreed_is_no_party() -> None:
    guarantor = ("KEN", PartyRole.GUARANTOR)
    pact = (("NOR", PartyRole.PARTY), ("FIN", PartyRole.PARTY), guarantor)
    assert deal("a", agreement("peace", parties=pact)).parties == ("FIN", "NOR")
    assert deal("a", agreement("guarantee", parties=(guarantor, ("NOR", PartyRole.PARTY)))).parties == ("KEN", "NOR")


def test_the_name_of_a_party_is_no_matter() -> None:
    bank = ActorView("Heron Coast Bank", "Heron Coast Bank", ActorKind.IGO, None)
    lent = agreement(
        "loan of the Heron Coast Bank for wells",
        parties=(("Heron Coast Bank", PartyRole.SUPPLIER), ("KEN", PartyRole.RECIPIENT)),
    )
    (found,) = read_deals(article("a", lent, actors=(bank,)))
    assert found.matter == ("well",)


@pytest.mark.parametrize("subject", ["memorandum of March", "March memorandum"])
def test_the_month_in_a_subject_names_the_deal(subject: str) -> None:
    paper = Instrument.MEMORANDUM_OF_UNDERSTANDING
    one = deal("a", agreement("coastal radars", instrument=paper, dates=(("2023-03-06", SIGNED),)), "2023-03-07")
    other = agreement(subject, instrument=paper, status=Status.UNKNOWN, historical=True)
    assert joins(one, deal("b", other, "2023-06-01"))
    assert not joins(one, deal("b", other, "2022-06-01"))


def test_reports_of_one_party_each_may_be_of_one_agreement() -> None:
    one = deal("a", agreement("undersea cables", parties=(("NOR", PartyRole.PARTY),)))
    other = deal("b", agreement("undersea cables", parties=(("FIN", PartyRole.PARTY),)))
    assert not joins(one, other)
    assert not conflict(one, other)


def test_a_rare_instrument_of_the_same_days_is_one_whatever_its_matter() -> None:
    peace = Instrument.PEACE_AGREEMENT
    signed = deal("a", agreement("peace agreement", instrument=peace, dates=(("2023-05-08", SIGNED),)))
    assert joins(signed, deal("b", agreement("peace", instrument=peace)))


def test_a_ratification_within_two_years_is_of_the_same_peace_agreement() -> None:
    peace = Instrument.PEACE_AGREEMENT
    signed = deal("a", agreement("peace accord", instrument=peace, dates=(("2023-05-08", SIGNED),)))
    ratified = agreement("peace agreement", instrument=peace, status=Status.RATIFIED)
    assert joins(signed, deal("b", ratified, "2023-09-01"))
    assert not joins(signed, deal("b", ratified, "2026-09-01"))


def test_a_truce_that_is_suspended_a_year_later_is_another_one() -> None:
    truce = Instrument.CEASEFIRE
    agreed = deal("a", agreement("holiday truce", instrument=truce, status=Status.AGREED), "2022-12-20")
    suspended = agreement("truce", instrument=truce, status=Status.SUSPENDED)
    assert joins(agreed, deal("b", suspended, "2022-12-27"))
    assert not joins(agreed, deal("b", suspended, "2023-12-27"))


def test_news_of_the_same_stage_a_year_later_is_of_another_deal() -> None:
    truce = agreement("holiday truce", instrument=Instrument.CEASEFIRE, status=Status.AGREED)
    assert conflict(deal("a", truce, "2022-12-20"), deal("b", truce, "2023-12-19"))


@pytest.mark.parametrize(("subject", "same"), [("herring catch for 2022", True), ("herring quotas for 2021", False)])
def test_the_year_for_which_it_is_made_tells_a_deal_from_others(subject: str, same: bool) -> None:
    quotas = deal("a", agreement("herring quotas for 2022", instrument=Instrument.PROTOCOL), "2021-12-08")
    other = deal("b", agreement(subject, instrument=Instrument.PROTOCOL), "2021-12-09")
    assert joins(quotas, other) is same
    assert conflict(quotas, other) is not same


def test_a_further_rung_months_later_speaks_for_no_other_deal() -> None:
    agreed = deal("a", agreement("base at the cape", status=Status.AGREED), "2023-03-06")
    signed = agreement("troops at the cape", dates=(("2023-06-27", SIGNED),))
    assert find_signal(agreed, deal("b", signed, "2023-06-28"), "dates") is None
    assert weigh(deal("c", agreement("base at the cape"), "2023-03-06"), deal("b", signed, "2023-06-28"), "dates") < 0


def test_the_evidence_tells_the_matter_of_a_deal_that_names_none() -> None:
    one = deal("a", agreement("coastal radars", dates=(("2023-05-08", SIGNED),)))
    told = agreement("a similar contract", evidence="A similar contract for coastal radars was signed in May.")
    assert deal("b", told, "2023-07-09").matter == ()
    assert weigh(one, deal("b", told, "2023-07-09"), "matter") == 1
    untold = agreement("a similar contract", evidence="A similar contract was signed in May.")
    assert weigh(one, deal("b", untold, "2023-07-09"), "matter") == 0


def test_the_name_of_the_instrument_is_no_matter() -> None:
    forces = Instrument.STATUS_OF_FORCES_AGREEMENT
    assert deal("a", agreement("status of forces agreement", instrument=forces)).matter == ()
    assert deal("a", agreement("holiday truce", instrument=Instrument.CEASEFIRE)).matter == ("holiday",)
