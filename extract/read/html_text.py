"""Turns HTML into its text, a line for each block: parts of messages, entries of feeds, fields of rows."""

import re
from html.parser import HTMLParser

from extract.read.decode import clean_text

_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "header hr li"
    " main nav ol p pre section table td th tr ul".split()
)
_HIDDEN = frozenset("script style title template noscript".split())
_TAG = re.compile(
    r"</?(?:p|br|div|span|a|li|ul|ol|strong|em|b|i|h[1-6]|blockquote|figure|img|table|tr|td)\b[^<>]*>", re.I
)


def is_html(text: str) -> bool:
    """Return whether a text has several tags of HTML."""
    return sum(1 for _ in zip(_TAG.finditer(text), range(2), strict=False)) == 2


def html_to_text(page: str) -> str:
    """Return all text of a page, or of a piece of one."""
    if "<" not in page and "&" not in page:
        return clean_text(page)
    parser = _Text()
    parser.feed(page)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.pieces).split("\n"))
    return clean_text("\n".join(line for line in lines if line))


class _Text(HTMLParser):
    """Collects the text between tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._hidden: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self._hidden is None and tag in _HIDDEN:
            self._hidden = tag
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == self._hidden:
            self._hidden = None
        if tag in _BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if self._hidden is None:
            self.pieces.append(" ".join(data.split("\n")))
