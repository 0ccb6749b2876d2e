"""Where sentences end and where not, and which lines are headline, byline or prose."""

import re

import pytest

from extract.document.segment import LONGEST, Role, Sentence, segment

ONE = [
    ("an acronym", "The U.S. Senate met the U.N. envoy."),
    ("an acronym before an office", "The U.S. Under Secretary of State flew to Oslo."),
    ("an acronym before a quote", "It is the U.S. “Pivot to Asia” that they fear."),
    ("a military title", "Lt. Gen. Ivo Bask and Adm. Rui Paz met Sen. Ann Lee."),
    ("a title with a hyphen", "Maj.-Gen. Ivo Bask and Ex-Pres. Rui Paz met."),
    ("a title in brackets", "Col. (Ret.) Ivo Bask met Gen. (retd.) Rui Paz."),
    ("rupees", "The ships cost Rs. 45,000 crore."),
    ("takas, dirhams and shillings", "They paid Tk. 500 crore, Dh. 3 million and Ksh. 3bn."),
    ("a page", "The text is on Pg. 4 of the report."),
    ("a courtesy title", "Mr. Lee met Mrs. Paz and Dr. Bask in St. Petersburg."),
    ("initials", "J. R. Smith and George W. Brown spoke to J.-P. Petit."),
    ("a month", "The pact of Nov. 26 was signed on Sept. 3, 2024."),
    ("a numbered resolution", "It recalled Res. 12 and resolution No. 2379 of the council."),
    ("a company", "Acme Co. Ltd. Chairman Rui Paz sold Beta Inc. ships."),
    ("a generation", "Joseph R. Brown Jr. President of the club, spoke."),
    ("a time of day", "It began at 9 a.m. Tuesday and ended at 5 p.m. Moscow time."),
    ("decimals", "The deal is worth $2.5 billion, or 1.2 billion euros, up 3.4%."),
    ("Latin abbreviations", "Arms, e.g. Patriot missiles, i.e. Western ones, vs. Soviet ones."),
    ("an ascription", "“I hope trade would expand,” Paz said, according to the agency."),
    ("a question and who asked it", "“Will you sign?” he asked."),
    ("a colon and a semicolon", "They agreed on this: Peace first; The rest later."),
    ("a dateline", "SEOUL, Nov. 26 (Yonhap) -- Seoul and Oslo signed a pact."),
    ("a dateline with full stops", "MOSCOW, November 26. /TASS/. Moscow and Minsk signed a pact."),
    ("an enumerator", "1. The parties shall meet."),
    ("a trailing ellipsis that goes on", "We will ... not yield."),
]


@pytest.mark.parametrize("text", [text for _, text in ONE], ids=[name for name, _ in ONE])
def test_a_sentence_does_not_end_in(text: str) -> None:
    assert texts(text) == [text]


MANY = [
    ("a full stop", "Oslo signed. Lima did not.", ["Oslo signed.", "Lima did not."]),
    ("question and exclamation", "Peace? Never! He left.", ["Peace?", "Never!", "He left."]),
    ("an ellipsis", "We wait… The talks go on.", ["We wait…", "The talks go on."]),
    ("a digit next", "It began in 1990. 12 states joined.", ["It began in 1990.", "12 states joined."]),
    ("an acronym at the end", "He flew to the U.S. The talks failed.", ["He flew to the U.S.", "The talks failed."]),
    ("a time at the end", "It ended at 5 p.m. They left.", ["It ended at 5 p.m.", "They left."]),
    ("a company at the end", "It bought Acme Inc. The price is open.", ["It bought Acme Inc.", "The price is open."]),
    ("a quote of two sentences", "“We agree. We will sign,” he said.", ["“We agree.", "We will sign,” he said."]),
    ("a quote that closes", "“We agree.” The talks ended.", ["“We agree.”", "The talks ended."]),
    ("a quote that opens", 'He left. "We will sign," she said.', ["He left.", '"We will sign," she said.']),
    ("a quote that stands off", 'He said "it is over. " The end came.', ['He said "it is over. "', "The end came."]),
    ("a low closing quote", "„Wir gehen.“ Er ging.", ["„Wir gehen.“", "Er ging."]),
    ("brackets", "(He left.) She stayed.", ["(He left.)", "She stayed."]),
    ("a footnote mark", "It was signed.[3] Lima ratified.", ["It was signed.[3]", "Lima ratified."]),
    ("“No.” as an answer", "He said no. No. The pact is dead.", ["He said no.", "No.", "The pact is dead."]),
    ("Chinese", "双方签署协议。协议明年生效。", ["双方签署协议。", "协议明年生效。"]),
    ("a no-break space", "Oslo signed.\u00a0Lima did not.", ["Oslo signed.", "Lima did not."]),
    ("bullets in a line", "They want: • Peace • Trade.", ["They want:", "• Peace", "• Trade."]),
]


@pytest.mark.parametrize(("text", "wanted"), [c[1:] for c in MANY], ids=[c[0] for c in MANY])
def test_sentences_end_after(text: str, wanted: list[str]) -> None:
    assert texts(text) == wanted


def test_each_line_may_be_a_paragraph_without_blank_lines() -> None:
    text = "Oslo and Lima signed a pact.\nThe pact “lasts a year”\nIt was hailed in Paris"
    assert texts(text) == text.split("\n")


def test_a_blank_line_ends_a_sentence_even_in_lower_case() -> None:
    assert texts("They agreed to talk about fish and the sea\n\nand to eat.") == [
        "They agreed to talk about fish and the sea",
        "and to eat.",
    ]


WRAPPED = """\
Oslo and Lima signed a pact on the fisheries of the North Atlantic and
Pacific oceans, the ministry in Oslo said on Friday. It had long been
sought by both. The President
Rui Paz called it a success."""


def test_a_wrapped_paragraph_is_one_block() -> None:
    found = texts(WRAPPED)
    assert [text.split()[0] for text in found] == ["Oslo", "It", "The", "Rui"]
    assert found[1] == "It had long been\nsought by both."


def test_a_wrapped_paragraph_has_no_headline() -> None:
    assert {sentence.role for sentence in segment(WRAPPED)} == {Role.BODY}


def test_the_long_heading_of_a_government_is_a_headline() -> None:
    head = (
        "Joint Statement by President Ana B. Rojas of the Republic of Peru and Prime Minister Ken Ito of Japan on the "
        "Defence of Shipping and the Protection of Fisheries in the Northern Part of the Pacific Ocean"
    )
    assert segment(f"{head}\n\nThe two met in Lima.")[0].role is Role.HEADLINE


def test_a_headline_above_a_wrapped_paragraph_is_a_sentence() -> None:
    assert roles("Oslo and Lima sign pact\nReuters\n" + WRAPPED)[:3] == [Role.HEADLINE, Role.BYLINE, Role.BODY]


def test_each_bullet_is_a_sentence() -> None:
    text = "The two sides agreed to work together on all of the following:\n- fish\n- trade in arms\n* the sea"
    assert len(texts(text)) == 4


def test_the_first_short_line_without_a_full_stop_is_the_headline() -> None:
    assert roles("Oslo, Lima sign pact in U.S.\n\nOslo and Lima signed a pact.") == [Role.HEADLINE, Role.BODY]


@pytest.mark.parametrize(
    "first",
    [
        "Oslo and Lima signed a pact.",
        "The minister said:",
        "Mr President, colleagues,",
        "Oslo and Lima " * 20,
        "SEOUL (Yonhap) -- Oslo and Lima signed",
        "Oslo and Lima, which are at odds over fish, signed a pact\non fish.",
    ],
)
def test_prose_is_not_a_headline(first: str) -> None:
    assert Role.HEADLINE not in roles(first + "\nThe pact will last a year.")


def test_a_single_line_is_not_a_headline() -> None:
    assert roles("Oslo and Lima sign pact") == [Role.BODY]


BYLINES = [
    "Reuters", "(Reuters)", "By Reuters", "The Associated Press", "AP", "Yonhap News Agency",
    "By Ann Lee", "By ANN LEE and RUI PAZ", "By Ann Lee, Associated Press", "By Ann Lee | Reuters",
    "November 26, 2024", "Published: 26 November 2024", "Tuesday, Nov. 26, 2024 10:00 GMT", "2024-11-26",
    "Reuters, Nov. 26, 2024", "Advertisement", "ADVERTISEMENT", "* * *", "###",
    "Reporting by Ann Lee; Editing by R. Paz",
    "(Additional reporting by Ann Lee in Oslo. Editing by Rui Paz.)", "5 min read",
    "© 2024 The Paper. All rights reserved.",
]  # fmt: skip


@pytest.mark.parametrize("line", BYLINES)
def test_a_line_of_outlet_author_date_or_page_is_a_byline(line: str) -> None:
    assert roles(f"Oslo, Lima sign pact\n{line}\nOslo signed.") == [Role.HEADLINE, Role.BYLINE, Role.BODY]


@pytest.mark.parametrize(
    "line",
    [
        "Reuters reported the signing.",
        "By Tuesday, Lima had signed the pact.",
        "By the numbers",
        "On November 26, 2024, Lima signed",
        "Advertisement of arms was banned",
        "May 2024 saw a new pact",
        "Ends of wars are hard",
    ],
)
def test_a_line_of_prose_is_not_a_byline(line: str) -> None:
    assert Role.BYLINE not in roles(f"Oslo, Lima sign pact\n{line}\nOslo signed.")


AWKWARD = [
    "", " \n\t ", "...", "? ! .", "a", "\n\n\nOslo signed.\n\n", "* * *\n\nOslo.", "“", ". . . Oslo",
    "No.", "U.S.", "1.",
    "Oslo signed.\u2028Lima did not.\u2029\u00a0", "x " * 5_000, "y" * 5_000, "Oslo" + " " * 5_000 + "signed. Lima",
    "1. 2. 3. A. B. C.", "\U0001f600. 😀 Oslo", WRAPPED, "- \n- \n-", "[...] (…) «…»", "• • •",
]  # fmt: skip


@pytest.mark.parametrize("text", AWKWARD, ids=range(len(AWKWARD)))
def test_sentences_cover_the_text_without_overlap(text: str) -> None:
    sentences = segment(text)
    gaps, position = "", 0
    for index, sentence in enumerate(sentences):
        assert sentence.index == index
        assert sentence.text == text[sentence.start : sentence.end] == sentence.text.strip() != ""
        assert sentence.start >= position
        gaps += text[position : sentence.start]
        position = sentence.end
    assert not (gaps + text[position:]).strip()


def test_an_overlong_sentence_is_cut_at_a_semicolon_comma_or_space() -> None:
    pieces = segment("word, " * 200 + "word; " + "word, " * 400)
    assert all(len(piece.text) <= LONGEST for piece in pieces)
    assert pieces[0].text.endswith(";")
    assert pieces[1].text.endswith(",")
    assert [len(piece.text) for piece in segment("y" * 4_500)] == [2_000, 2_000, 500]


HOSTILE = {
    "prose": "The U.S. and Lima signed a pact worth 2.5 million. It will last. ",
    "no ends": "u.s. word. word. ",
    "marks": "! ? ... ",
    "dots": ".",
    "quotes": '."',
    "brackets": ".[1",
    "spaces": " ",
    "capitals": "A",
    "lines": "Oslo and Lima signed a pact on fish\n",
    "lower lines": "a line that is long enough to be of a wrapped text, perhaps\n",
    "bullets": "• ",
    "dashes": ". -",
}


@pytest.mark.slow
@pytest.mark.parametrize("unit", HOSTILE.values(), ids=HOSTILE)
def test_a_megabyte_of_one_pattern_is_covered_by_sentences(unit: str) -> None:
    text = "X" + unit * (1_000_000 // len(unit))
    sentences = segment(text)
    assert sum(len(sentence.text.split()) for sentence in sentences) >= len(text.split())
    assert max(len(sentence.text) for sentence in sentences) <= LONGEST


def test_sentences_are_compared_by_value() -> None:
    assert segment("Oslo signed.") == (Sentence(0, 0, 12, "Oslo signed.", Role.BODY),)


def texts(text: str) -> list[str]:
    """The sentences of a text that has no headline of its own."""
    return [sentence.text for sentence in segment("Head\n\n" + text)][1:]


def roles(text: str) -> list[Role]:
    return [sentence.role for sentence in segment(re.sub(r"^\n", "", text))]
