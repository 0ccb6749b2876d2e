"""Which languages the lexicon covers, and the issue that an article in any other language carries."""

from schemas import Article, Issue

COVERED = frozenset({"en"})
"""Languages whose words the lexicon has, as ISO 639-1 codes."""


def find_coverage_issue(article: Article) -> Issue | None:
    """An issue for an article in a language that the lexicon does not cover; None if it covers it.

    The language detected in the text is preferred to the metadata, which often describe a whole site.
    """
    code = article.language_detected or article.language
    if code in COVERED:
        return None
    found = f"the article is in {code!r}" if code else "the article's language was not recognised"
    covered = ", ".join(sorted(COVERED))
    return Issue(code="language", message=f"{found}, and the lexicon covers {covered} only: records may be missing")
