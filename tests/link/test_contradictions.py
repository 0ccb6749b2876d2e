"""Contradictions between records of one deal or event."""

from extract.link.link import link
from extract.link.views import ArticleView
from schemas import Act, Bound, DateRole, Instrument, PartyRole, Status
from tests.support.linking import agreement, article, person, statement

SIGNED = DateRole.SIGNATURE
PACT = (("NOR", PartyRole.PARTY), ("FIN", PartyRole.PARTY))


def contradictions(*articles: ArticleView) -> list[tuple[str, str, str]]:
    found = link(articles)
    pairs = [one for linked in found.deals for one in linked.contradictions]
    pairs += [one for linked in found.events for one in linked.contradictions]
    return sorted((one.about.value, "/".join(one.left), "/".join(one.right)) for one in pairs)


def test_another_value_of_the_same_currency_contradicts() -> None:
    one = article("a", agreement("drones", value="180000000"))
    assert contradictions(one, article("b", agreement("drones", value="160000000"))) == [("value", "a/g1", "b/g1")]
    assert not contradictions(one, article("b", agreement("drones", value="160000000", currency="EUR")))
    assert not contradictions(one, article("b", agreement("drones", value="200000000", bound=Bound.APPROX)))


def test_another_count_of_the_same_things_contradicts() -> None:
    one = article("a", agreement("drones and mines", quantity="12 drones"))
    assert contradictions(one, article("b", agreement("drones", quantity="16 drones")))[0][0] == "quantity"
    assert not contradictions(one, article("b", agreement("drones and mines", quantity="40 mines")))


def test_another_day_of_the_signature_contradicts_and_its_month_does_not() -> None:
    one = article("a", agreement("drones", dates=(("2023-05-08", SIGNED),)))
    assert contradictions(one, article("b", agreement("drones", dates=(("2023-05-09", SIGNED),)))) == [
        ("date", "a/g1", "b/g1")
    ]
    assert not contradictions(one, article("b", agreement("drones", dates=(("2023-05", SIGNED),))))


def test_another_stage_on_the_same_day_contradicts_and_a_later_one_does_not() -> None:
    initialled = agreement("harbour pilots", status=Status.INITIALLED, dates=(("2023-05-08", DateRole.EVENT),))
    signed = agreement("harbour pilots", dates=(("2023-05-08", SIGNED),))
    assert contradictions(article("a", signed), article("b", initialled)) == [("status", "a/g1", "b/g1")]
    later = agreement("harbour pilots", dates=(("2023-06-08", SIGNED),))
    assert not contradictions(article("a", initialled), article("b", later, published="2023-06-09"))


def test_talks_told_after_the_signature_contradict_it() -> None:
    signed = article("a", agreement("harbour pilots", dates=(("2023-05-08", SIGNED),)))
    talks = article("b", agreement("harbour pilots", status=Status.UNDER_NEGOTIATION), published="2023-05-12")
    assert contradictions(signed, talks) == [("status", "a/g1", "b/g1")]
    before = article("b", agreement("harbour pilots", status=Status.UNDER_NEGOTIATION), published="2023-05-02")
    assert not contradictions(signed, before)


def test_a_party_that_one_report_leaves_out_contradicts() -> None:
    three = (*PACT, ("KEN", PartyRole.PARTY))
    one = article("a", agreement("rescue at sea", instrument=Instrument.TREATY, parties=three))
    other = article("b", agreement("rescue at sea", instrument=Instrument.TREATY, parties=PACT))
    assert contradictions(one, other) == [("party", "a/g1", "b/g1")]


def test_a_denial_of_the_signing_contradicts_the_signature() -> None:
    minister = person("Aino Laine", "FIN", "minister")
    denial = statement("signing of a treaty on harbour pilots", act=Act.DENY, speakers=("Aino Laine",))
    signed = article(
        "a", agreement("harbour pilots", instrument=Instrument.TREATY, parties=PACT, dates=(("2023-05-08", SIGNED),))
    )
    assert contradictions(signed, article("b", denial, published="2023-05-10", actors=(minister,))) == [
        ("made_or_not", "a/g1", "b/s1")
    ]
    stranger = person("Ana Prado", "GUY", "minister")
    other = statement("signing of a treaty on harbour pilots", act=Act.DENY, speakers=("Ana Prado",))
    assert not contradictions(signed, article("b", other, published="2023-05-10", actors=(stranger,)))
    matter = statement("sinking of a harbour pilot's boat", act=Act.DENY, speakers=("Aino Laine",))
    assert not contradictions(signed, article("b", matter, published="2023-05-10", actors=(minister,)))


def test_a_speaker_that_one_report_leaves_out_contradicts() -> None:
    three = article("a", statement("raids on tankers", speakers=("Kenya", "Norway", "Finland")))
    two = article("b", statement("raids on tankers", speakers=("Kenya", "Norway")))
    assert contradictions(three, two) == [("party", "a/s1", "b/s1")]


def test_a_statement_and_its_negation_contradict() -> None:
    one = article("a", statement("raids on tankers", recipients=("Guyana",)))
    other = article("b", statement("raids on tankers", recipients=("Guyana",), negated=True))
    assert contradictions(one, other) == [("made_or_not", "a/s1", "b/s1")]


def test_a_value_that_an_amendment_changed_is_no_contradiction() -> None:
    signed = article("a", agreement("drones", value="180000000", dates=(("2023-05-08", SIGNED),)))
    amended = agreement(
        "drones",
        value="210000000",
        status=Status.AMENDED,
        dates=(("2023-09-04", DateRole.EVENT), ("2023-05-08", SIGNED)),
    )
    assert not contradictions(signed, article("b", amended, published="2023-09-05"))


def test_a_denial_of_a_deal_with_the_other_party_contradicts_it_in_few_words() -> None:
    spokesman = person("Aino Laine", "FIN", "spokeswoman")
    lease = agreement("lease of a naval base near the cape", instrument=Instrument.AGREEMENT, parties=PACT)
    denial = statement("agreement with Norway on a base", act=Act.DENY, speakers=("Aino Laine",))
    elsewhere = statement("agreement with Kenya on a base", act=Act.DENY, speakers=("Aino Laine",))
    signed = article("a", lease)
    assert contradictions(signed, article("b", denial, published="2023-05-10", actors=(spokesman,))) == [
        ("made_or_not", "a/g1", "b/s1")
    ]
    assert not contradictions(signed, article("b", elsewhere, published="2023-05-10", actors=(spokesman,)))


def test_a_value_that_was_planned_is_no_contradiction_of_what_was_signed() -> None:
    pledged = article("a", agreement("schools", value="30000000", status=Status.PLEDGED), published="2023-01-16")
    signed = agreement("schools", value="35000000", dates=(("2023-05-22", SIGNED),))
    assert not contradictions(pledged, article("b", signed, published="2023-05-23"))
    assert contradictions(pledged, article("b", agreement("schools", value="35000000"), published="2023-01-17"))


def test_a_report_of_a_denial_that_leaves_out_what_was_denied_contradicts_too() -> None:
    minister = person("Aino Laine", "FIN", "minister")
    quote = 'Laine denied the report. "We have not put our names to anything," she said.'
    full = statement("signing of a treaty on pilots", act=Act.DENY, speakers=("Aino Laine",), evidence=quote)
    short = statement("the report", act=Act.DENY, speakers=("Aino Laine",), evidence=quote)
    treaty = agreement("harbour pilots", instrument=Instrument.TREATY, parties=PACT)
    found = contradictions(
        article("a", treaty),
        article("b", full, published="2023-05-10", actors=(minister,)),
        article("c", short, published="2023-05-11", actors=(minister,)),
    )
    assert found == [("made_or_not", "a/g1", "b/s1"), ("made_or_not", "a/g1", "c/s1")]
