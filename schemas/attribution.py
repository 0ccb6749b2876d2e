"""The sources of reported facts and words."""

from schemas.base import Frozen
from schemas.text import Span
from schemas.vocab import Quote


class Attribution(Frozen):
    """The source of a report ("Yoon's office said", "according to Yonhap"), as opposed to the speaker it reports on."""

    source: str | None = None
    """Id of the source's actor. None if the source is not an actor of the article."""
    source_text: str
    """The words that name the source."""
    relayed_by: tuple[str, ...] = ()
    """Outlets that relay the source, the one closest to it first."""
    quote: Quote = Quote.NONE
    span: Span
