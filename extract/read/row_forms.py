"""The rows of well-known sources of news: which of their fields is which, and whether they hold the whole article.

| form | described at |
|---|---|
| NewsAPI | https://newsapi.org/docs/endpoints/everything |
| Guardian | https://open-platform.theguardian.com/documentation/item |
| New York Times | https://developer.nytimes.com/docs/articlesearch-product/1/overview |
| GDELT DOC | https://blog.gdeltproject.org/gdelt-doc-2-0-api-debuts/ |
| Media Cloud | https://www.mediacloud.org/documentation/search-api-guide |
| news-please | https://github.com/fhamborg/news-please |
| NewsData | https://newsdata.io/documentation |
| trafilatura | https://trafilatura.readthedocs.io/en/latest/usage-python.html |
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RowForm:
    """The fields of one source of news."""

    name: str
    needs: tuple[frozenset[str], ...]
    """A row is of this form if it has all fields of one of these."""
    text: tuple[str, ...]
    """Fields with the whole text, the best first."""
    parts: tuple[str, ...]
    """Fields with a part of it, for rows without the whole."""
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Our other fields, and where they are."""
    source: str | None = None
    """The source of rows that do not name one."""


FORMS = (
    RowForm(
        "Guardian",
        (frozenset({"webTitle", "webPublicationDate"}),),
        ("fields.bodyText", "fields.body", "bodyText", "body"),
        ("fields.trailText", "fields.standfirst", "trailText", "webTitle"),
        {
            "title": ("webTitle", "fields.headline"),
            "date": ("webPublicationDate",),
            "source": ("fields.publication",),
            "url": ("webUrl",),
            "language": ("fields.lang",),
            "id": ("id",),
        },
        "The Guardian",
    ),
    RowForm(
        "New York Times",
        (frozenset({"pub_date", "lead_paragraph"}), frozenset({"web_url", "pub_date", "abstract"})),
        (),
        ("lead_paragraph", "abstract", "snippet", "headline.main"),
        {
            "title": ("headline.main", "headline.print_headline", "headline"),
            "date": ("pub_date",),
            "source": ("source",),
            "url": ("web_url",),
            "id": ("_id", "uri"),
        },
        "The New York Times",
    ),
    RowForm(
        "NewsAPI",
        (frozenset({"title", "url", "publishedAt", "content"}),),
        ("content",),
        ("description", "title"),
        {"title": ("title",), "date": ("publishedAt",), "source": ("source.name", "source"), "url": ("url",)},
    ),
    RowForm(
        "GDELT DOC",
        (
            frozenset({"seendate", "domain", "url", "title"}),
            frozenset({"URL", "MobileURL", "Date", "Title"}),
        ),
        (),
        ("title", "Title"),
        {
            "title": ("title", "Title"),
            "date": ("seendate", "Date"),
            "source": ("domain",),
            "url": ("url", "URL"),
            "language": ("language",),
        },
    ),
    RowForm(
        "Media Cloud",
        (
            frozenset({"media_name", "publish_date", "url", "title"}),
            frozenset({"media_url", "publish_date", "url", "title"}),
        ),
        ("text", "story_text"),
        ("title",),
        {
            "title": ("title",),
            "date": ("publish_date",),
            "source": ("media_name", "media_url"),
            "url": ("url",),
            "language": ("language",),
            "id": ("stories_id", "id"),
        },
    ),
    RowForm(
        "news-please",
        (frozenset({"maintext", "date_publish", "source_domain"}),),
        ("maintext",),
        ("description", "title"),
        {
            "title": ("title",),
            "date": ("date_publish",),
            "source": ("source_domain",),
            "url": ("url",),
            "language": ("language",),
        },
    ),
    RowForm(
        "NewsData",
        (frozenset({"article_id", "pubDate", "source_id", "content"}),),
        ("full_content", "content"),
        ("description", "title"),
        {
            "title": ("title",),
            "date": ("pubDate",),
            "source": ("source_name", "source_id"),
            "url": ("link",),
            "language": ("language",),
            "id": ("article_id",),
        },
    ),
    RowForm(
        "trafilatura",
        (frozenset({"source-hostname", "fingerprint", "text"}), frozenset({"sitename", "hostname", "text"})),
        ("text", "raw_text"),
        ("excerpt", "description", "title"),
        {
            "title": ("title",),
            "date": ("date",),
            "source": ("source-hostname", "sitename", "hostname"),
            "url": ("source", "url"),
            "language": ("language",),
            "id": ("id",),
        },
    ),
)
_WITHHELD = re.compile(r"\s*only available in [\w ,]{1,60} plans?\s*", re.I)
"""What NewsData has in the place of a text that has to be paid for."""


def find_form(names: Collection[str]) -> RowForm | None:
    """Return the form of rows with these fields; None for rows of another source."""
    flat = {name for full in names for name in (full, full.partition(".")[0])}
    return next((form for form in FORMS if any(needed <= flat for needed in form.needs)), None)


def look_up(row: Mapping[str, Any], name: str) -> Any:
    """Return the value of this name, where `a.b` may be the `b` in `a`; None if there is none."""
    if name in row:
        return row[name]
    outer, _, inner = name.partition(".")
    below = row.get(outer)
    return look_up(below, inner) if inner and isinstance(below, Mapping) else None


def pick_text(form: RowForm, row: Mapping[str, Any]) -> tuple[str, str | None]:
    """Return the text of a row, and what the row has in its place if it has not the whole."""
    whole = next(_texts(row, form.text), None)
    if whole is not None:
        return whole, None
    part = max(_texts(row, form.parts), key=len, default="")
    title = next(_texts(row, form.fields["title"]), "")
    return part, "title" if part == title else "beginning"


def pick_fields(form: RowForm, row: Mapping[str, Any]) -> dict[str, Any]:
    """Return our other fields of a row, unchanged."""
    found = {
        ours: next((value for name in names if (value := look_up(row, name)) not in (None, "")), None)
        for ours, names in form.fields.items()
    }
    return found | {"source": found.get("source") or form.source}


def _texts(row: Mapping[str, Any], names: Collection[str]) -> Iterator[str]:
    values = (look_up(row, name) for name in names)
    return (value for value in values if isinstance(value, str) and value.strip() and not _WITHHELD.fullmatch(value))
