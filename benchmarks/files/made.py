"""Makes large files: a PDF of many pages in columns, and an export of Nexis Uni with many articles."""

import random
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

_WORDS = (
    "ministers signed agreement border river treaty talks officials parliament spokesman ambassador coast fishing quota"
    " licence ships rescue harbour delegation summit accord ceasefire observers envoy statement region capital"
).split()
_STATES = "Norway Peru Chile Kenya Ghana Bolivia Paraguay Senegal Latvia Estonia Fiji Tonga Malta Cyprus".split()
_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


@dataclass(frozen=True)
class Placed:
    """A line at a place of a page, from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10.0


def make_pdf(path: Path, pages: int) -> None:
    """Write a PDF with two columns of about 1,500 characters on each page, a running head and a page number."""
    chance = random.Random(7)
    path.write_bytes(draw_pdf([_page(number, chance) for number in range(1, pages + 1)]))


def draw_pdf(pages: Sequence[Sequence[Placed]]) -> bytes:
    """Return a PDF whose pages draw these lines in this order, in Helvetica."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", font]
    for placed in pages:
        content = zlib.compress(" ".join(map(_drawn, placed)).encode("latin-1"))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content))
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 840]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
        objects.append((page % len(objects)).encode())
    kids = " ".join(f"{2 * number + 5} 0 R" for number in range(len(pages)))
    objects[1] = f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode()
    return _numbered(objects)


def _page(number: int, chance: random.Random) -> list[Placed]:
    columns = [(x, wrap(_prose(chance, 1_500), 42)[:52]) for x in (40, 310)]
    lines = [Placed(x, 760 - 12 * row, line) for x, column in columns for row, line in enumerate(column)]
    return [Placed(40, 810, f"The Fjord Times, {number} March"), *lines, Placed(300, 30, str(number))]


def _drawn(one: Placed) -> str:
    return f"BT /F {one.size} Tf 1 0 0 1 {one.x} {one.y} Tm ({one.text}) Tj ET"


def _numbered(objects: Sequence[bytes]) -> bytes:
    """A PDF of these objects, with the table of their places."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count, start = len(objects) + 1, len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, start))


def make_export(path: Path, articles: int, characters: int) -> None:
    """Write a Word file in the form of Nexis Uni whose articles have so many characters each, without compression."""
    chance = random.Random(7)
    relations = f'<Relationships><Relationship Id="r" Type="{_RELATION}" Target="word/document.xml"/></Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as parts:
        parts.writestr("_rels/.rels", relations)
        with parts.open("word/document.xml", "w", force_zip64=True) as document:
            document.write(f'<w:document xmlns:w="{_SPACE}"><w:body>'.encode())
            for number in range(articles):
                for line in _export_lines(number, characters, chance):
                    document.write(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>".encode())
            document.write(b"</w:body></w:document>")


def _export_lines(number: int, characters: int, chance: random.Random) -> Iterator[str]:
    yield f"{chance.choice(_STATES)} and {chance.choice(_STATES)} sign pact {number}"
    yield f"The {chance.choice(_STATES)} Times"
    yield f"September {number % 30 + 1}, 2025 Tuesday"
    yield "Copyright 2025 Fjord Media All Rights Reserved"
    yield f"Length: {characters // 6} words"
    yield "Body"
    for _ in range(5):
        yield _prose(chance, characters // 5)
    yield "Load-Date: September 30, 2025"
    yield "End of Document"


def _prose(chance: random.Random, characters: int) -> str:
    sentences: list[str] = []
    size = 0
    while size < characters:
        words = " ".join(chance.choices(_WORDS, k=14))
        sentences.append(f"{chance.choice(_STATES)} and {chance.choice(_STATES)} {words}.")
        size += len(sentences[-1]) + 1
    return " ".join(sentences)
