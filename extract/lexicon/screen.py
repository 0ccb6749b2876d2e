"""Screening: whether a sentence is worth a model call. It lets too much pass rather than too little."""

from extract.lexicon.acts import find_acts
from extract.lexicon.instruments import find_instruments
from extract.lexicon.status import find_status
from schemas import Instrument


def may_hold_record(text: str) -> bool:
    """True if the text holds words that tell of an agreement or perform a speech act."""
    return (
        bool(find_status(text))
        or any(not cue.weak for cue in find_acts(text))
        or any(mention.instrument is not Instrument.COOPERATION for mention in find_instruments(text))
    )
