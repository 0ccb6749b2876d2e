"""Answers of a collection in a terminal."""

import io

import pytest
from rich.console import Console

from extract.output.answers import (
    Form,
    Layout,
    Row,
    print_rows,
    show_actor,
    show_deal,
    show_news,
    show_stage,
    show_statement,
)

DEAL: Row = {
    "id": "deal/3f2a91c0de",
    "label": "twelve armed drones (Kenya, Turkey)",
    "instrument": "arms_contract",
    "timeline": [{"status": "signed", "date": "2023-05-08"}],
    "current_status": "signed",
    "reports": 4,
    "independent_sources": 3,
    "contradictions": [{}],
    "last_report": "2024-02-20",
    "quote": "Kenya signed a contract with Turkey on Monday for twelve drones.",
    "quoted_from": ["beacon", "g1"],
    "news": ["stage in_implementation"],
    "new_reports": [["beacon", "g1"]],
}
STATEMENT: Row = {
    "id": "event/77aa01c0de",
    "label": "Ana Prado: express concern, drilling at sea",
    "act": "express_concern",
    "recipient_names": ["Guyana"],
    "reports": 1,
    "independent_sources": 1,
    "contradictions": [],
    "first_report": "2024-03-04",
    "quote": '"We are counting every ship," she said.',
    "quoted_from": ["ledger", "s1"],
}
STAGE: Row = {
    "id": "deal/3f2a91c0de",
    "kind": "deal",
    "what": "in_force",
    "disputed": True,
    "label": "twelve armed drones",
    "date": None,
    "first_day": "2023-05-09",
    "reports": 2,
    "quote": None,
}
ACTOR: Row = {
    "id": "actor/90624f58a5",
    "name": "Ana Prado",
    "kind": "person",
    "country": "GUY",
    "offices": [{"office": "foreign minister"}],
    "reports": 1,
    "first_report": "2024-03-04",
    "last_report": "2024-03-04",
    "wikidata": None,
}


def printed(row: Row, layout: Layout) -> list[str]:
    """The lines of a row in a terminal of 72 columns."""
    out = io.StringIO()
    print_rows([row], layout, Form.TERMINAL, Console(file=out, width=72))
    return [line.rstrip() for line in out.getvalue().splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("row", "layout", "lines"),
    [
        (
            DEAL,
            show_deal,
            [
                "2023-05-08  signed  twelve armed drones (Kenya, Turkey)",
                "            arms contract · 4 reports · 3 independent sources · 1",
                "            contradiction · deal/3f2a91c0de",
                "            “Kenya signed a contract with Turkey on Monday for twelve",
                "            drones.”  beacon/g1",
            ],
        ),
        (
            STATEMENT,
            show_statement,
            [
                "2024-03-04  express concern  Ana Prado: drilling at sea",
                "            to Guyana · 1 report · 1 independent source ·",
                "            event/77aa01c0de",
                '            "We are counting every ship," she said.  ledger/s1',
            ],
        ),
        (
            STAGE,
            show_stage,
            [
                "2023-05-09  in force (disputed)  twelve armed drones",
                "            2 reports · deal/3f2a91c0de",
            ],
        ),
        (
            ACTOR,
            show_actor,
            [
                "GUY  Ana Prado",
                "     person · foreign minister · 1 report 2024-03-04 · actor/90624f58a5",
            ],
        ),
    ],
)
def test_an_entry_says_what_it_is_how_often_it_is_reported_and_quotes_a_record(
    row: Row, layout: Layout, lines: list[str]
) -> None:
    assert printed(row, layout) == lines


def test_news_say_what_is_new() -> None:
    first, second, *_ = printed(DEAL, show_news)
    assert first == "2024-02-20  stage in implementation  twelve armed drones (Kenya, Turkey)"
    assert "signed · 1 of 4 reports new" in second


def test_no_rows_are_said_to_be_none() -> None:
    out = io.StringIO()
    print_rows([], show_deal, Form.TERMINAL, Console(file=out))
    assert out.getvalue() == "nothing found\n"
