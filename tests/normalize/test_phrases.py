"""Phrases of dates and amounts in fourteen languages, with the values that a careful coder reads.

The expectations of both lists were written by hand before any code was run on them; see the heads of the lists.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from extract.normalize.amounts import read_amount
from extract.normalize.date_readings import read_date

DATA = Path(__file__).parent / "data"


class Case(NamedTuple):
    language: str
    kind: str
    published: str | None
    before: str
    words: str
    after: str
    expected: str

    def readings(self) -> list[str]:
        """The readings as the lists write them."""
        if self.kind == "date":
            dates = read_date(self.words, self.language, self.published, self.before, self.after).readings
            return [f"{one.edtf} {one.relation}" for one in dates]
        amounts = read_amount(self.words, self.language, self.before, self.after).readings
        return [
            f"{one.amount}{f'..{one.amount_max}' if one.amount_max else ''} {one.currency} {one.bound}"
            for one in amounts
        ]


def cases(table: str) -> Iterator[Case]:
    for line in (DATA / table).read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, kind, published, text, expected = line.split("\t")
            before, _, rest = text.partition("[")
            words, _, after = rest.partition("]")
            yield Case(language, kind, None if published == "-" else published, before, words, after, expected)


CASES = [*cases("phrases.tsv"), *cases("more_phrases.tsv")]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.language}: {case.words}" for case in CASES])
def test_the_first_reading_is_that_of_a_careful_coder(case: Case) -> None:
    assert (case.readings() or ["-"])[0] == case.expected


def test_the_lists_cover_dates_and_amounts_of_fourteen_languages() -> None:
    assert {(case.language, case.kind) for case in CASES} == {
        (language, kind)
        for language in "en es fr de pt it ru uk ar ja zh ko tr hi".split()
        for kind in ("date", "amount")
    }
    assert len(CASES) >= 300


@pytest.mark.parametrize("case", CASES, ids=[f"{case.language}: {case.words}" for case in CASES])
def test_words_without_the_text_around_them_give_no_other_number(case: Case) -> None:
    """Without its context a phrase may lose its relation or its bound, and never its year, day or amount."""
    if case.expected == "-":
        return
    alone = case._replace(before="", after="").readings()
    known = {figure(reading) for reading in case.readings()}
    assert {figure(reading) for reading in alone} <= known


def figure(reading: str) -> str:
    """A reading without its bound or relation."""
    return reading.split(" ")[0].replace("../", "").replace("/..", "")
