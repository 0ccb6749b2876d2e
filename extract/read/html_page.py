"""Reads saved web pages: the article without menus, advertisements and comments, and the metadata of the page.

trafilatura decides which part of a page is the article.
"""

import codecs
import re
from typing import Any

from extract.read.content import Content, Contents
from extract.read.decode import ReadError, clean_text, decode
from extract.read.metadata import parse_metadata
from schemas import FailureCode

_DECLARED = re.compile(rb"""<meta\s(?:(?!<meta\s)[^>])*?charset\s*+=\s*+(?:["']\s*+)?([\w-]+)""", re.I)
_DECLARED_WITHIN = 4_096
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
}  # fmt: skip
"""The encodings that browsers use for some names. See: https://encoding.spec.whatwg.org/#names-and-labels"""
MAX_TAGS = 300_000
"""Tags in a page, at most; that of an article has a few thousand, and each takes memory and time."""
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2099-12-31"}
"""The date of first publication that the page declares; dates in the text are not used."""


_DATED = (
    "//meta[@property='article:published_time' or @itemprop='datePublished' or @name='date' or @name='pubdate'"
    " or @name='publication_date' or @name='publish-date' or @name='DC.date' or @name='dc.date'"
    " or @name='DC.date.issued' or @name='dcterms.date' or @name='parsely-pub-date' or @name='sailthru.date'"
    " or @name='article.published']/@content | //*[@itemprop='datePublished']/@datetime | //time/@datetime"
)
_IN_JSON_LD = re.compile(r'"datePublished"\s*+:\s*+"([^"\n]{4,100})"')


def read_html(data: bytes) -> Contents:
    """Yield the article of a page with its title, date, source and URL. Raises ReadError if it has no article."""
    yield read_page(decode_page(data))


def read_page(text: str) -> Content:
    """Return the article of a page in HTML. Raises ReadError if it has no article."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    tree = _parse_within_limits(text)
    page = bare_extraction(text, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    if not isinstance(page, Document) or not page.text:
        message = "this page has no article: a script may load it, or it is a list of links; save its text instead"
        raise ReadError(FailureCode.EMPTY, message)
    date = page.date or _find_declared_date(tree, text)
    declared = {"title": page.title, "date": date, "source": page.sitename or page.hostname, "url": page.url}
    return Content(clean_text(page.text), parse_metadata(declared))


def _parse_within_limits(page: str) -> Any:
    """Return the tree of a page. Raises ReadError if the parser would silently cut it, or take too long to parse it."""
    from lxml import etree

    if page.count("<") > MAX_TAGS:
        raise ReadError(FailureCode.TOO_LARGE, f"this page has more than {MAX_TAGS:,} tags; save only its article")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    tree = etree.fromstring(page.encode() or b"<html/>", parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        message = "this page is nested too deeply, or a part of it is too long; save only its article"
        raise ReadError(FailureCode.TOO_LARGE, message)
    return tree


def _find_declared_date(tree: Any, page: str) -> str | None:
    """The date of publication as a page declares it, where trafilatura does not know its notation."""
    found = [*(tree.xpath(_DATED) if tree is not None else ()), *_IN_JSON_LD.findall(page)]
    return next((words for words in map(str.strip, map(str, found)) if words), None)


def decode_page(data: bytes, charset: str | None = None) -> str:
    """Return the page as text: in UTF-8 if it is valid, else in its declared encoding, else in the likeliest one.

    `charset` is what the head of a message declares.
    """
    declared = _known_encoding(charset) or _find_declared_encoding(data)
    try:
        text = data.decode("utf-8-sig")
        if declared is None or not text.isascii():
            return clean_text(text)
    except UnicodeDecodeError:
        pass
    try:
        return clean_text(data.decode(declared)) if declared else decode(data)
    except UnicodeDecodeError:
        return decode(data)


def _find_declared_encoding(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return _known_encoding(found[1].decode("ascii")) if found else None


def _known_encoding(name: str | None) -> str | None:
    if not name:
        return None
    name = name.lower()
    try:
        codec = codecs.lookup(_MEANT.get(name, name))
        "".encode(codec.name)  # raises for what is no encoding of text, like "hex"
    except LookupError:
        return None
    return codec.name
