"""Make documents for tests: PDF by hand, Word with python-docx, e-mail and zip with the standard library."""

import io
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from email.message import EmailMessage

import docx
import pypdf

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
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        words = "".join(f"({line.translate(_ESCAPED)}) Tj T* " for line in lines)
        packed = content or zlib.compress(f"BT /F 11 Tf 14 TL 40 800 Td {words}ET".encode("latin-1"))
        objects.append(b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed))
        page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 840]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R>>"
        objects.append((page % len(objects)).encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>".encode()
    objects.append(("<<" + "".join(f"/{key}({value})" for key, value in (info or {}).items()) + ">>").encode())
    return _numbered(objects)


_ESCAPED = str.maketrans({"(": r"\(", ")": r"\)", "\\": r"\\"})


def _numbered(objects: Sequence[bytes]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    trailer = b"trailer<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (count, len(objects), len(out))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (count, table, trailer)


def encrypted_pdf(password: str) -> bytes:
    """A PDF of the article, encrypted with this password for those who read it."""
    writer = pypdf.PdfWriter(io.BytesIO(pdf([TITLE, FIRST])))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


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
