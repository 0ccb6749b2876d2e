"""Builds an article from its body and metadata. A title that the body does not begin with is put before it."""

import hashlib
import re

from extract.document.blocks import split_blocks
from extract.document.heading import read_heading
from extract.document.publication_date import parse_publication_date
from extract.read.decode import ReadError
from extract.read.language import detect_language
from extract.read.metadata import Metadata
from schemas import Article, FailureCode

_QUOTES = str.maketrans("“”„‘’", '"""\'\'')
_LANGUAGE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.I)


def build_article(body: str, metadata: Metadata, name: str, path: str) -> Article:
    """Return the article; `name` is its id if the metadata have none. Raises ReadError if it has no text."""
    if not any(map(str.isalnum, body)):
        raise ReadError(FailureCode.EMPTY, "there is no text; remove it, or give the article's text")
    missing = metadata.title and not begins_with(body, metadata.title)
    text = f"{metadata.title}\n\n{body}" if missing else body
    heading = read_heading(split_blocks(text[:4_000]))
    digest = hashlib.sha256(text.encode()).hexdigest()
    declared, detected = _LANGUAGE.fullmatch(metadata.language or ""), detect_language(text)
    return Article(
        id=f"sha256:{digest[:16]}",
        source_id=metadata.id or name,
        text=text,
        title=metadata.title or heading.title,
        source=metadata.source or heading.source,
        published=parse_publication_date(metadata.date or "") or heading.published,
        url=metadata.url,
        path=path,
        language=declared[1].lower() if declared else detected,
        language_detected=detected,
        sha256=digest,
        characters=len(text),
    )


def begins_with(body: str, title: str) -> bool:
    """True if the title is the first line of the body; case, quotation marks and line breaks may differ."""
    words = r"\s+".join(map(re.escape, title.translate(_QUOTES).split()))
    return bool(words) and re.match(rf"[\s#*_]*{words}[*_ \t]*(?:\n|$)", body.translate(_QUOTES), re.I) is not None
