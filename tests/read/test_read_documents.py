"""Saved pages, PDF, Word and e-mail become articles; broken and hostile ones become failures."""

import io
import resource
import zlib
from pathlib import Path

import pytest

from extract.read import MAX_BYTES, read
from extract.read.decode import ReadError
from extract.read.docx_file import read_docx
from extract.read.feed_file import read_feed
from extract.read.pdf.pdf_file import read_pdf
from extract.read.rtf_file import read_rtf
from extract.read.subprocess_reader import SubprocessReader
from schemas import Article, Failure, FailureCode
from tests.support.documents import FIRST, PAGE, SECOND, TITLE, encrypted_pdf, mail, pdf, with_body, word


def told(folder: Path, name: str, data: bytes) -> Article | Failure:
    path = folder / name
    path.write_bytes(data)
    (item,) = read(path)
    return item


def article(folder: Path, name: str, data: bytes) -> Article:
    item = told(folder, name, data)
    assert isinstance(item, Article), item
    return item


def failure(folder: Path, name: str, data: bytes) -> Failure:
    item = told(folder, name, data)
    assert isinstance(item, Failure), item
    assert ";" in item.message, "the message says what to do"
    return item


def read_text(reader: SubprocessReader, ending: str, data: bytes) -> str:
    (content,) = reader.read(ending, lambda: io.BytesIO(data))
    return content.text


# --- web pages -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["pact.html", "pact.HTM"])
def test_a_saved_page_has_an_article_and_metadata(name: str, tmp_path: Path) -> None:
    got = article(tmp_path, name, PAGE.encode())
    assert got.text == f"{TITLE}\n{FIRST}\n{SECOND}"
    assert (got.title, got.published, got.source) == (TITLE, "2025-09-09", "The Fjord Times")
    assert (got.url, got.source_id) == ("https://fjord.example/2025/fish-pact", "pact")


def test_a_sidecar_precedes_the_metadata_of_a_page(tmp_path: Path) -> None:
    (tmp_path / "pact.meta.json").write_text('{"source": "Reuters", "id": "r1"}')
    got = article(tmp_path, "pact.html", PAGE.encode())
    assert (got.source_id, got.source, got.title) == ("r1", "Reuters", TITLE)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [("cp1251", "windows-1251"), ("utf-8", "windows-1251"), ("koi8-r", "koi8-r"), ("utf-16", "utf-16")],
)
def test_a_page_is_read_in_its_encoding(encoding: str, declared: str, tmp_path: Path) -> None:
    russian = "Президент заявил в среду, что Москва и Пекин подписали соглашение о военном сотрудничестве."
    page = PAGE.replace("utf-8", declared).replace(FIRST, russian)
    assert russian in article(tmp_path, "pact.html", page.encode(encoding)).text


def test_a_page_without_an_article_is_a_failure(tmp_path: Path) -> None:
    got = failure(tmp_path, "app.html", b"<html><body><script>load()</script></body></html>")
    assert got.error is FailureCode.EMPTY


HOSTILE = {
    "nested deeply": PAGE.replace("<article>", "<div>" * 300 + "<article>"),
    "nested without end": PAGE.replace("<article>", "<div>" * 100_000 + "<article>"),
    "a word without end": PAGE.replace("<article>", "<article>" + "a" * 20_000_000),
    "tags without end": PAGE.replace("<article>", "<article>" + "<b>" * 400_000),
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_a_page_that_the_parser_would_cut_is_a_failure(page: str, tmp_path: Path) -> None:
    assert failure(tmp_path, "deep.html", page.encode()).error is FailureCode.TOO_LARGE


# --- PDF -----------------------------------------------------------------------------------------------------------


def test_the_pages_of_a_pdf_are_read_in_order(tmp_path: Path) -> None:
    got = article(tmp_path, "pact.pdf", pdf([TITLE, FIRST], [SECOND], info={"Title": TITLE, "CreationDate": "D:2001"}))
    assert got.text == f"{TITLE}\n\n{FIRST}\n\n{SECOND}"
    assert (got.title, got.published) == (TITLE, None)


def test_a_title_in_the_properties_counts_only_if_the_text_begins_with_it(tmp_path: Path) -> None:
    got = article(tmp_path, "pact.pdf", pdf([TITLE, FIRST], info={"Title": "Microsoft Word - draft3.doc"}))
    assert got.text == f"{TITLE}\n\n{FIRST}"


def test_a_pdf_with_only_pictures_is_a_failure(tmp_path: Path) -> None:
    got = failure(tmp_path, "scan.pdf", pdf([], []))
    assert (got.error, "ocrmypdf" in got.message) == (FailureCode.EMPTY, True)


def test_an_encrypted_pdf_is_read_only_if_it_opens_without_a_password(tmp_path: Path) -> None:
    assert article(tmp_path, "open.pdf", encrypted_pdf("")).title == TITLE
    got = failure(tmp_path, "shut.pdf", encrypted_pdf("secret"))
    assert (got.error, "encrypted" in got.message) == (FailureCode.UNREADABLE, True)


@pytest.mark.parametrize("name", ["cut.pdf", "cut.docx"])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"noise" * 100])
def test_a_broken_document_is_a_failure(name: str, data: bytes, tmp_path: Path) -> None:
    assert failure(tmp_path, name, data).error is FailureCode.UNREADABLE


# --- Word ----------------------------------------------------------------------------------------------------------


def test_paragraphs_and_table_cells_of_a_word_file_are_read(tmp_path: Path) -> None:
    got = article(tmp_path, "pact.docx", word(TITLE, FIRST, cells=("Norway", "Peru"), title=TITLE))
    assert got.text == f"{TITLE}\n\n{FIRST}\n\nNorway\n\nPeru"
    assert (got.title, got.published) == (TITLE, None)


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    body = (
        "<w:p><w:r><w:t>Oslo </w:t></w:r><w:ins><w:r><w:t>and Lima </w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>never </w:delText></w:r></w:del><w:r><w:t>signed.</w:t></w:r></w:p>"
    )
    assert article(tmp_path, "pact.docx", with_body(word("x"), body)).text == "Oslo and Lima signed."


def test_entities_in_a_word_file_are_not_expanded(tmp_path: Path) -> None:
    lines = [f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12)]
    bomb = f'<!DOCTYPE w:document [<!ENTITY e0 "Oslo signed. ">{"".join(lines)}]>'
    data = with_body(word("x"), "<w:p><w:r><w:t>&e11;</w:t></w:r></w:p>", bomb)
    assert failure(tmp_path, "bomb.docx", data).error in (FailureCode.EMPTY, FailureCode.UNREADABLE)


@pytest.mark.slow
def test_a_word_file_that_unpacks_to_too_much_is_a_failure(tmp_path: Path) -> None:
    data = with_body(word("x"), "<w:p/>" * 20_000_000)
    assert failure(tmp_path, "bomb.docx", data).error is FailureCode.TOO_LARGE


def test_an_old_word_file_is_a_failure(tmp_path: Path) -> None:
    got = failure(tmp_path, "old.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512)
    assert "save it as .docx" in got.message


# --- e-mail --------------------------------------------------------------------------------------------------------


def test_the_text_and_headers_of_a_message_are_read(tmp_path: Path) -> None:
    message = mail(f"{FIRST}\n\n{SECOND}\n", PAGE)
    got = article(tmp_path, "release.eml", message.as_bytes())
    assert got.text == f"{message['Subject']}\n\n{FIRST}\n\n{SECOND}"
    assert (got.title, got.published) == ("Oslo und Lima unterzeichnen: «Fischpakt»", "2025-09-09")
    assert got.source == "Norwegian Ministry of Foreign Affairs"


def test_a_message_with_only_html_is_read_as_a_page(tmp_path: Path) -> None:
    got = article(tmp_path, "release.eml", mail(None, PAGE).as_bytes())
    assert got.text.endswith(f"{FIRST}\n{SECOND}") and "Most read" not in got.text
    assert got.source == "Norwegian Ministry of Foreign Affairs"


def test_a_message_with_only_attachments_is_a_failure_that_names_them(tmp_path: Path) -> None:
    message = mail(None)
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="release.pdf")
    got = failure(tmp_path, "release.eml", message.as_bytes())
    assert (got.error, "release.pdf" in got.message) == (FailureCode.EMPTY, True)


def test_a_message_that_declares_a_wrong_encoding_is_read(tmp_path: Path) -> None:
    head = b"Subject: Pact\nContent-Type: text/plain; charset=x-unknown\nContent-Transfer-Encoding: 8bit\n\n"
    assert article(tmp_path, "a.eml", head + "Le président s’est dit préoccupé.".encode()).text.endswith("préoccupé.")


# --- bounds --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", [".html", ".pdf", ".docx", ".eml"])
def test_too_large_documents_are_not_opened(ending: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.read.MAX_DOCUMENT", 1_000)
    assert failure(tmp_path, f"a{ending}", b"a" * 1_001).error is FailureCode.TOO_LARGE


@pytest.mark.slow
def test_a_pdf_that_unpacks_to_too_much_is_a_failure_and_takes_no_memory_of_the_run(tmp_path: Path) -> None:
    packer = zlib.compressobj(9)
    bomb = b"".join(packer.compress(b"\0" * 10_000_000) for _ in range(60)) + packer.flush()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    got = failure(tmp_path, "bomb.pdf", pdf([TITLE], content=bomb))
    assert got.error in (FailureCode.TOO_LARGE, FailureCode.UNREADABLE)  # the reader may end for want of memory
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert article(tmp_path, "pact.pdf", pdf([TITLE, FIRST])).title == TITLE


@pytest.mark.slow
def test_after_a_document_that_takes_too_much_memory_the_next_is_read() -> None:
    reader = SubprocessReader(memory=300_000_000)
    try:
        with pytest.raises(ReadError) as caught:
            read_text(reader, ".docx", with_body(word("x"), "<w:p/>" * 10_000_000))
        assert caught.value.code in (FailureCode.TOO_LARGE, FailureCode.UNREADABLE)
        assert read_text(reader, ".pdf", pdf([TITLE, FIRST])) == f"{TITLE}\n\n{FIRST}"
    finally:
        reader.close()


def test_a_killed_reader_is_restarted() -> None:
    reader = SubprocessReader()
    try:
        for _ in range(3):
            assert read_text(reader, ".pdf", pdf([TITLE, FIRST])) == f"{TITLE}\n\n{FIRST}"
            assert reader._idle
            reader._idle.process.kill()
    finally:
        reader.close()


def test_after_a_document_that_takes_too_long_the_next_is_read() -> None:
    reader = SubprocessReader(seconds=0.001)
    try:
        with pytest.raises(ReadError, match=r"takes more than 0\.001 seconds") as caught:
            read_text(reader, ".pdf", pdf([TITLE]))
        assert caught.value.code is FailureCode.TIMEOUT
    finally:
        reader.close()


def test_another_document_is_read_while_the_articles_of_one_are_taken() -> None:
    reader = SubprocessReader()
    message = mail(f"{FIRST}\n\n{SECOND} {SECOND}")
    message.add_attachment(mail(SECOND))
    try:
        contents = reader.read(".eml", lambda: io.BytesIO(message.as_bytes()))
        first = next(contents)
        assert read_text(reader, ".pdf", pdf([TITLE, FIRST])) == f"{TITLE}\n\n{FIRST}"
        assert (first.text[:4], next(contents).text) == ("LIMA", SECOND)
        contents.close()
        assert read_text(reader, ".pdf", pdf([TITLE, FIRST])) == f"{TITLE}\n\n{FIRST}"
    finally:
        reader.close()


def test_a_too_long_text_is_a_failure_in_every_kind_of_document(tmp_path: Path) -> None:
    data = word("Oslo signed. " * (MAX_BYTES // 13 + 1))
    assert failure(tmp_path, "long.docx", data).error is FailureCode.TOO_LARGE


def test_the_bounds_of_a_pdf_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    data = pdf([TITLE, FIRST])
    for name, most in (("extract.read.pdf.words.MAX_CHARACTERS", 20), ("extract.read.pdf.pdf_file.MAX_BYTES", 20)):
        with monkeypatch.context() as patched:
            patched.setattr(name, most)
            with pytest.raises(ReadError) as caught:
                list(read_pdf(data))
        assert caught.value.code is FailureCode.TOO_LARGE


def test_the_bounds_of_a_word_file_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, most in (("_MAX_PARTS", 3), ("_MAX_TEXT", 100)):
        with monkeypatch.context() as patched:
            patched.setattr(f"extract.read.docx_file.{name}", most)
            with pytest.raises(ReadError) as caught:
                list(read_docx(word(TITLE, FIRST)))
        assert caught.value.code is FailureCode.TOO_LARGE


def test_the_bound_of_a_file_in_rtf_counts_no_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.read.rtf_file.MAX_RTF", 1_000)
    picture = "{\\pict\\pngblip " + "0f" * 2_000 + "}"
    (content,) = read_rtf(f"{{\\rtf1 {picture}{TITLE}}}".encode())
    assert content.text == TITLE
    with pytest.raises(ReadError) as caught:
        list(read_rtf(f"{{\\rtf1 {FIRST * 10}}}".encode()))
    assert caught.value.code is FailureCode.TOO_LARGE


def test_the_bound_of_a_feed_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extract.read.feed_file.MAX_ENTRIES", 2)
    entries = "<item><title>a</title></item>" * 3
    with pytest.raises(ReadError) as caught:
        list(read_feed(f"<rss version='2.0'><channel>{entries}</channel></rss>".encode()))
    assert caught.value.code is FailureCode.TOO_LARGE
