"""Factuality and polarity of a word, and what a frame makes of them."""

from dataclasses import dataclass

from extract.language.analysis import Factuality, Frame, Polarity
from extract.language.en.records import FrameRecord

_RANK = {one: rank for rank, one in enumerate(Factuality)}


@dataclass(frozen=True)
class Standing:
    """Factuality and polarity of a word, with the frames that decided them, the nearest last."""

    factuality: Factuality = Factuality.FACT
    polarity: Polarity = Polarity.POSITIVE
    frames: tuple[Frame, ...] = ()

    @property
    def negative(self) -> bool:
        """Return whether the text says that it is not so."""
        return self.polarity is Polarity.NEGATIVE

    def affirmed(self) -> "Standing":
        """Return the standing with positive polarity."""
        return Standing(self.factuality, Polarity.POSITIVE, self.frames)

    def flipped(self, frame: Frame) -> "Standing":
        """Return the standing with the other polarity."""
        polarity = Polarity.POSITIVE if self.negative else Polarity.NEGATIVE
        return Standing(self.factuality, polarity, (*self.frames, frame))

    def lowered(self, factuality: Factuality, frame: Frame) -> "Standing":
        """Return the standing with this factuality, or its own if that vouches for less."""
        weaker = max(self.factuality, factuality, key=_RANK.__getitem__)
        return Standing(weaker, self.polarity, (*self.frames, frame))

    def made(self, factuality: Factuality, frame: Frame) -> "Standing":
        """Return the standing of what is governed by something of this standing that makes it of a factuality."""
        if factuality is Factuality.DENIED and self.negative:
            return self.affirmed().lowered(Factuality.POSSIBLE, frame)
        return self.lowered(factuality, frame)

    def under(self, record: FrameRecord, frame: Frame) -> "Standing":
        """Return the standing of what a frame governs, whose governor has this standing."""
        if record.makes == "reported":
            return self.affirmed().lowered(Factuality.DENIED if self.negative else Factuality.POSSIBLE, frame)
        if record.makes:
            return self.made(Factuality(record.makes), frame)
        assert record.implies
        outcome = record.implies[self.negative]
        polarity = Polarity.NEGATIVE if outcome == "negative" else Polarity.POSITIVE
        factuality = Factuality.FACT if outcome in ("fact", "negative") else Factuality(outcome)
        return Standing(self.factuality, polarity, self.frames).lowered(factuality, frame)
