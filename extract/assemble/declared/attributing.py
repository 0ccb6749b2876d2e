"""Who vouches for the words of a declared record."""

import re
from collections.abc import Mapping

from extract.document.segment import Sentence
from schemas import Attribution, Quote, Span

_QUOTED = re.compile(r"[\"“][^\"“”]{3,}[\"”]?")


def attribute(
    source: Span | None,
    named: Mapping[Span, str],
    sentences: tuple[Sentence, ...],
) -> Attribution | None:
    """Return the attribution that these words name; None if the model names no source.

    `named` has the id of the actor at each of its mentions.
    """
    if source is None:
        return None
    quote = find_quote_kind(" ".join(one.text for one in sentences))
    return Attribution(source=named.get(source), source_text=source.text, quote=quote, span=source)


def find_quote_kind(text: str) -> Quote:
    """Return how a text reports: wholly in quotation marks, partly, or not at all."""
    quoted = sum(len(match.group()) for match in _QUOTED.finditer(text))
    if not quoted:
        return Quote.INDIRECT
    return Quote.DIRECT if quoted > 0.5 * len(text) else Quote.MIXED
