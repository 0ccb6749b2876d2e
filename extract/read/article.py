"""Puts an article together from its clean body and its metadata. A given title that the body lacks heads the text."""

import hashlib
import re

from extract.document.blocks import split_blocks
from extract.document.heading import read_heading
from extract.document.publication_date import parse_publication_date
from extract.read.decode import Unfit
from extract.read.language import detect
from extract.read.metadata import Metadata
from schemas import Article, FailureCode

_QUOTES = str.maketrans("“”„‘’", '"""\'\'')
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.I)


def article(body: str, given: Metadata, name: str, path: str) -> Article:
    """The article; `name` is its source id where the metadata has none. Raises Unfit if it has no text."""
    if not any(map(str.isalnum, body)):
        raise Unfit(FailureCode.EMPTY, "there is no text; remove it, or give the article's text")
    missing = given.title and not begins_with(body, given.title)
    text = f"{given.title}\n\n{body}" if missing else body
    heading = read_heading(split_blocks(text[:4_000]))
    digest = hashlib.sha256(text.encode()).hexdigest()
    told, detected = _LANGUAGE.fullmatch(given.language or ""), detect(text)
    return Article(
        id=f"sha256:{digest[:16]}",
        source_id=given.id or name,
        text=text,
        title=given.title or heading.title,
        source=given.source or heading.source,
        published=parse_publication_date(given.date or "") or heading.published,
        url=given.url,
        path=path,
        language=told[1].lower() if told else detected,
        language_detected=detected,
        sha256=digest,
        characters=len(text),
    )


def begins_with(body: str, title: str) -> bool:
    """True if the title is the body's first line, whatever its case, kind of quotes and line breaks."""
    words = r"\s+".join(map(re.escape, title.translate(_QUOTES).split()))
    return bool(words) and re.match(rf"[\s#*_]*{words}[*_ \t]*(?:\n|$)", body.translate(_QUOTES), re.I) is not None
