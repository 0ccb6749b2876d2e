"""Make documents for tests: PDF by hand, Word with python-docx, e-mail and zip with the standard library."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.message import EmailMessage

import docx

TITLE = "Oslo and Lima sign fish pact"
FIRST = (
    "LIMA, 9 September 2025 -- Norway and Peru signed a memorandum of understanding on fishing in the southern"
    " Pacific on Tuesday, the ministry said."
)
SECOND = "The pact, worth $40 million, will last for five years, and both ministers praised it before reporters."

PAGE = f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} | The Fjord Times</title>
<meta property="og:site_name" content="The Fjord Times">
<meta property="article:published_time" content="2025-09-09T10:00:00Z">
<link rel="canonical" href="https://fjord.example/2025/fish-pact"></head>
<body><nav><a href="/">Home</a> <a href="/world">World</a> <a href="/sport">Sport</a></nav>
<article><h1>{TITLE}</h1><p>{FIRST}</p><p>{SECOND}</p></article>
<aside><h2>Most read</h2><ul><li><a href="/a">Ten beaches to see</a></li></ul></aside>
<footer>© 2025 Fjord Media. All rights reserved. Cookie policy</footer></body></html>
"""


def pdf(*pages: Sequence[str], info: Mapping[str, str] | None = None, content: bytes | None = None) -> bytes:
    """A PDF whose pages have these lines; or whose pages all have this content, packed already."""
    drawn = [content or zlib.compress(_lines(lines).encode("latin-1")) for lines in pages]
    return _pdf(drawn, info or {})


@dataclass(frozen=True)
class Placed:
    """A line at a place of a page, from the lower left corner."""

    x: float
    y: float
    text: str
    size: float = 10.0
    bold: bool = False
    turned: bool = False


def column(x: float, y: float, lines: Sequence[str], size: float = 10.0, leading: float = 1.2) -> list[Placed]:
    """Lines one below the other."""
    return [Placed(x, y - number * leading * size, line, size) for number, line in enumerate(lines)]


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_WIDTHS = dict(
    zip(_LETTERS, "56 56 50 56 56 28 56 56 22 22 50 22 83 56 56 56 56 33 50 28 56 50 72 50 50 50".split(), strict=True)
)
"""Widths of the letters of Helvetica, in hundredths of the size; capitals have about 67, signs 28."""


def justified(x: float, y: float, width: float, text: str, size: float = 10.0) -> list[Placed]:
    """A paragraph in a column of this width, all lines of which but the last are filled by wider spaces."""
    lines: list[list[str]] = [[]]
    for word in text.split():
        if sum(_width(one, size) + 0.25 * size for one in (*lines[-1], word)) > width:
            lines.append([])
        lines[-1].append(word)
    placed: list[Placed] = []
    for number, words in enumerate(lines):
        spare = (width - sum(_width(word, size) for word in words)) / max(1, len(words) - 1)
        space = spare if number < len(lines) - 1 else 0.28 * size
        for place, word in enumerate(words):
            left = x + sum(_width(one, size) + space for one in words[:place])
            placed.append(Placed(round(left, 2), y - 1.2 * size * number, word, size))
    return placed


def _width(word: str, size: float) -> float:
    return sum(float(_WIDTHS.get(one, "67" if one.isupper() else "28")) for one in word) * size / 100


def placed_pdf(*pages: Sequence[Placed], pictures: Sequence[tuple[float, float, float, float]] = ()) -> bytes:
    """A PDF whose pages draw these lines in this order, and a picture in each of these boxes (x, y, width, height)."""
    boxes = "".join(f"q {w} 0 0 {h} {x} {y} cm /I Do Q " for x, y, w, h in pictures)
    return _pdf([zlib.compress((boxes + _drawn(page)).encode("latin-1")) for page in pages], {})


def encrypted_pdf(password: str) -> bytes:
    """A PDF of the article, encrypted with this password for those who read it (RC4 with 40 bits, ISO 32000-1, 7.6)."""
    return _pdf([zlib.compress(_lines([TITLE, FIRST]).encode("latin-1"))], {}, password)


def _lines(lines: Sequence[str]) -> str:
    words = "".join(f"({line.translate(_ESCAPED)}) Tj T* " for line in lines)
    return f"BT /F 11 Tf 14 TL 40 800 Td {words}ET"


def _drawn(page: Sequence[Placed]) -> str:
    return " ".join(
        f"BT /{'B' if one.bold else 'F'} {one.size} Tf {'0 1 -1 0' if one.turned else '1 0 0 1'} {one.x} {one.y} Tm"
        f" ({one.text.translate(_ESCAPED)}) Tj ET"
        for one in page
    )


def _pdf(contents: Sequence[bytes], info: Mapping[str, str], password: str | None = None) -> bytes:
    font = "<</Type/Font/Subtype/Type1/BaseFont/%s/Encoding/WinAnsiEncoding>>"
    picture = (
        b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8/Length 1>>stream\n0"
    )
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", (font % "Helvetica").encode(), (font % "Helvetica-Bold").encode()]
    objects.append(picture + b"\nendstream")
    key, entries = (b"", "") if password is None else _encryption(password)
    kids = []
    for content in contents:
        number = len(objects) + 1
        packed = _rc4(_object_key(key, number), content) if key else content
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
        resources = "<</Font<</F 3 0 R/B 4 0 R>>/XObject<</I 5 0 R>>>>"
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 840]/Resources%s/Contents %d 0 R>>"
        objects.append((page % (resources, number)).encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    objects.append(("<<" + "".join(f"/{key}({value})" for key, value in info.items()) + ">>").encode())
    return _numbered(objects, entries)


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _numbered(objects: Sequence[bytes], entries: str) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = f"trailer<</Size {count}/Root 1 0 R/Info {len(objects)} 0 R{entries}>>\nstartxref\n{len(out)}\n%%EOF"
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (count, table, trailer.encode())


_PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _encryption(password: str) -> tuple[bytes, str]:
    """The key of a file, and the entries of its trailer."""
    user, owner = ((word.encode() + _PADDING)[:32] for word in (password, "owner"))
    told = _rc4(hashlib.md5(owner).digest()[:5], user)
    key = hashlib.md5(user + told + b"\xfc\xff\xff\xff" + b"id").digest()[:5]
    check = _rc4(key, _PADDING)
    entries = f"/O<{told.hex()}>/U<{check.hex()}>"
    return key, f"/ID[<{b'id'.hex()}><{b'id'.hex()}>]/Encrypt<</Filter/Standard/V 1/R 2/P -4{entries}>>"


def _object_key(key: bytes, number: int) -> bytes:
    return hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0").digest()[:10]


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def word(*paragraphs: str, title: str = "", cells: Sequence[str] = ()) -> bytes:
    """A Word file with these paragraphs, and a table of one row after them."""
    document = docx.Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if cells:
        row = document.add_table(1, len(cells)).rows[0].cells
        for cell, text in zip(row, cells, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def with_body(word_file: bytes, body: str, before: str = "") -> bytes:
    """A Word file with the XML of its document replaced."""
    xmlns = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    xml = f'<?xml version="1.0"?>{before}<w:document {xmlns}><w:body>{body}</w:body></w:document>'
    with zipfile.ZipFile(io.BytesIO(word_file)) as parts:
        held = {name: parts.read(name) for name in parts.namelist()}
    return zipped(held | {"word/document.xml": xml.encode()})


def mail(plain: str | None = FIRST, html: str | None = None) -> EmailMessage:
    """A press release as it is sent."""
    message = EmailMessage()
    message["Subject"] = "Oslo und Lima unterzeichnen: «Fischpakt»"
    message["From"] = '"Norwegian Ministry of Foreign Affairs" <press@mfa.example>'
    message["Date"] = "Tue, 09 Sep 2025 23:30:00 -0500"
    if plain is not None:
        message.set_content(plain)
    if html is not None:
        message.add_alternative(html, subtype="html")
    return message


def zipped(members: Mapping[str, bytes]) -> bytes:
    """A zip archive of these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()
