"""Who vouches for the words of a declared record."""

from collections.abc import Mapping

from extract.document.segment import Sentence
from extract.language.en.attribution import find_quote_kind
from schemas import Attribution, Span


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
