"""Dates by their words: every reading that they allow, and no precision that they do not have."""

import pytest

from extract.normalize import dates
from extract.normalize.date_readings import DateReadings, UnreadDate, read_date
from schemas import DateRelation

WEDNESDAY = "2025-03-19"


def readings(
    words: str, language: str | None = "en", published: str | None = WEDNESDAY, before: str = "", after: str = ""
) -> list[str]:
    return [one.edtf for one in read_date(words, language, published, before, after).readings]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("by the end of this year", ["../2025"]),
        ("the end of the month", ["../2025-03"]),
        ("two years ago", ["2023"]),
        ("Seventy-five years ago", ["1950"]),
        ("twenty-one days ago", ["2025-02-26"]),
        ("within six months", ["../2025-09"]),
        ("last November", ["2024-11"]),
        ("next November", ["2025-11"]),
        ("November", ["2024-11", "2025-11"]),
        ("12 February", ["2025-02-12", "2026-02-12"]),
        ("on Tuesday", ["2025-03-18", "2025-03-25"]),
        ("Wednesday", ["2025-03-19"]),
        ("next Friday", ["2025-03-21", "2025-03-28"]),
        ("Tuesday last week", ["2025-03-11"]),
        ("last week", ["2025-03-10/2025-03-16", "2025-03"]),
        ("the 21st", ["2025-02-21", "2025-03-21"]),
        ("3/4/2025", ["2025-03-04", "2025-04-03"]),
        ("13/4/2025", ["2025-04-13"]),
        ("15 and 16 August 2008", ["2008-08-15", "2008-08-16"]),
        ("1 March to 5 April 2025", ["2025-03-01/2025-04-05"]),
        ("2024/25", ["2024/2025"]),
        ("the 1990s", ["199X"]),
        ("early 2025", ["2025"]),
        ("mid-2025", ["2025"]),
        ("not before 2026", ["2026/.."]),
        ("as of 1 January 2026", ["2026-01-01/..", "2026-01-01"]),
        ("Thursday, 14 March", ["2024-03-14", "2030-03-14"]),
        ("in the last quarter of 2025", ["2025-10/2025-12"]),
        ("Q3 2026", ["2026-07/2026-09"]),
        ("next spring", ["2025-21"]),
        ("February of next year", ["2026-02"]),
    ],
)
def test_english_words_give_all_their_readings(words: str, edtf: list[str]) -> None:
    assert readings(words) == edtf


@pytest.mark.parametrize(
    ("words", "language", "edtf"),
    [
        ("Ende 2028", "de", "../2028"),
        ("vor zwei Jahren", "de", "2023"),
        ("im März nächsten Jahres", "de", "2026-03"),
        ("fin juin 2008", "fr", "../2008-06"),
        ("d'ici la fin de l'année", "fr", "../2025"),
        ("el pasado mes de octubre", "es", "2024-10"),
        ("hace dos años", "es", "2023"),
        ("в марте прошлого года", "ru", "2024-03"),
        ("II квартал 2026 года", "ru", "2026-04/2026-06"),
        ("в 1990-х годах", "ru", "199X"),
        ("٢١ ديسمبر/كانون الأول الماضي", "ar", "2024-12-21"),
        ("خلال 6 أشهر", "ar", "../2025-09"),
        ("昭和63年", "ja", "1988"),
        ("令和元年5月1日", "ja", "2019-05-01"),
        ("来年3月", "ja", "2026-03"),
        ("2028年前", "zh", "../2028"),
        ("5年前", "zh", "2020"),
        ("二〇二五年三月", "zh", "2025-03"),
        ("民国114年", "zh", "2025"),
        ("2025. 3. 4.", "ko", "2025-03-04"),
        ("do końca 2028 roku", "pl", "../2028"),
        ("akhir tahun 2028", "id", "../2028"),
        ("12 กุมภาพันธ์ 2567", "th", "2024-02-12"),
        ("ngày 12 tháng 2 năm 2024", "vi", "2024-02-12"),
        ("12 באפריל 2024", "he", "2024-04-12"),
        ("2024. február 12.", "hu", "2024-02-12"),
    ],
)
def test_words_of_other_languages_give_their_usual_reading(words: str, language: str, edtf: str) -> None:
    assert readings(words, language)[0] == edtf


@pytest.mark.parametrize(
    ("words", "language"),
    [("on Tuesday", "en"), ("am Dienstag", "de"), ("昨日", "ja"), ("last month", "en"), ("9日", "ja"), ("вчера", "ru")],
)
def test_relative_words_need_the_day_of_publication(words: str, language: str) -> None:
    found = read_date(words, language)
    assert (found.readings, found.unread) == ((), UnreadDate.NEEDS_PUBLICATION)
    assert all(one.anchor == WEDNESDAY for one in read_date(words, language, WEDNESDAY).readings)


def test_an_absolute_date_has_no_anchor() -> None:
    assert [one.anchor for one in read_date("12 March 2025", "en", WEDNESDAY).readings] == [None]


@pytest.mark.parametrize(
    ("words", "language"), [("12 February", "en"), ("12 de febrero", "es"), ("12 февраля", "ru"), ("2月12日", "ja")]
)
def test_a_day_without_a_year_and_without_publication_is_left_open(words: str, language: str) -> None:
    assert readings(words, language, None) == ["XXXX-02-12"]


@pytest.mark.parametrize(
    ("words", "language"), [("March 2026", "en"), ("marzec 2026", "pl"), ("maaliskuussa 2026", "fi")]
)
def test_no_day_is_invented(words: str, language: str) -> None:
    assert readings(words, language)[0] == "2026-03"


@pytest.mark.parametrize(
    ("words", "language", "unread"),
    [
        ("20 Ramadan 1446", "en", UnreadDate.OTHER_CALENDAR),
        ("20 رمضان 1446", "ar", UnreadDate.OTHER_CALENDAR),
        ("31 February 2024", "en", UnreadDate.NO_DATE),
        ("in the coming months", "en", UnreadDate.NO_DATE),
        ("a resolution", "en", UnreadDate.NO_DATE),
        ("", "en", UnreadDate.NO_DATE),
    ],
)
def test_words_that_give_no_date_say_why(words: str, language: str, unread: UnreadDate) -> None:
    assert read_date(words, language, WEDNESDAY) == DateReadings((), unread)


@pytest.mark.parametrize(
    ("before", "words", "after", "language", "edtf"),
    [
        ("to be ready by ", "2027", "", "en", ["../2027"]),
        ("", "12 March", " 2024 in Oslo", "en", ["2024-03-12"]),
        ("since the ", "2019", " summit", "en", ["2019/..", "2019"]),
        ("will be signed on ", "30 April", "", "en", ["2025-04-30", "2024-04-30"]),
        ("", "2029年3月", "までに", "ja", ["../2029-03"]),
        ("", "July 14", "-16, 2024", "en", ["2024-07-14"]),
        ("bis ", "Ende Juni 2026", "", "de", ["../2026-06"]),
    ],
)
def test_the_text_around_the_words_relates_and_completes_them(
    before: str, words: str, after: str, language: str, edtf: list[str]
) -> None:
    assert readings(words, language, WEDNESDAY, before, after) == edtf


@pytest.mark.parametrize(
    ("words", "language"), [("vuoden 2028 loppuun mennessä", "fi"), ("notwithstanding 2028", "en")]
)
def test_unknown_words_leave_the_relation_open(words: str, language: str) -> None:
    assert readings(words, language) == ["2028", "../2028", "2028/.."]


def test_a_language_without_a_table_is_read_to_the_period_that_was_found() -> None:
    assert readings("förra månaden", "sv")[0] == "2025-02"
    assert readings("förra månaden", "sv", None) == []
    assert readings("viime kuussa", "fi")[0] == "2025-02"


@pytest.mark.parametrize("language", [None, "xx", "tlh"])
def test_an_unknown_language_is_read_like_english(language: str | None) -> None:
    assert readings("12 March 2024", language)[0] == "2024-03-12"


SENTENCES = """
The pact was signed on 9 September 2025 and has been in force since March 2014.
Both governments confirmed it on Monday. Deliveries are to begin in June 2027 and to end by 2031.
The two sides met in Lima last month; a summit is to follow next year.
The treaty of October 1, 1995 was renewed in 2005 and again in spring 2015.
The ministers, who spoke on Thursday, May 2, want it ratified before July 2026.
The ships, ordered in August 2019, arrive between 2026 and 2030, by the end of 2030 at the latest.
"""


def test_the_scanner_of_english_texts_and_the_reader_of_words_agree() -> None:
    found = dates.find_dates(SENTENCES, "2024-05-08")
    assert len(found) == 15
    for one in found:
        before, words, after = SENTENCES[: one.start], SENTENCES[one.start : one.end], SENTENCES[one.end :]
        first = read_date(words, "en", "2024-05-08", before, after).readings[0]
        assert (first.edtf, first.relation) == (one.edtf, one.relation), words


def test_relations_are_those_of_the_schema() -> None:
    relations = [
        read_date(f"{word} 2025", "en").readings[0].relation for word in ("in", "by", "before", "after", "since")
    ]
    assert relations == [
        DateRelation.ON, DateRelation.BY, DateRelation.BEFORE, DateRelation.AFTER, DateRelation.SINCE,
    ]  # fmt: skip
