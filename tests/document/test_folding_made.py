"""Thousands of made quotes: an altered quote is never located, a re-typeset one always, in any script."""

import random
import re
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.quotes.edits import ALTERATIONS, TYPESETTINGS, Alteration, Typesetting, alterations, quotes
from extract.document.folding import FoldedText

ARTICLES = Path(__file__).parents[2] / "fixtures" / "articles"
TEXTS = tuple(path.read_text(encoding="utf-8") for path in sorted(ARTICLES.glob("*.txt")))
SCRIPTS = {
    "ru": "Министры обороны двух стран подписали в четверг договор о поставке 24 вертолётов на 1,2 млрд долларов. "
    "Москва осудила этот шаг, однако переговоры продолжатся до конца 2028 года, заявил представитель ведомства.",
    "ar": "وقّع وزيرا الدفاع في البلدين يوم الخميس اتفاقا لتوريد ٢٤ مروحية بقيمة ٢٥٠ مليون دولار. ونددت العاصمة بهذه "
    "الخطوة، لكن المحادثات ستستمر حتى نهاية عام 2028، وفق ما قاله متحدث باسم الوزارة.",
    "ja": "両国の防衛相は木曜日、護衛艦6隻を12億ドルで調達する協定に署名した。インドネシアは非難したが、交渉は続く。",
    "zh": "两国国防部长周四签署了一项协议，以12亿美元采购6艘护卫舰。对方谴责了这一举动，但谈判将持续到2028年底。",
    "ko": "양국 국방장관은 목요일 12억 달러 규모의 헬기 24대 도입 협정에 서명했다. "
    "정부는 이를 비난했지만 협상은 계속된다.",
    "hi": "दोनों देशों के मंत्रियों ने गुरुवार को 24 विमानों के 1,250 करोड़ रुपये के समझौते पर हस्ताक्षर किए।",
    "th": "รัฐมนตรีกลาโหมของทั้งสองประเทศลงนามข้อตกลงซื้อเฮลิคอปเตอร์ 24 ลำ เมื่อวันพฤหัสบดี มูลค่า 250 ล้านดอลลาร์",
}
WITHOUT_SPACES = "ja zh th"


@pytest.mark.parametrize("alter", ALTERATIONS)
def test_an_altered_quote_is_never_located(alter: Alteration) -> None:
    folded = {text: FoldedText(text) for text in TEXTS}
    for text, words in islice(alterations(alter, TEXTS, seed=1), 200):
        assert folded[text].locate(words) == (), words


@pytest.mark.parametrize("typeset", TYPESETTINGS)
def test_a_re_typeset_quote_is_located_to_the_letter(typeset: Typesetting) -> None:
    for dice, text, start, end in islice(quotes(TEXTS, seed=2), 200):
        passage = typeset(dice, text[start:end])
        spans = FoldedText(text[:start] + passage + text[end:]).locate(text[start:end])
        assert passage in [span.text for span in spans if span.start == start]


def one_other(dice: random.Random, quote: str, text: str) -> str:
    at = dice.randrange(len(quote))
    return quote[:at] + dice.choice(text) + quote[at + 1 :]


def one_less(dice: random.Random, quote: str, _: str) -> str:
    at = dice.randrange(1, len(quote) - 1)
    return quote[:at] + quote[at + 1 :]


def one_more(dice: random.Random, quote: str, text: str) -> str:
    at = dice.randrange(1, len(quote))
    return quote[:at] + dice.choice(text) + quote[at:]


def two_swapped(dice: random.Random, quote: str, _: str) -> str:
    at = dice.randrange(len(quote) - 1)
    return quote[:at] + quote[at + 1] + quote[at] + quote[at + 2 :]


@pytest.mark.parametrize("alter", [one_other, one_less, one_more, two_swapped])
@pytest.mark.parametrize("language", SCRIPTS)
def test_a_quote_with_one_character_altered_is_never_located(
    language: str, alter: Callable[[random.Random, str, str], str]
) -> None:
    dice, text = random.Random(3), SCRIPTS[language]
    folded = FoldedText(text)
    for _ in range(200):
        start, end = passage(dice, language)
        words = alter(dice, text[start:end], text)
        if letters(words) not in letters(text):
            assert folded.locate(words) == (), words


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_quote_of_any_script_is_located_to_the_letter(language: str) -> None:
    dice, text = random.Random(4), SCRIPTS[language]
    folded = FoldedText(text)
    for _ in range(200):
        start, end = passage(dice, language)
        assert (start, end) in [(span.start, span.end) for span in folded.locate(text[start:end])]


def passage(dice: random.Random, language: str) -> tuple[int, int]:
    """Offsets of some words; of whole phrases between marks where words have no spaces."""
    pieces = [match.span() for match in re.finditer(r"[^\s、。，]+", SCRIPTS[language])]
    if language in WITHOUT_SPACES:
        pieces = [piece for piece in pieces if piece[1] - piece[0] > 3]
    first = dice.randrange(len(pieces))
    last = first if language in WITHOUT_SPACES else min(len(pieces) - 1, first + dice.randint(1, 5))
    return pieces[first][0], pieces[last][1]


def letters(words: str) -> str:
    """Return only what distinguishes words: no marks, no white space, no Arabic vowel points."""
    return re.sub(r"[^\w\u0900-\u0dff\u0e00-\u0e7f]|[\u064b-\u0652]", "", words)
