"""Exact words are found whatever the typography of either side, and the spans are those of the text itself."""

import unicodedata

import pytest

from extract.document.folding import FoldedText, locate

FOUND = [
    ("a ligature", "ratified", "Parliament ra\u200bti\ufb01ed it.", ["ra\u200bti\ufb01ed"]),
    ("a soft hyphen", "condemned", "They con\u00addemned it.", ["con\u00addemned"]),
    ("a hyphen at a line end", "condemned", "They con-\ndemned it.", ["con-\ndemned"]),
    ("a hyphen at a line end that belongs to the word", "long-range", "a long-\r\nrange drone", ["long-\r\nrange"]),
    ("a name broken at its own hyphen", "Franco-Dutch", "a Franco-\nDutch pact", ["Franco-\nDutch"]),
    ("words copied with their broken line", "con-\ndemned", "They con-\ndemned it.", ["con-\ndemned"]),
    ("a soft hyphen at a line end", "condemned", "They con\u00ad\ndemned it.", ["con\u00ad\ndemned"]),
    ("other quotation marks", 'called it "unwise"', "They called it “unwise”.", ["called it “unwise”"]),
    ("French quotation marks", '"accord"', "un « accord » signé", ["« accord »"]),
    ("an apostrophe", "Chad's army", "Chad’s army left.", ["Chad’s army"]),
    ("dashes", "talks - which failed", "The talks—which failed", ["talks—which failed"]),
    ("no-break spaces", "25 million", "worth 25\u00a0million", ["25\u00a0million"]),
    ("line breaks", "the defence pact", "the defence\n  pact", ["the defence\n  pact"]),
    ("full-width letters", "F-16", "戦闘機Ｆ－１６を", ["Ｆ－１６"]),
    ("native digits", "250 مليون", "بقيمة ٢٥٠ مليون دولار", ["٢٥٠ مليون"]),
    ("Arabic vowel points", "وقع الاتفاق", "وَقَّعَ الاتفاق", ["وَقَّعَ الاتفاق"]),
    ("Arabic presentation forms", "سلام", "\ufeb3\ufefc\ufee1 عادل", ["\ufeb3\ufefc\ufee1"]),
    ("composed accents", "café", "the cafe\u0301 pact", ["cafe\u0301"]),
    ("decomposed Hangul", "한국", unicodedata.normalize("NFD", "한국 정부"), [unicodedata.normalize("NFD", "한국")]),
    ("a space beside ideographs", "2025年3月", "2025 年 3 月に", ["2025 年 3 月"]),
    ("a line break between ideographs", "中国政府", "中国\n政府", ["中国\n政府"]),
    ("radicals of a PDF", "日本", "\u2f47本", ["\u2f47本"]),
    ("marks at the ends of the words", "“signed”.", "They signed, then left", ["signed"]),
    ("an abbreviation's stop", "the U.S.", "to the U.S. Senate", ["the U.S."]),
    ("white space between two words in Katakana", "インド", "ロシア インド", ["インド"]),
    ("every occurrence", "pact", "A pact is a pact.", ["pact", "pact"]),
]


@pytest.mark.parametrize(("words", "text", "found"), [case[1:] for case in FOUND], ids=[case[0] for case in FOUND])
def test_words_are_found_despite(words: str, text: str, found: list[str]) -> None:
    spans = locate(words, text)
    assert [span.text for span in spans] == found
    assert all(text[span.start : span.end] == span.text for span in spans)


NOT_FOUND = [
    ("a part of a word", "sign", "They signed it."),
    ("a part of a word broken at a line end", "demned", "They con-\ndemned it."),
    ("a part of a decomposed letter", "cafe", "the cafe\u0301 pact"),
    ("another letter", "signet", "They signed it."),
    ("other case", "Signed", "They signed it."),
    ("two words for one", "cease fire", "a ceasefire"),
    ("a hyphen more", "re-sign", "to resign"),
    ("a hyphen less", "resign", "to re-sign"),
    ("a prefix with a hyphen", "Iranian", "a pro-Iranian group"),
    ("the end of a number", "500", "1,500 jets"),
    ("the beginning of a number", "1", "1.5 billion"),
    ("the beginning of a number in groups of three", "1 500", "1 500 000 euros"),
    ("a list read as a decimal", "2.5", "in Article 2. 5 states signed"),
    ("a part of a run of Katakana", "インド", "インドネシアが署名"),
    ("a part of a number in ideographs", "二億円", "十二億円"),
    ("the beginning of such a number", "12億", "12億5000万ドル"),
    ("a part of a Korean name", "인도", "인도네시아 정부"),
    ("the end of a Korean name", "한국", "남한국경"),
    ("a letter without its vowel sign", "समझौत", "समझौते पर"),
    ("a longer Arabic word", "عمان", "العمانيون"),
    ("an abbreviation that is cut", "the U", "in the U.S. Senate"),
    ("a word that is cut at its apostrophe", "the state'", "the state's army"),
    ("no words at all", "—", "talks — and more"),
    ("nothing", "", "talks"),
]


@pytest.mark.parametrize(("words", "text"), [case[1:] for case in NOT_FOUND], ids=[case[0] for case in NOT_FOUND])
def test_words_are_not_found_for(words: str, text: str) -> None:
    assert locate(words, text) == ()


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("الصين", "أعلنت روسيا والصين"),
        ("서명", "양국이 서명했다"),
        ("미국", "미국은 거부했다"),
        ("F-16", "F-16은"),
        ("中国", "访问中国后"),
    ],
)
def test_particles_that_a_script_writes_to_its_words_leave_them_whole(words: str, text: str) -> None:
    assert [span.text for span in locate(words, text)] == [words]


def test_case_counts_unless_any_case_is_asked_for() -> None:
    text = FoldedText("NIGER CONDEMNS RAID. Niger condemns it. İstanbul")
    assert [span.text for span in text.locate("Niger condemns")] == ["Niger condemns"]
    assert [span.text for span in text.locate("niger condemns", any_case=True)] == ["NIGER CONDEMNS", "Niger condemns"]


def test_only_the_range_that_is_given_is_searched() -> None:
    text = "Chad signed. Niger signed. Mali signed."
    assert [span.start for span in FoldedText(text).locate("signed", 13, 26)] == [19]
    assert FoldedText(text).locate("signed", 13, 24) == ()
