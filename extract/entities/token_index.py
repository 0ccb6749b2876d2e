"""The tokens of an analysis by their place in the text."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from extract.language.analysis import Analysis, Extent, Token


class TokenIndex:
    """Looks up tokens by offsets, and sentences by tokens."""

    def __init__(self, analysis: Analysis) -> None:
        self.text = analysis.text
        self.tokens: Sequence[Token] = analysis.tokens
        self._starts = [token.extent.start for token in analysis.tokens]
        self._sentences = [sentence.start for sentence in analysis.sentences]
        self._ends = [sentence.end for sentence in analysis.sentences]

    def inside(self, start: int, end: int) -> range:
        """Return the tokens that begin between these offsets."""
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def extent(self, tokens: range) -> Extent:
        """Return the part of the text that these tokens take."""
        return Extent(self.tokens[tokens[0]].extent.start, self.tokens[tokens[-1]].extent.end)

    def words(self, tokens: range) -> str:
        """Return the words of consecutive tokens as written."""
        start, end = self.extent(tokens) if tokens else (0, 0)
        return self.text[start:end]

    def sentence_of(self, token: int) -> range:
        """Return the tokens of the sentence that holds a token."""
        place = bisect_right(self._sentences, self._starts[token]) - 1
        return self.inside(self._sentences[place], self._ends[place])

    def following(self, tokens: range, count: int) -> range:
        """Return the next tokens of the same sentence, this many at most."""
        return range(tokens.stop, min(tokens.stop + count, self.sentence_of(tokens[-1]).stop))

    def gap(self, token: int) -> str:
        """Return the characters between a token and the next one."""
        if token + 1 == len(self.tokens):
            return "\n"
        return self.text[self.tokens[token].extent.end : self._starts[token + 1]]
