"""Matters, amounts and days of records."""

from decimal import Decimal

import pytest

from extract.link.days import Days, read_days
from extract.link.matter import overlap, read_matter, shared, weigh
from extract.link.money import Worth, read_worth
from extract.link.views import MoneyView
from schemas import Bound


def test_words_of_agreements_and_states_say_nothing_of_the_matter() -> None:
    assert read_matter("sale of 12 drones to Kenya under a new contract") == ("drone",)
    assert read_matter("last year's protocol") == ()


def test_forms_of_a_word_and_words_for_one_thing_are_shared() -> None:
    smuggling, camps = read_matter("smuggling of migrants"), read_matter("camps of the smugglers")
    assert weigh(shared(smuggling, camps)) == 1
    assert shared(read_matter("six fighters"), read_matter("six jets"))
    assert not shared(read_matter("border wells"), read_matter("harbour pilots"))


def test_generic_words_weigh_half() -> None:
    assert weigh(read_matter("security cooperation")) == 1.0
    assert weigh(read_matter("harbour pilots")) == 2.0


def test_the_overlap_is_a_share_of_the_shorter_matter() -> None:
    assert overlap(read_matter("harbour pilots"), read_matter("training of harbour pilots in winter")) == 1.0
    assert overlap(read_matter("harbour pilots"), ()) == 0.0


def test_languages_without_blanks_are_compared_by_pairs_of_characters() -> None:
    assert overlap(read_matter("边境水井议定书", "zh"), read_matter("水井议定书", "zh")) == 1.0


def worth(amount: int, bound: Bound = Bound.EXACT, currency: str = "USD") -> Worth:
    return read_worth(MoneyView(Decimal(amount), currency, bound))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (worth(920), worth(1000, Bound.APPROX), True),
        (worth(1230), worth(1200), True),
        (worth(180), worth(160), False),
        (worth(180, Bound.APPROX), worth(150), False),
        (worth(300, Bound.AT_LEAST), worth(350), True),
        (worth(300, Bound.AT_LEAST), worth(250), False),
        (worth(300), worth(300, currency="EUR"), None),
    ],
)
def test_rounded_and_bounded_amounts_agree(one: Worth, other: Worth, same: bool | None) -> None:
    assert one.agrees(other) is same
    assert other.agrees(one) is same


def test_two_amounts_of_nearly_the_same_size_share_a_mark() -> None:
    for amount in range(1_000, 9_000, 37):
        assert set(worth(amount).marks(1.6)) & set(worth(int(amount * 1.25)).marks(1.6))


def test_a_vague_date_is_a_range_of_days() -> None:
    month, day = read_days("2024-02"), read_days("2024-02-29")
    assert month and day
    assert month.length == 29
    assert month.contains(day)
    assert month.distance(Days(day.last + 3, day.last + 3)) == 3
    assert str(day) == "2024-02-29"
    assert read_days("../2025") is None
    assert read_days("XXXX-02-03") is None


def test_both_words_of_a_compound_count() -> None:
    assert shared(read_matter("help against forest fires"), read_matter("fire-fighting")) == ("fire",)
    assert read_matter("re-export of KT-70 jets") == read_matter("jets KT-70 re-export")
    assert "kt-70" in read_matter("KT-70 jets")


def test_talks_are_what_a_statement_may_be_about() -> None:
    assert read_matter("talks between neighbours") == ("neighbour",)
    assert read_matter("talks between neighbours", of_statement=True) == ("neighbour", "talk")
