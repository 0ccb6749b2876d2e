"""Saved web pages: the article without menus, advertisements and comments, and what the page tells about it.

In come the bytes of a page, out come text and metadata. Which part of a page is its article, trafilatura decides.
"""

import codecs
import re

from extract.read.decode import Unfit, clean, decode
from extract.read.metadata import Metadata, metadata
from schemas import FailureCode

_DECLARED = re.compile(rb"""<meta\s[^>]*?charset\s*=\s*["']?\s*([\w-]+)""", re.I)
_DECLARED_WITHIN = 4_096
_MEANT = {
    "iso-8859-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "iso-8859-9": "cp1254",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949",
}  # fmt: skip
"""What browsers take some names of encodings to mean. See: https://encoding.spec.whatwg.org/#names-and-labels"""
MOST_TAGS = 300_000
"""An article's page has some thousands; each takes memory and time."""
_DATES = {"original_date": True, "extensive_search": False, "min_date": "1990-01-01", "max_date": "2099-12-31"}
"""The first publication as the page declares it; no guess from whatever dates stand in the text."""


def read_html(data: bytes) -> tuple[str, Metadata]:
    """The article of a page and its title, date, source and URL. Raises Unfit if there is none."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    written = _page(data)
    _check(written)
    page = bare_extraction(written, with_metadata=True, include_comments=False, date_extraction_params=_DATES)
    if not isinstance(page, Document) or not page.text:
        message = "no article is found in this page; a script may fill it, or it is a list of links: save its text"
        raise Unfit(FailureCode.EMPTY, message)
    told = {"title": page.title, "date": page.date, "source": page.sitename or page.hostname, "url": page.url}
    return clean(page.text), metadata(told)


def _check(page: str) -> None:
    """Raises Unfit for a page of which the parser would drop a part in silence, or never come to an end."""
    from lxml import etree

    if page.count("<") > MOST_TAGS:
        raise Unfit(FailureCode.TOO_LARGE, f"this page has more than {MOST_TAGS:,} tags; save its article alone")
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    etree.fromstring(page.encode() or b"<html/>", parser)
    if any(error.type_name == "ERR_RESOURCE_LIMIT" for error in parser.error_log):
        message = "this page is nested too deeply, or a piece of it is too long; save its article alone"
        raise Unfit(FailureCode.TOO_LARGE, message)


def _page(data: bytes) -> str:
    """The page as text: in UTF-8 if it is that, else in the encoding that it declares, else in the likeliest one."""
    declared = _declared(data)
    try:
        text = data.decode("utf-8-sig")
        if declared is None or not text.isascii():
            return clean(text)
    except UnicodeDecodeError:
        pass
    try:
        return clean(data.decode(declared)) if declared else decode(data)
    except UnicodeDecodeError:
        return decode(data)


def _declared(data: bytes) -> str | None:
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    if found is None:
        return None
    name = found[1].decode("ascii").lower()
    try:
        return codecs.lookup(_MEANT.get(name, name)).name
    except LookupError:
        return None
