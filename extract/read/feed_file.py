"""Reads feeds, RSS and Atom: each entry is an article, with the text that the feed has of it.

feedparser knows the variants of both. See https://www.rssboard.org/rss-specification and RFC 4287.
"""

import codecs
import re
from typing import Any

from extract.read.content import Content, Contents, cut_off_issue
from extract.read.decode import ReadError, clean_text
from extract.read.html_text import html_to_text
from extract.read.mail.trim import count_words
from extract.read.metadata import parse_metadata
from schemas import FailureCode

_FEED = re.compile(rb"<(?:[\w.-]+:)?(?:rss|feed|RDF)[\s>]")
_HEAD = 4_096
MAX_ENTRIES = 100_000
_SUMMARY_WORDS = 120
"""Words of an entry that has no more than a summary, below which it is taken for the beginning of an article."""
FORM = "Feed"


def read_feed(data: bytes) -> Contents:
    """Yield the entries of a feed. Raises ReadError if it is none."""
    import feedparser

    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        data = data.decode("utf-16", "replace").encode()
    if not _FEED.search(data[:_HEAD]):
        message = "this XML is no feed (RSS or Atom); convert it to JSONL, or leave it out with --exclude"
        raise ReadError(FailureCode.UNSUPPORTED_FORMAT, message)
    feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    if len(feed.entries) > MAX_ENTRIES:
        raise ReadError(FailureCode.TOO_LARGE, f"this feed has more than {MAX_ENTRIES:,} entries; split it")
    if not feed.entries:
        raise ReadError(FailureCode.EMPTY, "this feed has no entries, or is cut off before the first; fetch it again")
    for entry in feed.entries:
        yield _read_entry(entry, feed.feed)


def _read_entry(entry: Any, feed: Any) -> Content:
    bodies = [html_to_text(body.get("value", "")) for body in entry.get("content", ())]
    summary = html_to_text(entry.get("summary", ""))
    text = max((*bodies, summary), key=count_words)
    given = {
        "id": entry.get("id"),
        "title": html_to_text(entry.get("title", "")),
        "date": entry.get("published") or entry.get("updated") or entry.get("date"),
        "source": entry.get("source", {}).get("title") or feed.get("title"),
        "url": entry.get("link"),
        "language": _language(entry) or feed.get("language"),
    }
    only_summary = not bodies and count_words(text) < _SUMMARY_WORDS
    issues = (cut_off_issue("the feed has only a summary of this article"),) if only_summary else ()
    return Content(clean_text(text) or given["title"] or "", parse_metadata(given), issues, FORM)


def _language(entry: Any) -> str | None:
    detail = entry.get("summary_detail") or entry.get("title_detail") or {}
    return detail.get("language") or None
