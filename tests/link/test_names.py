"""Names of persons, offices and organisations across articles."""

import pytest

from extract.link.names import NameMatch, compare_names, read_name
from extract.link.offices import agree, read_office
from extract.link.organisations import is_same_organisation, is_shortened, read_body, read_organisation


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Seo Min-jae", "Seo Minjae"),
        ("Min Jae Seo", "Seo Min-jae"),
        ("Faisal al-Mutairi", "Faisal Mutairi"),
        ("Faisal Almutairi", "Faisal al-Mutairi"),
        ("Wiktor Kowaltschuk", "Viktor Kovalchuk"),
        ("Serhiy Bondar", "Serhii Bondar"),
        ("Souphanh Keo", "Suphan Keo"),
        ("Abdul Karim", "Abdulkarim"),
        ("Łukasz Żak", "Lukasz Zak"),
        ("Nurlan Akhmedov", "Nurlan Ahmedov"),
        ("Yelena Petrova", "Elena Petrova"),
        ("Ivan Kuznetsov", "Ivan Kuznetsoff"),
    ],
)
def test_spellings_of_one_name_are_the_same(one: str, other: str) -> None:
    assert compare_names(read_name(one), read_name(other)) is NameMatch.SAME


@pytest.mark.parametrize(
    ("one", "other", "match"),
    [
        ("Luis Prado", "Luis Prado Vega", NameMatch.CONTAINED),
        ("A. Nyong", "Amina Nyong", NameMatch.CONTAINED),
        ("C. Okello", "Charles Okello", NameMatch.CONTAINED),
        ("C. Okello", "Cecilia Okello", NameMatch.CONTAINED),
        ("K. Okello", "Charles Okello", NameMatch.DIFFERENT),
        ("Viktar Sidarou", "Viktor Sidorov", NameMatch.ALIKE),
        ("Mohamed Saleh", "Muhammad Saleh", NameMatch.ALIKE),
        ("Prado", "Luis Prado Vega", NameMatch.SURNAME),
        ("Nyong", "Nyong", NameMatch.SURNAME),
        ("Mario Conti", "Maria Conti", NameMatch.DIFFERENT),
        ("Ali Hassan", "Ali Hussein", NameMatch.DIFFERENT),
        ("Oh Se-min", "Oh Se-jin", NameMatch.DIFFERENT),
        ("Ida Holm", "Eva Holm", NameMatch.DIFFERENT),
    ],
)
def test_other_names_match_less_or_not_at_all(one: str, other: str, match: NameMatch) -> None:
    assert compare_names(read_name(one), read_name(other)) is match


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Vice Defense Minister", "vice minister of defence", True),
        ("Kenyan foreign minister", "Minister of Foreign Affairs", True),
        ("Defence Secretary", "defense minister", True),
        ("Minister", "interior minister", True),
        ("President", "Vice President", False),
        ("Prime Minister", "minister", False),
        ("foreign minister", "finance minister", False),
        ("ambassador", None, None),
        ("navy chief", "Vice Admiral", None),
        ("Colonel", "General", False),
        ("secretary general", "General", None),
    ],
)
def test_offices_agree_in_rank_and_field(one: str, other: str | None, same: bool | None) -> None:
    assert agree(read_office(one), read_office(other)) is same


def test_an_abbreviation_stands_for_the_name_with_its_initials() -> None:
    full = read_organisation("Volta Basin Council")
    assert is_same_organisation(read_organisation("VBC"), full)
    assert not is_same_organisation(read_organisation("Vistula Bridge Company"), full)


def test_legal_forms_and_accents_of_a_firm_do_not_count() -> None:
    assert is_same_organisation(read_organisation("Lindström Marine AB"), read_organisation("Lindstrom Marine"))
    assert is_shortened(read_organisation("Lindström"), read_organisation("Lindström Marine AB"))
    assert not is_shortened(read_organisation("Marine"), read_organisation("Lindström Marine AB"))


def test_a_ministry_is_the_same_in_any_order_and_with_its_state() -> None:
    assert read_body("Kenya's Ministry of Defence") == read_body("Defense Ministry")
    assert read_body("Ministry of Defence") != read_body("Ministry of Finance")
