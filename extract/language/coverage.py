"""The languages that the analyzer reads, and the issue of an article in another language."""

from schemas import Article, Issue

ENGLISH = "en"
COVERED = frozenset({ENGLISH})
"""ISO 639-1 codes of the languages that the analyzer reads."""


def find_coverage_issue(article: Article) -> Issue | None:
    """Return an issue if the analyzer does not read the language of an article, else None.

    The language detected in the text is preferred to that of the metadata, which often describe a whole site.
    """
    code = article.language_detected or article.language
    if code in COVERED:
        return None
    found = f"the article is in {code!r}" if code else "the article's language was not recognised"
    covered = ", ".join(sorted(COVERED))
    return Issue(code="language", message=f"{found}, and the analyzer reads {covered} only: records may be missing")
