"""Builds an article from its body and metadata. A title that the body does not begin with is put before it."""

import hashlib
import re

from extract.document.blocks import split_blocks
from extract.document.heading import read_heading
from extract.read.content import cut_off_issue
from extract.read.dates import ReadDate, read_publication_date
from extract.read.decode import ReadError
from extract.read.language import detect_language, language_code
from extract.read.layout.plain_text import unwrap
from extract.read.metadata import Metadata
from schemas import Article, FailureCode, Issue, ReadIssue

_CUT_OFF = re.compile(
    r"(?:(?:(?:…|\.\.\.)|(?<!\s))\s*\[(?:\+ ?)?[\d,.]+ ?(?:more )?(?:chars?|characters|words?)\]|"
    r"\s\[(?:…|\.\.\.|&#8230;)\]|only available in (?:paid|professional|corporate) plans?|"
    r"(?:…|\.\.\.)\s?\(?(?:read (?:more|on)|continue reading|more|full story|weiterlesen|mehr lesen|lire la suite|"
    r"leer más|seguir leyendo|leia mais|continua a leggere|leggi tutto|lees verder|czytaj (?:dalej|więcej)|"
    r"читать далее|läs mer|les mer|阅读全文|続きを読む)\)?\s?[»→>]?)\s*\Z",
    re.I,
)
"""The end of a text of which a source of news or a feed gives only the beginning."""
_LONGEST_MARK = 60
_LEAD = re.compile(r"[\s#*_]*")
_LONGEST_LEAD = 1_000
"""Characters above a title and between its words, at most."""
_GAP = re.compile(r"\s+")
_REST = re.compile(r"[*_ \t]*(?:\n|$)")
"""What may follow a title on its line."""
_QUOTES = str.maketrans("“”„‘’", '"""\'\'')


def build_article(
    body: str, metadata: Metadata, name: str, path: str | None, issues: tuple[Issue, ...] = ()
) -> Article:
    """Return the article; `name` is its id if the metadata have none. Raises ReadError if it has no text."""
    body, cut_off = _without_cut_off_mark(unwrap(body))
    if not any(map(str.isalnum, body)):
        raise ReadError(FailureCode.EMPTY, "there is no text; remove it, or give the article's text")
    missing = metadata.title and not begins_with(body, metadata.title)
    text = f"{metadata.title}\n\n{body}" if missing else body
    heading = read_heading(split_blocks(text[:4_000]))
    digest = hashlib.sha256(text.encode()).hexdigest()
    detected = detect_language(text)
    language = language_code(metadata.language) or detected
    day = read_publication_date(metadata.date or "", language)
    return Article(
        id=f"sha256:{digest[:16]}",
        source_id=metadata.id or name,
        text=text,
        title=metadata.title or heading.title,
        source=metadata.source or heading.source,
        published=day.edtf or heading.published,
        url=metadata.url,
        path=path,
        language=language,
        language_detected=detected,
        sha256=digest,
        characters=len(text),
        issues=(*(issues or cut_off), *_date_issue(day)),
    )


def _without_cut_off_mark(body: str) -> tuple[str, tuple[Issue, ...]]:
    """The text without the mark of a source that gives only its beginning, and the issue that says so."""
    start = max(0, len(body) - _LONGEST_MARK)
    found = _CUT_OFF.search(body, start)
    if found is None:
        return body, ()
    return body[: found.start()].rstrip(), (cut_off_issue("the source gives only the beginning of this article"),)


def _date_issue(day: ReadDate) -> tuple[Issue, ...]:
    return (Issue(code=ReadIssue.DATE_NOT_READ, message=day.problem),) if day.problem else ()


def begins_with(body: str, title: str) -> bool:
    """True if the title is the first line of the body; case, quotation marks and line breaks may differ."""
    words = title.translate(_QUOTES).lstrip("#*_ \t").split()
    head = body[: 2 * len(title) + _LONGEST_LEAD].translate(_QUOTES)
    found = _LEAD.match(head)
    place = found.end() if found else 0
    for number, word in enumerate(words):
        if number and not (gap := _GAP.match(head, place)):
            return False
        place = gap.end() if number and gap else place
        if head[place : place + len(word)].lower() != word.lower():
            return False
        place += len(word)
    return bool(words) and _REST.match(body, place) is not None
