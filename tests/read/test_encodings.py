"""The bytes of a file become text in its own encoding, or a failure with a reason."""

from pathlib import Path

import pytest

from extract.read import MAX_BYTES, read
from schemas import Article, FailureCode, Stage
from tests.support.inputs import only, only_failure, saved

NEWS = {
    "French": "Le président s’est dit préoccupé à Genève ; l’accord, signé l’été dernier, vaut 3 milliards d’euros.",
    "Spanish": "El presidente de España anunció ayer en La Coruña la firma de un acuerdo de cooperación con México.",
    "German": "Der Außenminister äußerte in Köln große Sorge über die Lage an der Grenze und kündigte Gespräche an.",
    "English": "The minister’s “São Tomé” visit – his second – ended in Côte d’Ivoire, the office of the premier said.",
    "Polish": "Prezydent podpisał w Łodzi umowę o współpracy wojskowej między Polską a Ukrainą, ogłosił rząd.",
    "Czech": "Ministr zahraničních věcí řekl, že Česká republika a Polsko podepsaly dohodu o společné obraně.",
    "Hungarian": "A külügyminiszter bejelentette, hogy a két ország védelmi együttműködési megállapodást írt alá.",
    "Russian": "Президент заявил в среду, что Москва и Пекин подписали соглашение о военном сотрудничестве.",
    "Ukrainian": "Міністр закордонних справ України засудив ракетний удар і закликав партнерів надати системи ППО.",
    "Japanese": "日本の外相は水曜日、韓国との防衛協力協定に署名したと発表した。両国はミサイル発射を強く非難した。",
    "Chinese": "中国外交部长星期三表示，中国和俄罗斯签署了一项军事合作协议。双方对朝鲜半岛局势表示关切。",
}


@pytest.mark.parametrize("text", ["Baku said so … the end —", "Łódź", "in the end 日", "Tbilisi спо"])
def test_utf8_that_ends_inside_a_character_loses_only_that_character(text: str, tmp_path: Path) -> None:
    (item,) = read(saved(tmp_path, text.encode()[:-1]))
    assert isinstance(item, Article)
    assert item.text == text[:-1].rstrip()


ENCODED = [
    (language, encoding)
    for languages, encodings in [
        (("French", "Spanish", "German", "English"), ("cp1252",)),
        (("Polish", "Czech", "Hungarian"), ("iso8859_2", "cp1250")),
        (("Russian", "Ukrainian"), ("cp1251",)),
        (("Russian",), ("koi8_r",)),
        (("Japanese",), ("shift_jis", "euc_jp")),
        (("Chinese",), ("gb18030",)),
        (tuple(NEWS), ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
    ]
    for language in languages
    for encoding in encodings
]


@pytest.mark.parametrize(("language", "encoding"), ENCODED, ids=["-".join(case) for case in ENCODED])
@pytest.mark.parametrize("times", [2, 20])
def test_news_is_read_in_its_encoding(language: str, encoding: str, times: int, tmp_path: Path) -> None:
    text = "\n".join([NEWS[language]] * times)
    assert only(saved(tmp_path, text.encode(encoding))).text == text


def test_a_broken_byte_does_not_make_utf8_another_encoding(tmp_path: Path) -> None:
    data = (NEWS["French"] * 9).encode() + b"\xff" + NEWS["French"].encode()
    assert only(saved(tmp_path, data)).text == NEWS["French"] * 9 + "\ufffd" + NEWS["French"]


def test_only_line_ends_and_control_characters_are_changed(tmp_path: Path) -> None:
    data = "“Pact”\r\nOslo\x07and\u00a0Lima\x85signed\ufeffit\r• cafe\u0301\tfi\u2028\r\n \n".encode()
    assert only(saved(tmp_path, data)).text == "“Pact”\nOslo and\u00a0Lima signed it\n• cafe\u0301\tfi"


UNFIT = [
    ("nothing", b"", FailureCode.EMPTY),
    ("white space", b"\xef\xbb\xbf \r\n\t", FailureCode.EMPTY),
    ("marks alone", b"--- *** ---", FailureCode.EMPTY),
    ("NUL bytes", b"Oslo\0and Lima", FailureCode.BINARY),
    ("a picture", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", FailureCode.BINARY),
    ("control characters", b"\x01\x02\x03Oslo\x04\x05", FailureCode.BINARY),
    ("noise", bytes(range(1, 256)) * 40, FailureCode.BINARY),
    ("a byte too many", b"a" * (MAX_BYTES + 1), FailureCode.TOO_LARGE),
]


@pytest.mark.parametrize(("data", "code"), [c[1:] for c in UNFIT], ids=[c[0] for c in UNFIT])
def test_bytes_that_are_no_article_are_a_failure_with_a_reason(data: bytes, code: FailureCode, tmp_path: Path) -> None:
    failure = only_failure(saved(tmp_path, data))
    assert (failure.error, failure.source_id, failure.stage) == (code, "news", Stage.READ)
    assert ";" in failure.message, "the message says what to do"


def test_an_article_of_the_largest_size_is_read(tmp_path: Path) -> None:
    assert only(saved(tmp_path, b"a" * MAX_BYTES)).characters == MAX_BYTES
