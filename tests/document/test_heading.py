"""Title, outlet and date in the heading of an article."""

import pytest

from extract.document.blocks import split_blocks
from extract.document.heading import Heading, read_heading

BODY = "Oslo and Lima signed a pact on fish.\nIt will last a year."

PAGES = [
    ("an agency line", "Pact signed\nReuters\n{}", ("Pact signed", "Reuters", None)),
    ("author and agency", "Pact signed\nBy Ann Lee, Associated Press\n{}", ("Pact signed", "Associated Press", None)),
    ("agency in brackets", "Pact signed\n\n(Reuters)\n\n{}", ("Pact signed", "Reuters", None)),
    ("date line", "Pact signed\nNovember 26, 2024\n{}", ("Pact signed", None, "2024-11-26")),
    ("label", "# Pact signed\nPublished: 26 November 2024\n{}", ("Pact signed", None, "2024-11-26")),
    ("agency and date", "Pact signed\nAP | 2024-11-26\n{}", ("Pact signed", "AP", "2024-11-26")),
    ("date above", "26 Nov. 2024\n\nPact signed\n\n{}", ("Pact signed", None, "2024-11-26")),
    ("dateline", "Pact signed\n\nSEOUL, Nov. 26 (Yonhap) -- {}", ("Pact signed", "Yonhap", None)),
    ("dateline, year", "MINSK, Nov. 26, 2024 (BelTA) – {}", (None, "BelTA", "2024-11-26")),
    ("dateline, country", "KYIV, Ukraine (AP) — {}", (None, "AP", None)),
    ("dateline, slashes", "MOSCOW, November 26. /TASS/. {}", (None, "TASS", None)),
    ("dateline, bare", "Tehran, Nov 26, IRNA – {}", (None, "IRNA", None)),
    ("agency in prose", "Pact signed\nReuters reported it.\n{}", ("Pact signed", None, None)),
    ("brackets in prose", "The council (UNSC) - {}", (None, None, None)),
    ("date in prose", "Pact signed\nOn November 26, 2024, they met.\n{}", ("Pact signed", None, None)),
    ("date without year", "Pact signed\nNovember 26\n{}", ("Pact signed", None, None)),
    ("agency, date", "Pact signed\nReuters, Nov. 26, 2024\n{}", ("Pact signed", "Reuters", "2024-11-26")),
    ("unknown outlet", "Pact signed\nBy Ann Lee, The Village Post\n{}", ("Pact signed", None, None)),
    ("nothing", "{}", (None, None, None)),
]  # fmt: skip


@pytest.mark.parametrize(("page", "wanted"), [c[1:] for c in PAGES], ids=[c[0] for c in PAGES])
def test_title_outlet_and_date_are_read_from_the_heading(page: str, wanted: tuple[str | None, ...]) -> None:
    assert read_heading(split_blocks(page.format(BODY))) == Heading(*wanted)
