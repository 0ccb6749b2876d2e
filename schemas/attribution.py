"""Who vouches for reported words."""

from schemas.base import Frozen
from schemas.text import Span
from schemas.vocab import Quote


class Attribution(Frozen):
    """The source of a report ("Yoon's office said", "according to Yonhap"): never the speaker of what is reported."""

    source: str | None = None
    """Id of the actor that is the source; None where the source is no actor of the article."""
    source_text: str
    """The words that name the source."""
    relayed_by: tuple[str, ...] = ()
    """Outlets that relay the source's words, innermost first."""
    quote: Quote = Quote.NONE
    span: Span
