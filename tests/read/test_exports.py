"""Exports of databases are recognised by what is in them, and split into their articles with title, date and source."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from extract.read import read
from extract.read.decode import MAX_BYTES
from schemas import Article, Failure, FailureCode, ReadIssue
from tests.support.documents import Placed, placed_pdf, word

FISH = "Norway and Peru signed an agreement on fishing in Lima on Tuesday, the ministry said."
SHIPS = "Chile condemned the agreement and recalled its ambassador from Oslo, its foreign minister said."

NEXIS_COVER = """Date and Time: Friday, 5. September 2025 09:31:00 CEST
Job Number: 00000001
Documents (2)
1. Oslo and Lima sign
Client/Matter: -None-
Search Terms: fish
Search Type: Natural Language
Narrowed by:
Content Type
Narrowed by
News
Source: The Fjord Times""".split("\n")
NEXIS = f"""
Oslo and Lima sign fish pact
The Fjord Times (Norway)
September 9, 2025 Tuesday 9:20 AM GMT

Copyright 2025 Fjord Media All Rights Reserved
Section: NEWS; Pg. 4
Length:\u00a0120 words
Byline: Ana Petrova
Highlight: A treaty
Body

{FISH}

{SHIPS}

Classification

Language: ENGLISH

Publication-Type: Newspaper

Load-Date: September 10, 2025

End of Document

Santiago protestiert
Die Welle (Kiel)
10. September 2025 Mittwoch

Copyright 2025 Welle
Length: 80 words
Body
{SHIPS}
Load-Date: September 11, 2025

End of Document""".split("\n")
ACADEMIC = f"""

                               1 of 2 DOCUMENTS


                               The Fjord Times

                            September 9, 2025 Tuesday

Oslo and Lima sign fish pact

BYLINE: Ana Petrova

LENGTH: 355 words

Norway and Peru signed an agreement on
fishing in Lima on Tuesday, the ministry
said.

{SHIPS}

LOAD-DATE: September 10, 2025

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newspaper


                       Copyright 2025 Fjord Media
                              All Rights Reserved

                               2 of 2 DOCUMENTS


                               Die Welle

                            10. September 2025

Santiago protestiert

LENGTH: 80 words

{SHIPS}

LANGUAGE: ENGLISH
"""
FACTIVA = f"""World
Oslo and Lima sign fish pact
By Ana Petrova
423 words
9 September 2025
10:15
The Fjord Times
FJORDT
English
(c) 2025 Fjord Media. All rights reserved.

{FISH}

{SHIPS}

Document FJORDT0020250909el990003x

Santiago protests
1,120 words
10 September 2025
Wave Agency
WAVE
English
Copyright 2025. Wave.

{SHIPS}

Document WAVE000020250910el9a0001y

Search Summary
Text
fish
"""
CODED = f"""SE World
HD
Oslo and Lima sign fish pact
BY By Ana Petrova
WC 423 words
PD 9 September 2025
SN The Fjord Times
SC FJORDT
LA English
CY (c) 2025 Fjord Media
LP
{FISH}
TD
{SHIPS}
NS gcat : Political/General News
AN Document FJORDT0020250909el990003x
"""
RULE = "_" * 60
PROQUEST = f"""{RULE}

Report Information from ProQuest
10 September 2025 10:15
{RULE}

Document 1 of 2

Oslo and Lima sign fish pact

Author: Petrova, Ana

Abstract: A treaty.

Full text: {FISH}

{SHIPS}

Subject: Fish; Treaties

Title: Oslo and Lima sign fish pact

Publication title: The Fjord Times; Bergen

Publication year: 2025

Publication date: Sep 9, 2025

Language of publication: English

ProQuest document ID: 1234567

Document URL: https://proquest.example/1234567

{RULE}

Document 2 of 2

Santiago protests

Abstract: {SHIPS}

Full text: Not available.

Publication title: The Wave

Publication date: Sep 10, 2025

Language of publication: English

ProQuest document ID: 1234568

{RULE}

Contact ProQuest

Copyright 2025 ProQuest LLC.
"""


def articles(path: Path) -> list[Article]:
    found = list(read(path))
    assert all(isinstance(item, Article) for item in found), found
    return [item for item in found if isinstance(item, Article)]


def written(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def rtf(lines: Sequence[str]) -> str:
    """A file in Rich Text Format with these lines."""
    body = "".join(f"{_escape(line)}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Times;}}}}\\f0 {body}}}"


def _escape(line: str) -> str:
    return "".join(one if one < "\x80" else f"\\u{ord(one)}?" for one in line)


NEXIS_FILES: dict[str, str | bytes] = {
    "a.docx": word(*NEXIS_COVER, *NEXIS),
    "a.DOCX": rtf([*NEXIS_COVER, *NEXIS]),
    "a.rtf": rtf(NEXIS),
    "a.txt": "\n".join(NEXIS),
}


@pytest.mark.parametrize("name", NEXIS_FILES)
def test_a_nexis_uni_export_is_split_into_its_articles(name: str, tmp_path: Path) -> None:
    first, second = articles(written(tmp_path, name, NEXIS_FILES[name]))
    assert (first.title, first.source) == ("Oslo and Lima sign fish pact", "The Fjord Times (Norway)")
    assert (first.published, first.language, first.source_id) == ("2025-09-09", "en", "a:1")
    assert first.text == f"Oslo and Lima sign fish pact\n\n{FISH}\n\n{SHIPS}"
    assert (second.title, second.source) == ("Santiago protestiert", "Die Welle (Kiel)")
    assert second.published == "2025-09-10" and second.text == f"Santiago protestiert\n\n{SHIPS}"


def test_an_export_of_lexisnexis_academic_is_split_into_its_articles(tmp_path: Path) -> None:
    first, second = articles(written(tmp_path, "a.txt", ACADEMIC))
    assert (first.title, first.source) == ("Oslo and Lima sign fish pact", "The Fjord Times")
    assert (first.published, first.text) == ("2025-09-09", f"{first.title}\n\n{FISH}\n\n{SHIPS}")
    assert (second.title, second.source, second.published) == ("Santiago protestiert", "Die Welle", "2025-09-10")
    assert second.text.endswith(SHIPS)


@pytest.mark.parametrize(("name", "data"), [("a.txt", FACTIVA), ("a.rtf", rtf(FACTIVA.split("\n")))])
def test_a_factiva_export_is_split_into_its_articles(name: str, data: str, tmp_path: Path) -> None:
    first, second = articles(written(tmp_path, name, data))
    assert (first.title, first.source) == ("Oslo and Lima sign fish pact", "The Fjord Times")
    assert (first.published, first.language, first.source_id) == ("2025-09-09", "en", "FJORDT0020250909el990003x")
    assert first.text == f"{first.title}\n\n{FISH}\n\n{SHIPS}"
    assert (second.title, second.source, second.published) == ("Santiago protests", "Wave Agency", "2025-09-10")
    assert second.text == f"Santiago protests\n\n{SHIPS}"


def test_a_factiva_export_with_codes_is_split_into_its_articles(tmp_path: Path) -> None:
    (first,) = articles(written(tmp_path, "a.txt", CODED))
    assert (first.title, first.source) == ("Oslo and Lima sign fish pact", "The Fjord Times")
    assert (first.published, first.source_id) == ("2025-09-09", "FJORDT0020250909el990003x")
    assert first.text == f"{first.title}\n\n{FISH}\n\n{SHIPS}"


def test_a_paragraph_that_begins_like_a_code_of_factiva_stays(tmp_path: Path) -> None:
    second = CODED.replace("el990003x", "el990004x")
    text = "\n".join((CODED, second)).replace(FISH, f"LA PAZ, {FISH}\n\nIN BRIEF: {SHIPS}")
    text = text.replace("\nAN Document", "\nRE nor : Norway\nAN Document")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    for item in read(tmp_path / "a.txt"):
        assert isinstance(item, Article) and item.language == "en"
        assert item.text.split("\n\n")[1:3] == [f"LA PAZ, {FISH}", f"IN BRIEF: {SHIPS}"] and "Norway\n" not in item.text


def test_the_edition_and_the_graphic_of_an_article_are_not_its_text(tmp_path: Path) -> None:
    text = ACADEMIC.replace("Oslo and Lima sign fish pact\n", "Edition 1; Bergen\n\nOslo and Lima sign fish pact\n")
    text = text.replace("LOAD-DATE: September 10", "GRAPHIC: The ministers in Lima\n\nLOAD-DATE: September 10")
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    first = next(read(tmp_path / "a.txt"))
    assert isinstance(first, Article) and first.title == "Oslo and Lima sign fish pact"
    assert first.text.endswith(SHIPS)


def test_a_proquest_export_is_split_into_its_articles(tmp_path: Path) -> None:
    first, second = articles(written(tmp_path, "a.txt", PROQUEST))
    assert (first.title, first.source) == ("Oslo and Lima sign fish pact", "The Fjord Times; Bergen")
    assert (first.published, first.source_id, first.language) == ("2025-09-09", "1234567", "en")
    assert first.text == f"{first.title}\n\n{FISH}\n\n{SHIPS}" and not first.issues
    assert (second.title, second.published) == ("Santiago protests", "2025-09-10")
    assert [issue.code for issue in second.issues] == [ReadIssue.CUT_OFF_AT_SOURCE]


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.rtf"])
def test_an_article_that_mentions_a_database_is_no_export(name: str, tmp_path: Path) -> None:
    lines = [FISH, "The text is in ProQuest, Factiva and Nexis; its length: about 400 words.", SHIPS]
    made: dict[str, str | bytes] = {"a.txt": "\n\n".join(lines), "a.docx": word(*lines), "a.rtf": rtf(lines)}
    (item,) = articles(written(tmp_path, name, made[name]))
    assert item.source_id == "a" and item.text.endswith(SHIPS)


def test_an_export_as_pdf_is_split_into_its_articles(tmp_path: Path) -> None:
    lines = [line for line in NEXIS if line]
    page = [Placed(40, 780 - 18 * number, line) for number, line in enumerate(lines)]
    first, second = articles(written(tmp_path, "a.pdf", placed_pdf(page)))
    assert (first.title, first.published) == ("Oslo and Lima sign fish pact", "2025-09-09")
    assert FISH in first.text and "Load-Date" not in first.text
    assert (second.title, second.published) == ("Santiago protestiert", "2025-09-10")


def test_a_line_of_the_text_that_looks_like_a_label_stays(tmp_path: Path) -> None:
    lines = [*NEXIS[:-3], "Language: it divides the coast.", *NEXIS[-3:]]
    assert "Language: it divides the coast." in articles(written(tmp_path, "a.txt", "\n".join(lines)))[1].text


def test_the_only_article_of_an_export_has_the_name_of_its_file(tmp_path: Path) -> None:
    (item,) = articles(written(tmp_path, "one.docx", word(*NEXIS[: NEXIS.index("End of Document") + 1])))
    assert (item.source_id, item.published) == ("one", "2025-09-09")


def test_a_file_in_rtf_is_read_whatever_its_extension(tmp_path: Path) -> None:
    lines = ["Oslo und Lima: «Fischpakt» für Größe", "", FISH, "snö \U0001f41f"]
    for name in ("a.rtf", "a.doc", "a.docx"):
        (item,) = articles(written(tmp_path, name, rtf(lines)))
        assert item.text.startswith("Oslo und Lima: «Fischpakt» für Größe\n\n") and "\U0001f41f" not in item.text[:40]
        assert FISH in item.text


def test_an_article_of_an_export_that_is_too_long_is_a_failure_after_those_before_it(tmp_path: Path) -> None:
    long = [
        *NEXIS,
        "Title",
        "Times",
        "September 9, 2025 Tuesday",
        "Length: 1 words",
        "Body",
        *[FISH] * (MAX_BYTES // 80),
    ]
    found = list(read(written(tmp_path, "a.txt", "\n".join(long))))
    assert [type(item) for item in found] == [Article, Article, Failure]
    assert isinstance(found[2], Failure) and found[2].error is FailureCode.TOO_LARGE


def test_a_word_file_of_the_strict_kind_is_read(tmp_path: Path) -> None:
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    relation = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(
            "_rels/.rels", f'<Relationships><Relationship Type="{relation}" Target="/doc/main.xml"/></Relationships>'
        )
        parts.writestr(
            "doc/main.xml", f'<w:document xmlns:w="{space}"><w:p><w:r><w:t>{FISH}</w:t></w:r></w:p></w:document>'
        )
    (item,) = articles(written(tmp_path, "a.docx", out.getvalue()))
    assert item.text == FISH
