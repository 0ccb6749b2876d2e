"""ProQuest: exports as text.

Lines of underscores part the articles. Each has fields like `Publication title:`, one a paragraph, and `Full text:`
with the text, which may have several paragraphs.

See https://github.com/chennesy/pq_parser for the names of the fields.
"""

import re
from collections.abc import Iterable, Sequence

from extract.read.content import Content, Contents, cut_off_issue
from extract.read.exports.forms import Form, collect, join_text
from extract.read.metadata import parse_metadata

_RULE = re.compile(r"\s*_{20,}\s*")
_FIELD = re.compile(
    r"(abstract|author|business indexing term|classification|column|company ?/ ?organization|copyright|"
    r"country of publication|credit|database|dateline|document type|document url|doi|edition|first page|full text|"
    r"identifier ?/ ?keyword|illustration|issn|issue|language of publication|last updated|links?|location|number of "
    r"pages|"
    r"pages?|people|place of publication|proquest document id|proquest document link|product name|publication date|"
    r"publication info|publication subject|publication title|publication year|publisher|section|source(?: type)?|"
    r"subject|"
    r"title|volume|year)\s*:\s*(.*)",
    re.I,
)
_TEXT = "full text"
_NO_TEXT = re.compile(r"(?:full text )?(?:is )?not available.*", re.I)
_DOCUMENT = re.compile(r"\s*document \d+ of \d+\s*", re.I)


def _matches(head: Sequence[str]) -> bool:
    names = {match[1].lower() for line in head if (match := _FIELD.match(line.strip()))}
    ruled = any(_RULE.fullmatch(line) for line in head)
    return {"publication title", "proquest document id"} <= names and (ruled or _TEXT in names)


def _split(lines: Iterable[str]) -> Contents:
    for part in collect(lines, lambda line: _RULE.fullmatch(line) is not None):
        if content := _read([line for line in part if not _RULE.fullmatch(line)]):
            yield content


def _read(lines: Sequence[str]) -> Content | None:
    """The article of these lines; None if they are the cover, the table of contents or the imprint."""
    fields = _fields(lines)
    if "proquest document id" not in fields and "publication title" not in fields:
        return None
    text = join_text(fields.get(_TEXT, [])).strip()
    if _NO_TEXT.fullmatch(text):
        text = ""
    values = {name: " ".join(filter(None, map(str.strip, found))) for name, found in fields.items()}
    given = {
        "id": values.get("proquest document id", ""),
        "title": values.get("title") or _first_line(lines),
        "date": values.get("publication date") or values.get("publication year", ""),
        "source": values.get("publication title", ""),
        "url": values.get("document url", ""),
        "language": values.get("language of publication", "").split(";")[0],
    }
    issues = () if text else (cut_off_issue("the export has no full text of this article"),)
    return Content(text or values.get("abstract", "") or given["title"], parse_metadata(given), issues, PROQUEST.name)


def _fields(lines: Sequence[str]) -> dict[str, list[str]]:
    """The fields of an article. Those below the text begin after a blank line, so that "Subject: ..." in it stays."""
    fields: dict[str, list[str]] = {}
    name, after_gap = "", True
    for line in lines:
        found = _FIELD.match(line.strip()) if after_gap or name != _TEXT else None
        if found and not (name == _TEXT and found[1].lower() in fields):
            name = found[1].lower()
            fields.setdefault(name, []).append(found[2])
        elif name:
            fields[name].append(line)
        after_gap = not line.strip()
    return fields


def _first_line(lines: Sequence[str]) -> str:
    return next((line.strip() for line in lines if line.strip() and not _DOCUMENT.fullmatch(line)), "")


PROQUEST = Form("ProQuest export", _matches, _split)
