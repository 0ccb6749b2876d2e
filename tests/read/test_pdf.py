"""The columns of a PDF are read in order, without what is beside the text; what is unsure is an issue."""

import zlib
from collections.abc import Sequence
from pathlib import Path
from textwrap import wrap

import pytest

from extract.read import read
from schemas import Article, ReadIssue
from tests.support.documents import Placed, column, justified, pdf, placed_pdf

HEADLINE = "Oslo and Lima sign pact on fish and fair winds across the southern Pacific"
LEFT = (
    "Norway and Peru signed an agreement on fishing in Lima on Tuesday, the ministry said. The two ministers spoke for"
    " an hour about quotas, licences and the rescue of ships in distress before they met reporters in the old harbour."
)
MIDDLE = (
    "Chile rejected the pact and recalled its ambassador from Oslo the same evening. Its foreign minister said that the"
    " treaty takes from the people of the coast what is theirs, and asked the court in The Hague for an opinion."
)
RIGHT = (
    "Kenya and Ghana will send observers to the talks that follow in the spring. A spokesman confirmed that both have"
    " been invited by the host, and that neither of them has yet said whether it wants to join the treaty itself."
)


def text_of(folder: Path, data: bytes) -> Article:
    path = folder / "page.pdf"
    path.write_bytes(data)
    (item,) = read(path)
    assert isinstance(item, Article), item
    return item


def paragraphs(folder: Path, *pages: Sequence[Placed]) -> list[str]:
    return text_of(folder, placed_pdf(*pages)).text.split("\n\n")


def set_in(text: str, x: float, y: float = 700, width: int = 34, size: float = 10) -> list[Placed]:
    return column(x, y, wrap(text, width), size)


def by_rows(placed: Sequence[Placed]) -> list[Placed]:
    """The lines in the order in which a scanner finds them."""
    return sorted(placed, key=lambda one: (-one.y, one.x))


@pytest.mark.parametrize("order", [list, by_rows])
@pytest.mark.parametrize(("texts", "width", "step"), [((LEFT, MIDDLE), 44, 270), ((LEFT, MIDDLE, RIGHT), 32, 180)])
def test_columns_are_read_one_after_the_other(
    order: type[list[Placed]], texts: Sequence[str], width: int, step: float, tmp_path: Path
) -> None:
    columns = [one for number, text in enumerate(texts) for one in set_in(text, 40 + number * step, width=width)]
    page = [Placed(40, 760, HEADLINE, 14), *order(columns)]
    assert paragraphs(tmp_path, page) == [HEADLINE, *texts]


def test_columns_whose_lines_are_not_level_are_told_apart(tmp_path: Path) -> None:
    page = by_rows([*set_in(LEFT, 40, 700), *set_in(RIGHT, 240, 694)])
    assert paragraphs(tmp_path, page) == [LEFT, RIGHT]


@pytest.mark.parametrize("gutter", [4, 6.5, 9])
def test_columns_are_told_apart_by_a_gutter_that_is_no_wider_than_the_spaces_of_their_lines(
    gutter: float, tmp_path: Path
) -> None:
    texts = [f"{LEFT} {RIGHT} {MIDDLE}", f"{MIDDLE} {LEFT} {RIGHT}"]
    page = by_rows([one for n, text in enumerate(texts) for one in justified(40 + n * (170 + gutter), 700, 170, text)])
    assert paragraphs(tmp_path, page) == texts


def test_a_headline_of_which_a_word_begins_where_a_column_does_is_one_line(tmp_path: Path) -> None:
    headline = justified(40, 700, 500, "Oslo and Lima sign a pact on fish, trade and fair winds over seas.")
    at = headline[8].x
    columns = [*justified(40, 680, at - 50, f"{LEFT} {RIGHT}"), *justified(at, 680, 170, f"{MIDDLE} {LEFT}")]
    first, *texts = paragraphs(tmp_path, [*headline, *columns])
    assert first == " ".join(one.text for one in headline)
    assert texts == [f"{LEFT} {RIGHT}", f"{MIDDLE} {LEFT}"]


def test_the_rows_of_a_table_without_wide_gaps_are_read_one_after_the_other(tmp_path: Path) -> None:
    states = "Norway Peru Chile Kenya Ghana Bolivia Fiji Tonga Malta Cyprus Latvia Estonia Senegal Paraguay".split()
    rows = [(f"{state} coast guard", f"{number} ships") for number, state in enumerate(states, start=20)]
    page = [Placed(x, 700 - 12 * n, cell) for n, row in enumerate(rows) for x, cell in zip((40, 150), row, strict=True)]
    got = text_of(tmp_path, placed_pdf(page)).text
    assert "Norway coast guard 20 ships" in got and "Chile coast guard 22 ships" in got


def test_a_headline_across_two_of_three_columns_is_read_before_them(tmp_path: Path) -> None:
    first = [Placed(40, 760, "Pact on fish and winds", 18), *set_in(LEFT, 40), *set_in(MIDDLE, 220)]
    page = by_rows([*first, *set_in(RIGHT, 400, 760)])
    assert paragraphs(tmp_path, page) == ["Pact on fish and winds", LEFT, MIDDLE, RIGHT]


def test_a_headline_above_two_columns_parts_them_from_those_above_it(tmp_path: Path) -> None:
    lines = wrap(LEFT, 34)
    above = [*column(40, 760, lines[:4]), *column(240, 760, lines[4:])]
    headline = Placed(40, 694, "Kenya waits", 14)
    page = [*above, headline, *set_in(MIDDLE, 40, 670), *set_in(RIGHT, 240, 674)]
    assert paragraphs(tmp_path, page) == [LEFT, "Kenya waits", MIDDLE, RIGHT]


@pytest.mark.parametrize(("cap", "rest"), [("N", LEFT[1:]), ("A", " spokesman" + RIGHT[RIGHT.index(" confirmed") :])])
def test_a_large_first_letter_is_part_of_its_word(cap: str, rest: str, tmp_path: Path) -> None:
    lines = wrap(rest + " The spokesman was not there.", 40)
    page = [Placed(40, 664, cap, 50), *column(80, 690, lines[:3]), *column(40, 654, lines[3:])]
    assert paragraphs(tmp_path, page) == [f"{cap}{rest} The spokesman was not there."]


def test_the_letters_of_a_word_that_are_set_apart_are_one_word(tmp_path: Path) -> None:
    content = zlib.compress(b"BT /F 16 Tf 3 Tc 40 740 Td (Norway waits for Chile) Tj ET")
    assert text_of(tmp_path, pdf([], content=content)).text == "Norway waits for Chile"


def test_a_sentence_goes_on_in_the_next_column_and_on_the_next_page(tmp_path: Path) -> None:
    lines = wrap(LEFT, 34)
    first = [*column(40, 700, lines[:3]), *column(240, 700, lines[3:6])]
    assert paragraphs(tmp_path, first, column(40, 700, lines[6:])) == [LEFT]


def test_a_single_column_with_a_table_is_no_page_of_columns(tmp_path: Path) -> None:
    rows = [("Norway", "40"), ("Peru", "35"), ("Chile", "12"), ("Kenya", "9"), ("Ghana", "7")]
    table = [
        Placed(x, 500 - 12 * n, cell) for n, row in enumerate(rows) for x, cell in zip((40, 300), row, strict=True)
    ]
    got = text_of(tmp_path, placed_pdf([*set_in(LEFT, 40, width=80), *table]))
    assert "Norway 40" in got.text and not got.issues


def test_a_word_that_a_line_breaks_is_whole(tmp_path: Path) -> None:
    lines = [
        "The ministers signed a coopera-",
        "tion agreement, and a long-",
        "term plan with Franco-",
        "German help, of the anti-",
    ]
    page = column(40, 700, [*lines, "aircraft crews and their anti-aircraft guns."])
    want = (
        "The ministers signed a cooperation agreement, and a long-term plan with Franco-German help, of the"
        " anti-aircraft crews and their anti-aircraft guns."
    )
    assert paragraphs(tmp_path, page) == [want]


def test_paragraphs_are_told_apart_by_their_indents_gaps_and_short_last_lines(tmp_path: Path) -> None:
    lines = wrap(LEFT, 60)
    indented = [*column(40, 700, lines), Placed(52, 700 - 12 * len(lines), RIGHT[:60])]
    assert len(paragraphs(tmp_path, indented)) == 2
    apart = [*column(40, 700, lines), Placed(40, 680 - 12 * len(lines), RIGHT[:60])]
    assert len(paragraphs(tmp_path, apart)) == 2


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    pages = [
        [Placed(40, 800, f"The Fjord Times, {number} March"), *set_in(text, 40), Placed(300, 30, f"- {number} -")]
        for number, text in ((1, LEFT), (2, MIDDLE), (3, RIGHT))
    ]
    assert paragraphs(tmp_path, *pages) == [LEFT, MIDDLE, RIGHT]


def test_what_a_browser_prints_around_a_page_is_left_out(tmp_path: Path) -> None:
    page = [Placed(40, 820, "11/28/26, 6:44 PM"), *set_in(LEFT, 40), Placed(40, 20, "https://fjord.example/pact 1/1")]
    assert paragraphs(tmp_path, page) == [LEFT]


def test_line_numbers_are_left_out(tmp_path: Path) -> None:
    lines = wrap(LEFT, 40)
    numbers = [Placed(20, 700 - 24 * number, str(number + 1)) for number in range(len(lines))]
    assert paragraphs(tmp_path, [*column(60, 700, lines, leading=2.4), *numbers]) == [LEFT]


def test_captions_are_left_out(tmp_path: Path) -> None:
    caption = set_in("The ministers before the old harbour of Lima.", 300, 488, size=8)
    label = set_in("Figure 2. Quotas of both states since the year 2000.", 40, 380)
    page = [*set_in(LEFT, 40), *caption, *label, *set_in(RIGHT, 40, 340)]
    got = text_of(tmp_path, placed_pdf(page, pictures=[(300, 500, 150, 100)]))
    assert got.text.split("\n\n") == [LEFT, RIGHT]


def test_footnotes_follow_the_text_and_their_marks_are_left_out(tmp_path: Path) -> None:
    lines = wrap(LEFT, 34)
    mark = Placed(40 + 4.7 * len(lines[2]), 376 + 4, "1", 6)
    note = Placed(40, 40, "1 See the law of the sea.", 7)
    page = [*column(40, 400, lines[:3]), mark, note, *column(240, 400, lines[3:])]
    assert paragraphs(tmp_path, page) == [LEFT, "1 See the law of the sea."]


def test_turned_text_beside_the_page_is_left_out(tmp_path: Path) -> None:
    stamp = Placed(20, 300, "Draft of the ministry, not for release", turned=True)
    assert paragraphs(tmp_path, [stamp, *set_in(LEFT, 60)]) == [LEFT]


def test_a_page_that_is_turned_as_a_whole_is_read(tmp_path: Path) -> None:
    lines = [Placed(100 + 12 * n, 100, line, turned=True) for n, line in enumerate(wrap(LEFT, 60))]
    assert paragraphs(tmp_path, lines) == [LEFT]


def test_gaps_that_may_be_a_gutter_are_an_issue(tmp_path: Path) -> None:
    short = ["Norway and Peru sign", "Chile is not amused by it", "Kenya waits", "Ghana sends a ship south"]
    other = ["the ministers met for an hour in the town", "an envoy of the king", "of the treaty now", "to Lima now"]
    rows = zip(short, other, strict=True)
    page = [Placed(x, 700 - 12 * n, text) for n, row in enumerate(rows) for x, text in zip((40, 300), row, strict=True)]
    got = text_of(tmp_path, placed_pdf(page, set_in(LEFT, 40)))
    (issue,) = got.issues
    assert (issue.code, "page 1 " in issue.message) == (ReadIssue.ORDER_UNSURE, True)


def test_a_scanned_page_among_others_is_an_issue(tmp_path: Path) -> None:
    got = text_of(tmp_path, placed_pdf(set_in(LEFT, 40), [], pictures=[(0, 0, 600, 840)]))
    (issue,) = got.issues
    assert (issue.code, "page 2 of 2" in issue.message) == (ReadIssue.PAGES_NOT_READ, True)
