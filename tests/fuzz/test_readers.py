"""Every file becomes articles, or failures with advice; none of its text is lost on the way."""

import csv
import gzip
import html
import io
import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from extract.read import read, survey
from extract.read.layout.plain_text import unwrap
from extract.read.typography import fold_ligatures
from schemas import Article, Failure
from tests.fuzz import few
from tests.fuzz.strategies import prose, texts
from tests.support.documents import PAGE, mail, pdf, word, zipped

_CONTROLS = {*map(chr, (*range(32), *range(127, 160)))}
_STRAY = {*_CONTROLS, "\ufeff", "\ufffe", "\uffff"} - {"\t", "\n"}


def _csv(text: str) -> bytes:
    table = io.StringIO()
    csv.writer(table).writerows([["id", "text"], ["1", text], ["2", text]])
    return table.getvalue().encode()


def _jsonl(text: str) -> bytes:
    return "\n".join(json.dumps({"id": f"row {number}", "text": text}) for number in range(2)).encode()


def _words(text: str) -> str:
    """The text without what a Word or mail file cannot hold."""
    return "".join(character for character in text if character.isprintable())


def _rtf(text: str) -> str:
    return "".join(one if one.isascii() and one.isalnum() else f"\\u{ord(one) % 65_536}?" for one in text)


def _item(text: str) -> str:
    return f"<description>{html.escape(_words(text))}</description>"


def _nexis(text: str) -> str:
    head = "A pact\nThe Fjord Times\nSeptember 9, 2025 Tuesday\nLength: 9 words\nBody\n"
    return f"{head}{text}\nEnd of Document\n" * 2


FILES: dict[str, Callable[[str], bytes]] = {
    "a.txt": str.encode,
    "a.md": lambda text: f"---\ntitle: A pact\n---\n{text}".encode(),
    "a.html": lambda text: PAGE.replace("Oslo", text[:300]).encode(),
    "a.pdf": lambda text: pdf([line.encode("latin-1", "replace").decode("latin-1") for line in text.splitlines()]),
    "a.docx": lambda text: word(*_words(text).split(". ")),
    "a.eml": lambda text: mail(_words(text) or "-", f"<p>{_words(text)}</p>").as_bytes(),
    "a.rtf": lambda text: f"{{\\rtf1\\ansi {_rtf(text)}}}".encode(),
    "a.mhtml": lambda text: b"Content-Type: text/html\n\n" + PAGE.replace("Oslo", text[:300]).encode(),
    "a.rss": lambda text: f"<rss><channel><item><title>A pact</title>{_item(text)}</item></channel></rss>".encode(),
    "a.json": lambda text: json.dumps({"articles": [{"text": text}, {"title": "A pact", "text": text}]}).encode(),
    "nexis.txt": lambda text: _nexis(text).encode(),
    "a.csv": _csv,
    "a.tsv": lambda text: _csv(text).replace(b",", b"\t"),
    "a.jsonl": _jsonl,
    "a.txt.gz": lambda text: gzip.compress(text.encode()),
    "a.zip": lambda text: zipped({"b.txt": text.encode(), "c.jsonl": _jsonl(text), "d.txt": b"", "e.txt": b""}),
}
Edit = tuple[float, int, bytes]
"""Where, how many bytes are taken out, and what is put in their place."""
_edits = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.binary(max_size=8)), max_size=6)


def _damage(data: bytes, edits: list[Edit]) -> bytes:
    for place, taken, added in edits:
        at = int(place * len(data))
        data = data[:at] + added + data[at + taken :]
    return data


def _read(name: str, data: bytes) -> list[Article | Failure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        items = list(read(path))
        assert survey(path).items == len(items)
    return items


def _is_sound(item: Article | Failure) -> bool:
    if isinstance(item, Failure):
        return bool(item.message) and _CONTROLS.isdisjoint(f"{item.message}{item.path}{item.source_id}")
    return item.text == item.text.rstrip() and _STRAY.isdisjoint(item.text) and any(map(str.isalnum, item.text))


@few(25)
@given(st.sampled_from(sorted(FILES)), prose, _edits)
def test_a_damaged_file_is_articles_or_failures(name: str, text: str, edits: list[Edit]) -> None:
    assert all(map(_is_sound, _read(name, _damage(FILES[name](text), edits))))


@given(st.sampled_from(sorted(FILES)), st.binary(max_size=400))
def test_any_bytes_are_articles_or_failures(name: str, data: bytes) -> None:
    assert all(map(_is_sound, _read(name, data)))


@given(texts)
def test_a_text_is_read_as_it_is_written(text: str) -> None:
    [item] = _read("a.txt", text.encode())
    plain = text.replace("\r\n", "\n").replace("\r", "\n").lstrip("\ufeff")
    expected = "".join(" " if character in _STRAY else character for character in plain).rstrip()
    assert isinstance(item, Failure) or item.text == unwrap(fold_ligatures(expected)).rstrip()


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=80), min_size=1, max_size=5))
def test_a_bad_row_costs_only_itself(rows: list[str]) -> None:
    lines = [json.dumps({"text": f"Row of {text}"}) for text in rows]
    damaged = [*lines[:1], '{"text": ', *lines[1:]]
    items = _read("a.jsonl", "\n".join(damaged).encode())
    assert [isinstance(item, Article) for item in items] == [True, False, *[True] * (len(rows) - 1)]
