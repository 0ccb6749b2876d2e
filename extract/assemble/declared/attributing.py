"""Who vouches for the words of a declared record."""

from collections.abc import Mapping

from extract.document.segment import Sentence
from extract.language.en.attribution import find_quote_kind
from schemas import Attribution, Mention, Span


def attribute(
    source: Span | None,
    ids: Mapping[str, str],
    mentions: Mapping[str, tuple[Mention, ...]],
    sentences: tuple[Sentence, ...],
) -> Attribution | None:
    """Return the attribution that these words name; None if the model names no source."""
    if source is None:
        return None
    actor = next((actor for actor, found in mentions.items() if any(one.span == source for one in found)), None)
    quote = find_quote_kind(" ".join(one.text for one in sentences))
    return Attribution(source=ids[actor] if actor else None, source_text=source.text, quote=quote, span=source)
