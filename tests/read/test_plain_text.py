"""Wrapped lines are joined by evidence, whatever their width, and columns in plain text are told apart."""

from itertools import zip_longest
from pathlib import Path
from textwrap import wrap

import pytest

from extract.read import read
from extract.read.layout.plain_text import unwrap
from schemas import Article

FIRST = (
    "LIMA, 9 September 2025 - Norway and Peru signed an agreement on fishing in the southern Pacific on Tuesday, the"
    " ministry said. The text covers quotas, licences and the rescue of ships."
)
SECOND = (
    "Chile condemned the agreement, its foreign minister said, and recalled its ambassador from Oslo the same evening."
    " Kenya and Ghana will send observers to the talks that follow."
)
GERMAN = (
    "Norwegen und Peru haben am Dienstag in Lima ein Abkommen über die Fischerei im Südpazifik unterzeichnet, teilte "
    "das"
    " Ministerium mit. Chile kritisierte die Einigung und rief seinen Botschafter aus Oslo zurück."
)
RUSSIAN = (
    "Норвегия и Перу подписали во вторник в Лиме соглашение о рыболовстве в южной части Тихого океана, сообщило"
    " министерство. Чили осудило договор и отозвало своего посла из Осло."
)
ARABIC = (
    "وقعت النرويج وبيرو يوم الثلاثاء في ليما اتفاقا بشأن الصيد في جنوب المحيط الهادئ حسبما أعلنت الوزارة ورفضت تشيلي"
    " الاتفاق واستدعت سفيرها من أوسلو في المساء نفسه بعد مشاورات طويلة"
)


@pytest.mark.parametrize("width", [22, 26, 30, 36, 42, 48, 60, 72, 100, 130])
@pytest.mark.parametrize("text", [FIRST, SECOND, GERMAN, RUSSIAN, ARABIC])
def test_wrapped_lines_are_joined_at_every_width(text: str, width: int) -> None:
    text = f"{text} {text}" if width > 72 else text
    wrapped = "\n".join(wrap(text, width, break_on_hyphens=False))
    assert unwrap(f"{wrapped}\n\n{wrapped}") == f"{text}\n\n{text}"


def test_a_headline_above_wrapped_lines_stays_a_line_of_its_own(tmp_path: Path) -> None:
    body = "\n".join(wrap(FIRST, 34))
    (tmp_path / "a.txt").write_text(f"Oslo and Lima sign fish pact now\n{body}", encoding="utf-8")
    (item,) = read(tmp_path / "a.txt")
    assert isinstance(item, Article)
    assert (item.title, item.text.split("\n")[1]) == ("Oslo and Lima sign fish pact now", FIRST)


def test_words_that_a_line_breaks_are_whole() -> None:
    text = (
        "Norway and Peru signed a coopera-\ntion agreement on Tuesday, the min-\nistry said. The Franco-\nGerman text"
        " covers long-\nterm plans."
    )
    assert unwrap(text) == (
        "Norway and Peru signed a cooperation agreement on Tuesday, the ministry said. The Franco-German text covers"
        " long-term plans."
    )
    assert unwrap("Hungary con-\ndemned the deal.") == "Hungary condemned the deal."
    assert unwrap("Hungary con\u00ad\ndemned the deal.") == "Hungary condemned the deal."


def test_lines_of_a_script_without_spaces_are_joined_without_one() -> None:
    text = "两国外交部发表联合声明，对谈判结果表示满意，并感谢各方在过去两年中提供的帮助，希望参与下一轮磋商。"
    assert unwrap("\n".join(text[start : start + 16] for start in range(0, len(text), 16))) == text


def test_an_item_of_a_list_goes_on_in_the_lines_that_are_indented_to_its_text() -> None:
    text = "- quotas of fish in the south\n  and licences for ships\n- a fund"
    assert unwrap(text) == "- quotas of fish in the south and licences for ships\n- a fund"


@pytest.mark.parametrize("gap", ["\n\n", "\n\n\n"])
def test_wrapped_lines_with_blank_lines_between_them_are_joined(gap: str) -> None:
    text = gap.join("\n\n".join(wrap(paragraph, 44)) for paragraph in (FIRST, SECOND))
    assert unwrap(text).split() == f"{FIRST} {SECOND}".split() and unwrap(text).split("\n")[-1] == SECOND


@pytest.mark.parametrize(
    "text",
    [
        "The minister said it.\nThe other minister denied it.\nNobody signed the paper, and the talks ended at night.",
        "Things to buy:\n\napples\nbread and butter\nmilk\ncheese from the farm",
        "Oslo and Lima sign pact\nChile is not amused\nKenya waits for an answer\nGhana sends a ship",
        "- quotas of fish\n- licences for ships\n- rescue at sea, which is expensive\n- a fund",
        f"{FIRST}\n{SECOND}\n{FIRST}",
        "Name  Year  Tons\nNorway  2024  40\nPeru  2024  35\nChile  2024  12\nKenya  2024  9",
    ],
)
def test_lines_that_are_not_wrapped_are_left_alone(text: str) -> None:
    assert unwrap(text) == text


@pytest.mark.parametrize("gap", [4, 8])
def test_columns_side_by_side_are_read_one_after_the_other(gap: int) -> None:
    left, right = wrap(FIRST, 34), wrap(SECOND, 34)
    rows = zip_longest(left, right, fillvalue="")
    text = "\n".join(f"{one.ljust(34 + gap)}{other}".rstrip() for one, other in rows)
    assert unwrap(f"Oslo and Lima sign a pact on fish and fair winds across the ocean\n\n{text}").split("\n\n")[1:] == [
        FIRST,
        SECOND,
    ]


@pytest.mark.parametrize("hyphen", ["-", "\u00ad", "\u2010", "\u00ac"])
def test_a_word_that_a_line_breaks_is_stored_whole(hyphen: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Hungary con{hyphen}\ndemned the deal.", encoding="utf-8")
    (item,) = read(tmp_path / "a.txt")
    assert isinstance(item, Article) and item.text == "Hungary condemned the deal."


@pytest.mark.parametrize("mark", ["\u200b", "\u2060", "\u200c"])
def test_invisible_marks_within_a_word_are_left_out(mark: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Hungary con{mark}demned the deal.", encoding="utf-8")
    (item,) = read(tmp_path / "a.txt")
    assert isinstance(item, Article) and item.text == "Hungary condemned the deal."


def test_the_joiners_of_scripts_that_have_them_stay(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("می\u200cخواهم", encoding="utf-8")
    (item,) = read(tmp_path / "a.txt")
    assert isinstance(item, Article) and item.text == "می\u200cخواهم"


def test_ligatures_and_soft_hyphens_are_letters_of_the_stored_text(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "Oslo and Lima rati\ufb01ed the cease\ufb01re and a\ufb03rmed their col\u00adla\u00adboration."
    )
    (item,) = read(tmp_path / "a.txt")
    assert isinstance(item, Article)
    assert item.text == "Oslo and Lima ratified the ceasefire and affirmed their collaboration."
