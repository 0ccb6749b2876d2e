"""Money, dates and quantities as news write them, and their values."""

import pytest

from extract.normalize.amounts import Amount, UnreadAmount, find_amounts
from extract.normalize.dates import find_dates
from extract.normalize.quantities import find_quantities
from schemas import Bound, CurrencyBasis, DateRelation


def amount_of(text: str) -> Amount:
    """The usual reading of the only amount of a text."""
    (found,) = find_amounts(text, "en")
    return found.amounts.readings[0]


@pytest.mark.parametrize(
    ("text", "amount", "currency"),
    [
        ("worth $412 million", "412000000", "USD"),
        ("worth $1.25 billion", "1250000000", "USD"),
        ("a US$920m deal", "920000000", "USD"),
        ("for 3.5bn euros", "3500000000", "EUR"),
        ("€40,000", "40000", "EUR"),
        ("1 trillion won", "1000000000000", "KRW"),
        ("30 billion yen", "30000000000", "JPY"),
        ("£2.5 million", "2500000", "GBP"),
        ("A$10 million", "10000000", "AUD"),
        ("250 million Swiss francs", "250000000", "CHF"),
        ("USD 5 million", "5000000", "USD"),
        ("500,000 dollars", "500000", "USD"),
        ("a $65K grant", "65000", "USD"),
        ("worth Rs. 2,40,000 crore", "2400000000000", "INR"),
        ("a Tk 700 crore loan", "7000000000", "BDT"),
        ("for CHF 1.4 Mia. in all", "1400000000", "CHF"),
        ("over 3,5 Mrd. Euro", "3500000000", "EUR"),
        ("a RMB 4 trln fund", "4000000000000", "CNY"),
        ("two thousand million pounds", "2000000000", "GBP"),
        ("for 500 mln. dollars", "500000000", "USD"),
        ("two and a half billion dollars", "2500000000", "USD"),
        ("one of $6 million", "6000000", "USD"),
        ("three-and-a-half million euros", "3500000", "EUR"),
    ],
)
def test_an_amount_is_in_full_units_of_its_currency(text: str, amount: str, currency: str) -> None:
    found = amount_of(text)
    assert (found.amount, found.currency) == (amount, currency)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("worth $5 million", Bound.EXACT),
        ("worth about $5 million", Bound.APPROX),
        ("worth more than $5 million", Bound.AT_LEAST),
        ("worth up to $5 million", Bound.AT_MOST),
        ("worth approx. $5 million", Bound.APPROX),
    ],
)
def test_the_words_before_an_amount_bound_it(text: str, bound: Bound) -> None:
    found = amount_of(text)
    assert found.bound is bound


@pytest.mark.parametrize("text", ["$30m a year", "$30m-a-year", "$30m/yr", "$30 million p.a.", "$30 million a day"])
def test_what_is_paid_again_and_again_is_no_value(text: str) -> None:
    assert amount_of(text).yearly


def test_a_range_has_a_minimum_and_a_maximum() -> None:
    found = amount_of("between 40 and 60 million euros")
    assert (found.amount, found.amount_max, found.currency) == ("40000000", "60000000", "EUR")


def test_a_bare_dollar_sign_is_us_dollars_by_default() -> None:
    bare, named = amount_of("$5 million"), amount_of("US$5 million")
    assert bare.basis is CurrencyBasis.SYMBOL_DEFAULT
    assert named.basis is not CurrencyBasis.SYMBOL_DEFAULT


@pytest.mark.parametrize("text", ["5 million people", "in 2024", "18 jets", "won 3 medals", "G7", "Article 5"])
def test_a_number_without_a_currency_is_no_money(text: str) -> None:
    assert find_amounts(text, "en") == ()


@pytest.mark.parametrize(
    ("text", "edtf", "relation"),
    [
        ("signed on 9 September 2025", "2025-09-09", DateRelation.ON),
        ("signed on September 9, 2025", "2025-09-09", DateRelation.ON),
        ("signed in June 2027", "2027-06", DateRelation.ON),
        ("signed in 2019", "2019", DateRelation.ON),
        ("by 2027", "../2027", DateRelation.BY),
        ("by June 2027", "../2027-06", DateRelation.BY),
        ("since 1984", "1984/..", DateRelation.SINCE),
        ("before 2030", "../2030", DateRelation.BEFORE),
    ],
)
def test_a_date_is_edtf_with_a_relation(text: str, edtf: str, relation: DateRelation) -> None:
    (found,) = find_dates(text)
    assert (found.edtf, found.relation) == (edtf, relation)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("signed on Monday", "2024-05-06"),
        ("signed yesterday", "2024-05-07"),
        ("signed today", "2024-05-08"),
        ("will be signed tomorrow", "2024-05-09"),
        ("will be signed next month", "2024-06"),
        ("signed last year", "2023"),
    ],
)
def test_a_relative_date_needs_the_publication_date(text: str, edtf: str) -> None:
    (found,) = find_dates(text, "2024-05-08")
    assert found.edtf == edtf
    assert found.anchor == "2024-05-08"
    assert find_dates(text) == []


def test_a_day_without_a_year_takes_it_from_the_publication_date() -> None:
    assert [found.edtf for found in find_dates("signed on April 30")] == ["XXXX-04-30"]
    assert [found.edtf for found in find_dates("signed on April 30", "2024-05-08")] == ["2024-04-30"]


@pytest.mark.parametrize(
    "text", ["2,000 troops", "1500 soldiers", "resolution 1701", "on 31 February 2024", "may sign"]
)
def test_other_numbers_and_impossible_days_are_no_dates(text: str) -> None:
    assert [found.edtf for found in find_dates(text)] == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a contract for 18 light fighter jets", ["18 light fighter jets"]),
        ("six ocean patrol vessels", ["six ocean patrol vessels"]),
        ("dozens of tanks", ["dozens of tanks"]),
        ("two dozen howitzers and 1,000 shells", ["two dozen howitzers", "1,000 shells"]),
        ("500 soldiers and 20 diplomats", []),
        ("the tanks", []),
    ],
)
def test_arms_and_goods_are_quantities_and_people_are_not(text: str, found: list[str]) -> None:
    assert [one.text for one in find_quantities(text)] == found


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("signed in March", "2025-03"),
        ("signed in December", "2024-12"),
        ("they agreed to resume talks in February", "2026-02"),
        ("to be delivered by June", "../2026-06"),
    ],
)
def test_a_month_is_the_last_before_publication_or_the_next_if_the_sentence_looks_ahead(text: str, edtf: str) -> None:
    (found,) = find_dates(text, "2025-09-10")
    assert (found.edtf, found.anchor) == (edtf, "2025-09-10")
    assert find_dates(text) == []


@pytest.mark.parametrize("text", ["he may sign", "troops march on", "in marching order"])
def test_a_word_that_is_spelt_like_a_month_is_no_date(text: str) -> None:
    assert find_dates(text, "2025-09-10") == []


@pytest.mark.parametrize(
    ("text", "edtf"),
    [("over the next six months", "../2026-03"), ("within two years", "../2027"), ("in 10 months", "../2026-07")],
)
def test_a_term_counts_from_the_publication_date(text: str, edtf: str) -> None:
    (found,) = find_dates(text, "2025-09-10")
    assert (found.edtf, found.relation) == (edtf, DateRelation.BY)
    assert find_dates(text) == []


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("a $1.5 Billion Arms Deal", "1500000000"),
        ("$920 MILLION", "920000000"),
        ("a $2B contract", "2000000000"),
        ("RM3.9 billion", "3900000000"),
    ],
)
def test_a_scale_may_be_in_capitals(text: str, amount: str) -> None:
    assert amount_of(text).amount == amount


@pytest.mark.parametrize(
    "text",
    ["500 pounds of explosives", "won 30 seats", "the TOP 20 list", "COP 28 ended", "ALL 27 members", "he has 5"],
)
def test_what_is_spelt_like_a_currency_may_be_none(text: str) -> None:
    assert find_amounts(text, "en") == ()


@pytest.mark.parametrize("text", ["$4 squillion", "6 umpteen dollars", "a quarter of $4 million", "half of $4 million"])
def test_after_an_unknown_scale_the_bare_number_is_no_amount(text: str) -> None:
    (found,) = find_amounts(f"It paid {text} for the port.", "en")
    assert (found.amounts.readings, found.amounts.unread) == ((), UnreadAmount.UNKNOWN_SCALE)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It is worth more than €2,5  Mrd. in all.", "€2,5  Mrd."),
        ("Both took between 4 and 6 million euros home.", "4 and 6 million euros"),
        ("A ﬁne of US$\u00a05\u00a0million was paid.", "US$\u00a05\u00a0million"),
        ("Cafe\u0301s paid 30 million yen.", "30 million yen"),
    ],
)
def test_an_amount_stands_at_its_place_in_the_text(text: str, words: str) -> None:
    (found,) = find_amounts(text, "en")
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("signed on May 5", "2024-05-05"),
        ("will meet on January 5", "2025-01-05"),
        ("by Friday", "../2024-11-29"),
        ("by the end of next year", "../2025"),
        ("last November", "2023-11"),
        ("by mid-2025", "../2025"),
        ("on Thursday, May 2", "2024-05-02"),
    ],
)
def test_a_day_is_the_last_before_publication_or_the_next_if_the_sentence_looks_ahead(text: str, edtf: str) -> None:
    assert [found.edtf for found in find_dates(text, "2024-11-26")] == [edtf]
