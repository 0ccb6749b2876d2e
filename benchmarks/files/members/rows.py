"""Answers and dumps of news APIs and crawlers as JSON, JSON Lines and CSV, feeds, saved pages, and cut off texts."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from html import escape
from typing import Any

from benchmarks.files.members.member import Expected, Member
from benchmarks.files.members.texts import NEWS

_HEADLINE, *_PARAGRAPHS = NEWS["en"]
_BODY = "\n\n".join(_PARAGRAPHS)
_PAGE = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in _PARAGRAPHS)
_TEXT = "\n".join((_HEADLINE, *_PARAGRAPHS))
_DAY, _URL = "2026-03-15", "https://rila.example/accord"
_FULL = Expected(_TEXT, _HEADLINE, _DAY, "Rila Press")
_STUB = "cut_off_at_source"
_WHOLE: Mapping[str, dict[str, Any]] = {
    "guardian": {
        "id": "world/2026/mar/15/accord", "type": "article", "sectionId": "world", "webTitle": _HEADLINE,
        "webPublicationDate": "2026-03-15T10:15:00Z", "webUrl": _URL,
        "fields": {"bodyText": _BODY, "headline": _HEADLINE, "publication": "Rila Press", "lang": "en"},
    },
    "guardian-html": {
        "id": "world/2026/mar/15/accord", "webTitle": _HEADLINE, "webPublicationDate": "2026-03-15T10:15:00Z",
        "webUrl": _URL, "fields": {"body": _PAGE, "publication": "Rila Press"},
    },
    "news-please": {
        "authors": ["Ana Quispe"], "date_download": "2026-03-16 08:00:00", "date_modify": None,
        "date_publish": "2026-03-15 10:15:00", "description": "An accord.", "filename": "x.json", "image_url": None,
        "language": "en", "localpath": None, "title": _HEADLINE, "title_page": None, "title_rss": None,
        "source_domain": "Rila Press", "maintext": _BODY, "url": _URL,
    },
    "mediacloud-text": {
        "stories_id": 1, "publish_date": "2026-03-15 10:15:00", "title": _HEADLINE, "url": _URL, "language": "en",
        "media_id": 7, "media_name": "Rila Press", "media_url": "https://rila.example", "story_text": _BODY,
    },
    "plain": {"title": _HEADLINE, "text": _BODY, "date": _DAY, "source": "Rila Press"},
    "body": {"headline": _HEADLINE, "body": _BODY, "published_at": "2026-03-15T10:15:00Z", "publisher": "Rila Press"},
    "content": {"Title": _HEADLINE, "Content": _BODY, "PubDate": "Sun, 15 Mar 2026 10:15:00 GMT", "Source": "Rila Press"},
    "article-text": {"heading": _HEADLINE, "article_text": _BODY, "publicationDate": "15/03/2026", "outlet": "Rila Press"},
    "newspaper3k": {
        "url": _URL, "title": _HEADLINE, "text": _BODY, "authors": ["Ana Quispe"], "publish_date": "2026-03-15 00:00:00+00:00",
        "source_url": "https://rila.example", "source": "Rila Press", "summary": "An accord.", "keywords": ["accord"],
    },
    "json-ld": {
        "@type": "NewsArticle", "headline": _HEADLINE, "articleBody": _BODY, "datePublished": "2026-03-15T10:15:00+02:00",
        "publisher": {"@type": "Organization", "name": "Rila Press"}, "inLanguage": "en", "url": _URL,
    },
    "trafilatura": {
        "title": _HEADLINE, "author": "Ana Quispe", "hostname": "rila.example", "date": _DAY, "categories": "",
        "fingerprint": "f", "id": None, "license": None, "source": _URL, "source-hostname": "Rila Press",
        "excerpt": "An accord.", "text": _BODY,
    },
    "event-registry": {
        "uri": "1", "lang": "eng", "isDuplicate": False, "date": _DAY, "time": "10:15:00", "dateTime": "2026-03-15T10:15:00Z",
        "dataType": "news", "sim": 0.5, "url": _URL, "title": _HEADLINE, "body": _BODY,
        "source": {"uri": "rila.example", "dataType": "news", "title": "Rila Press"},
    },
    "webhose": {
        "thread": {"site": "rila.example", "site_full": "www.rila.example", "title": _HEADLINE}, "url": _URL,
        "author": "Ana", "published": "2026-03-15T10:15:00.000+02:00", "title": _HEADLINE, "text": _BODY,
        "language": "english", "source": "Rila Press",
    },
    "mongo": {
        "_id": {"$oid": "65f0"}, "title": _HEADLINE, "text": _BODY, "date": {"$date": "2026-03-15T10:15:00Z"},
        "source": {"name": "Rila Press"},
    },
    "wordpress": {
        "id": 31, "date": "2026-03-15T10:15:00", "link": _URL, "title": {"rendered": _HEADLINE},
        "content": {"rendered": _PAGE, "protected": False}, "source": "Rila Press",
    },
}  # fmt: skip
_PARTS: Mapping[str, dict[str, Any]] = {
    "nyt": {
        "_id": "nyt://article/1", "web_url": _URL, "snippet": _PARAGRAPHS[0], "lead_paragraph": _PARAGRAPHS[0],
        "abstract": "An accord.", "source": "Rila Press", "headline": {"main": _HEADLINE, "kicker": None},
        "pub_date": "2026-03-15T10:15:00+0000", "document_type": "article",
    },
    "newsapi": {
        "source": {"id": None, "name": "Rila Press"}, "author": "Ana", "title": _HEADLINE, "description": "An accord.",
        "url": _URL, "urlToImage": None, "publishedAt": "2026-03-15T10:15:00Z", "content": f"{_PARAGRAPHS[0]}… [+2145 chars]",
    },
    "gnews": {
        "title": _HEADLINE, "description": "An accord.", "content": f"{_PARAGRAPHS[0]}... [1845 chars]", "url": _URL,
        "image": None, "publishedAt": "2026-03-15T10:15:00Z", "source": {"name": "Rila Press", "url": "https://rila.example"},
    },
    "newsdata": {
        "article_id": "a", "title": _HEADLINE, "link": _URL, "description": "An accord.", "pubDate": "2026-03-15 10:15:00",
        "source_id": "rila", "source_name": "Rila Press", "language": "english",
        "content": "ONLY AVAILABLE IN PAID PLANS",
    },
}  # fmt: skip
_TITLES: Mapping[str, dict[str, Any]] = {
    "gdelt": {
        "url": _URL, "url_mobile": "", "title": _HEADLINE, "seendate": "20260315T101500Z", "socialimage": "",
        "domain": "Rila Press", "language": "English", "sourcecountry": "Bulgaria",
    },
    "mediacloud": {
        "id": "1", "media_name": "Rila Press", "media_url": "rila.example", "title": _HEADLINE, "publish_date": _DAY,
        "url": _URL, "language": "en", "indexed_date": "2026-03-16",
    },
}  # fmt: skip
_ANSWERS: Mapping[str, tuple[str, ...]] = {
    "guardian": ("response", "results"), "nyt": ("response", "docs"), "newsapi": ("articles",), "gnews": ("articles",),
    "gdelt": ("articles",), "mediacloud": ("stories",), "event-registry": ("articles", "results"), "webhose": ("posts",),
    "newsdata": ("results",), "plain": ("data",),
}  # fmt: skip
_MARKS = (
    "… [+2145 chars]", "... [+4994 chars]", "…[+1 char]", " [...]", " […]", "... (more)", "… Read more", "… Continue reading",
    "...[1845 chars]", " [&#8230;]", "… [2,145 more characters]", "… Weiterlesen", "… Lire la suite", "… Leer más",
)  # fmt: skip


def members() -> Iterator[Member]:
    """Yield the files."""
    for name, row in _WHOLE.items():
        yield from _in_all_forms(name, row, _FULL)
    for name, row in _PARTS.items():
        yield from _in_all_forms(name, row, Expected(None, _HEADLINE, _DAY, "Rila Press", issue=_STUB))
    for name, row in _TITLES.items():
        yield from _in_all_forms(name, row, Expected(_HEADLINE, _HEADLINE, _DAY, "Rila Press", issue=_STUB))
    for number, mark in enumerate(_MARKS):
        row = {"title": _HEADLINE, "text": _PARAGRAPHS[1].removesuffix(".") + mark, "date": _DAY}
        text = f"{_HEADLINE}\n{_PARAGRAPHS[1].removesuffix('.')}"
        yield Member(f"mark-{number}.json", json.dumps([row]).encode(), [Expected(text, _HEADLINE, _DAY, issue=_STUB)])
    yield from _feeds()
    yield from _pages()


def _in_all_forms(name: str, row: dict[str, Any], expected: Expected) -> Iterator[Member]:
    one, two = json.dumps(row, ensure_ascii=False), json.dumps([row, row], indent=1)
    yield Member(f"{name}-one.json", one.encode(), [expected])
    yield Member(f"{name}-list.json", two.encode("utf-8-sig"), [expected] * 2)
    yield Member(f"{name}.jsonl", f"{one}\n{one}\n".encode(), [expected] * 2)
    if name in _ANSWERS:
        answer: Any = [row, row]
        for key in reversed(_ANSWERS[name]):
            answer = {"status": "ok", "total": 2, key: answer}
        yield Member(f"{name}-answer.json", json.dumps(answer).encode(), [expected] * 2)
    flat = _flat(row)
    out = io.StringIO()
    table = csv.DictWriter(out, list(flat), delimiter=";" if len(name) % 2 else ",")
    table.writeheader()
    table.writerows([flat, flat])
    yield Member(f"{name}.csv", out.getvalue().encode("utf-8-sig"), [expected] * 2)


def _flat(row: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """A row as a table has it: objects in it become columns with a point in their names."""
    flat: dict[str, Any] = {}
    for key, value in row.items():
        flat |= _flat(value, f"{before}{key}.") if isinstance(value, Mapping) else {f"{before}{key}": value}
    return flat


def _feeds() -> Iterator[Member]:
    expected = [_FULL]
    escaped = escape(_PAGE)
    item = f"<title>{_HEADLINE}</title><link>{_URL}</link><guid>{_URL}</guid><pubDate>Sun, 15 Mar 2026 10:15:00 GMT</pubDate>"
    content = f'<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/"><![CDATA[{_PAGE}]]></content:encoded>'
    for name, body in (("encoded", f"<description>An accord.</description>{content}"), ("cdata", content)):
        rss = f'<?xml version="1.0"?><rss version="2.0"><channel><title>Rila Press</title><item>{item}{body}</item></channel></rss>'
        yield Member(f"rss-{name}.rss", rss.encode(), expected)
        yield (
            Member(f"rss-{name}.xml", rss.encode("utf-16"), expected)
            if name == "cdata"
            else Member(f"rss-{name}.xml", rss.encode(), expected)
        )
    entry = f"<id>{_URL}</id><title>{_HEADLINE}</title><published>2026-03-15T10:15:00Z</published><updated>2026-03-16T00:00:00Z</updated>"
    for kind, body in (("html", escaped), ("xhtml", f'<div xmlns="http://www.w3.org/1999/xhtml">{_PAGE}</div>')):
        atom = (
            '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Rila Press</title><entry>'
            f'{entry}<content type="{kind}">{body}</content></entry></feed>'
        )
        yield Member(f"atom-{kind}.atom", atom.encode(), expected)
    summary = f"<rss version='2.0'><channel><title>Rila Press</title><item>{item}<description>An accord.</description></item></channel></rss>"
    yield Member("summary.rss", summary.encode(), [Expected(f"{_HEADLINE}\nAn accord.", issue=_STUB)])


def _pages() -> Iterator[Member]:
    head = f'<title>{_HEADLINE}</title><meta property="og:site_name" content="Rila Press"><meta property="og:title" content="{_HEADLINE}">'
    dated = f'{head}<meta property="article:published_time" content="2026-03-15T10:15:00Z">'
    page = f"<!DOCTYPE html><html lang='en'><head>{dated}</head><body><nav>Home World Sport</nav><article><h1>{_HEADLINE}</h1>{_PAGE}"
    page += "</article><footer>© 2026 Rila Press. Cookie policy</footer></body></html>"
    for encoding in ("quoted-printable", "base64", "8bit"):
        mail = EmailMessage()
        mail["From"], mail["Subject"], mail["Date"] = "<Saved by Blink>", _HEADLINE, "Mon, 1 Jun 2026 10:00:00 -0000"
        mail["Snapshot-Content-Location"] = _URL
        mail.set_content(page, subtype="html", cte=encoding)
        mail.add_related(b"GIF89a", "image", "gif", cid="<a@b>")
        yield Member(f"page-{encoding}.mhtml", bytes(mail), [_FULL])
    yield Member("page.html", page.encode(), [_FULL])
