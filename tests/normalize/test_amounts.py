"""Amounts by their words: every reading that they allow, and none where a scale is not known."""

from decimal import Decimal

import pytest

from extract.normalize.amounts import Amount, UnreadAmount, read_amount
from extract.normalize.number_phrases import read_counts
from extract.normalize.numbers import read_digits
from extract.normalize.tables import read_language_rows, split_forms
from schemas import Bound, CurrencyBasis


def first(words: str, language: str | None = "en", before: str = "", after: str = "") -> Amount:
    return read_amount(words, language, before, after).readings[0]


SCALES = {
    "million": 10**6, "mil": 10**6, "mn": 10**6, "mln": 10**6, "m": 10**6, "M": 10**6, "billion": 10**9, "bn": 10**9,
    "bln": 10**9, "bio": 10**9, "Mrd": 10**9, "Mia.": 10**9, "trillion": 10**12, "tn": 10**12, "trln": 10**12,
    "T": 10**12, "K": 10**3, "thousand": 10**3, "lakh": 10**5, "crore": 10**7, "lakh crore": 10**12,
    "thousand million": 10**9, "hundred million": 10**8, "thousand crore": 10**10,
}  # fmt: skip


@pytest.mark.parametrize("scale", SCALES)
@pytest.mark.parametrize("number", ["4", "2.5", "1,250"])
@pytest.mark.parametrize("apart", ["", " ", "-"])
def test_a_number_is_multiplied_by_its_scale(number: str, scale: str, apart: str) -> None:
    found = first(f"€{number}{apart}{scale}")
    assert Decimal(found.amount) == Decimal(number.replace(",", "")) * SCALES[scale]
    assert found.currency == "EUR"


@pytest.mark.parametrize("word", ["gazillion", "zillions", "quintilliard", "blorps", "Mlrd"])
@pytest.mark.parametrize("words", ["$3 {}", "3 {} euros", "€1.5{}", "between $3 {} and $4 {}"])
def test_an_unknown_word_in_the_place_of_a_scale_gives_no_amount_and_is_named(words: str, word: str) -> None:
    found = read_amount(words.format(word, word), "en")
    assert (found.readings, found.unread, found.unknown) == ((), UnreadAmount.UNKNOWN_SCALE, word)


def test_a_scale_after_the_words_belongs_to_them() -> None:
    assert first("$5", "en", "a deal worth ", " billion with Oslo").amount == "5000000000"
    assert first("12億", "ja", "総額", "ドルの").currency == "USD"
    assert read_amount("$5", "en", "", " gazillion").unread is UnreadAmount.UNKNOWN_SCALE


@pytest.mark.parametrize("words", ["$500 for each", "$500, and", "$500.", "€40,000 per launcher", "$60 in cash"])
def test_a_plain_word_or_a_mark_after_a_number_leaves_it_as_it_is(words: str) -> None:
    assert first(words).amount in {"500", "40000", "60"}


@pytest.mark.parametrize(
    ("words", "language", "amounts"),
    [
        ("€1.500", "en", ["1.5", "1500"]),
        ("€1,500", "en", ["1500"]),
        ("1.500 Euro", "de", ["1500"]),
        ("1,500 Euro", "de", ["1.5", "1500"]),
        ("1,500 euros", "es", ["1.5", "1500"]),
        ("3 Bn d'euros", "fr", ["3000000000000", "3000000000"]),
    ],
)
def test_what_a_language_leaves_open_gives_several_readings(words: str, language: str, amounts: list[str]) -> None:
    assert [one.amount for one in read_amount(words, language).readings] == amounts


@pytest.mark.parametrize(
    ("words", "codes", "basis"),
    [
        ("US$5 million", ["USD"], CurrencyBasis.EXPLICIT),
        ("$5 million", ["USD", "AUD", "CAD"], CurrencyBasis.SYMBOL_DEFAULT),
        ("5 million dollars", ["USD", "AUD", "BBD"], CurrencyBasis.INFERRED),
        ("5 million Canadian dollars", ["CAD"], CurrencyBasis.EXPLICIT),
        ("Rs 5 crore", ["INR", "PKR", "LKR"], CurrencyBasis.SYMBOL_DEFAULT),
        ("5 million pounds", ["GBP", "EGP", "FKP"], CurrencyBasis.INFERRED),
        ("5 million euros", ["EUR"], CurrencyBasis.EXPLICIT),
        ("VND4,927 billion", ["VND"], CurrencyBasis.EXPLICIT),
        ("5 million", [None], CurrencyBasis.INFERRED),
    ],
)
def test_a_sign_or_noun_of_several_currencies_gives_all_of_them(
    words: str, codes: list[str | None], basis: CurrencyBasis
) -> None:
    found = read_amount(words, "en").readings
    assert [one.currency for one in found][:3] == codes
    assert {one.basis for one in found} == {basis}


@pytest.mark.parametrize("words", ["all 5 million", "try 5 million", "the top 5 million"])
def test_a_word_is_no_currency_code(words: str) -> None:
    assert first(words).currency is None


@pytest.mark.parametrize(
    ("words", "low", "high"),
    [
        ("$5-6 billion", "5000000000", "6000000000"),
        ("$5bn to $6bn", "5000000000", "6000000000"),
        ("between 40 and 60 million euros", "40000000", "60000000"),
        ("$900 million to $1.2 billion", "900000000", "1200000000"),
    ],
)
def test_a_range_has_both_ends(words: str, low: str, high: str) -> None:
    found = first(words)
    assert (found.amount, found.amount_max, found.bound) == (low, high, Bound.RANGE)


def test_two_amounts_that_are_no_range_are_two_readings() -> None:
    found = [(one.amount, one.currency) for one in read_amount("up to €90 billion (US$97 billion)", "en").readings]
    assert found == [("90000000000", "EUR"), ("97000000000", "USD")]


@pytest.mark.parametrize(
    "words",
    ["several billion dollars", "billions of dollars", "数十亿美元", "数千万円", "несколько миллионов рублей", "5%"],
)
@pytest.mark.parametrize("language", ["en", "zh", "ja", "ru"])
def test_a_scale_without_a_number_and_a_share_are_no_amount(words: str, language: str) -> None:
    assert read_amount(words, language).readings == ()


def test_a_sum_paid_each_year_is_marked() -> None:
    assert first("$3 million a year").yearly
    assert first("3 Millionen Euro", "de", "", " pro Jahr").yearly
    assert not first("$3 million").yearly


@pytest.mark.parametrize(
    ("before", "bound"),
    [("more than ", Bound.AT_LEAST), ("up to ", Bound.AT_MOST), ("about ", Bound.APPROX), ("the ", Bound.EXACT)],
)
def test_the_text_before_the_words_bounds_them(before: str, bound: Bound) -> None:
    assert first("$5 million", "en", f"a deal worth {before}").bound is bound


@pytest.mark.parametrize(
    ("digits", "language", "values"),
    [
        ("7'000'000", "de", ["7000000"]),
        ("1,50,000", "en", ["150000"]),
        ("1.234.567,89", "de", ["1234567.89"]),
        ("1,234.5", "en", ["1234.5"]),
        ("1 500 000", "fr", ["1500000"]),
        ("0.500", "en", ["0.5"]),
        ("1.2.3", "en", []),
        ("1,23,4", "en", []),
    ],
)
def test_digits_are_read_in_the_groups_of_their_language(digits: str, language: str, values: list[str]) -> None:
    assert [*read_digits(digits, language)] == [Decimal(value) for value in values]


def test_a_number_of_irregular_groups_is_not_read() -> None:
    assert read_amount("€1.2.3", "en").unread is UnreadAmount.IRREGULAR_NUMBER


@pytest.mark.parametrize("language", "en es fr de pt it nl pl tr ru uk ar hi ja zh ko id vi th".split())
def test_every_scale_word_of_a_language_multiplies_a_number(language: str) -> None:
    for multiplier, forms in read_language_rows("scales.tsv", 3, language):
        for form in split_forms(forms):
            amounts = [Decimal(one.amount) for one in read_amount(f"€7 {form.removeprefix('=')}", language).readings]
            assert 7 * Decimal(multiplier) in amounts, form


@pytest.mark.parametrize(
    ("words", "language", "counts"),
    [
        ("18 F-16 jets", "en", [18]),
        ("two dozen howitzers", "en", [24]),
        ("three hundred and fifty missiles", "en", [350]),
        ("1,200 shells", "en", [1200]),
        ("24 боевые машины", "ru", [24]),
        ("護衛艦6隻", "ja", [6]),
        ("٢٤ مروحية", "ar", [24]),
        ("treinta y cinco tanques", "es", [35]),
        ("Mi-17 helicopters", "en", []),
        ("dozens of tanks", "en", []),
    ],
)
def test_a_quantity_is_counted_by_its_words(words: str, language: str, counts: list[int]) -> None:
    assert [int(count) for count in read_counts(words, language)] == counts
