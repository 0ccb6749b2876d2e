"""Renders the sentences behind a record, with the important words highlighted.

Without colours, in a log or a file, the words are put between `*asterisks*`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from extract.output.show.terminal_text import terminal_safe
from schemas import Span

BAR = "│ "


@dataclass(frozen=True)
class Highlight:
    """A span to highlight, and its style in colour."""

    span: Span
    style: str


@dataclass(frozen=True)
class Evidence:
    """A renderable sentence, with a bar on the left."""

    sentence: Span
    highlights: Sequence[Highlight] = ()

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        colourless = console.no_color or console.color_system is None
        text = self._starred() if colourless else self._coloured()
        width = max(options.max_width - len(BAR), 1)
        bar = Segment(BAR, None if colourless else Style(dim=True))
        for line in console.render_lines(text, options.update(width=width), pad=False):
            yield bar
            yield from line
            yield Segment.line()

    def _coloured(self) -> Text:
        text = Text(terminal_safe(self.sentence.text))
        for highlight, (start, end) in zip(self.highlights, self._offsets(), strict=True):
            text.stylize(highlight.style, start, end)
        return text

    def _starred(self) -> Text:
        sentence, parts, position = terminal_safe(self.sentence.text), [], 0
        for start, end in _merged(self._offsets()):
            parts += [sentence[position:start], "*", sentence[start:end], "*"]
            position = end
        return Text("".join((*parts, sentence[position:])))

    def _offsets(self) -> list[tuple[int, int]]:
        """Start and end of each highlight in the sentence."""
        spans = (highlight.span for highlight in self.highlights)
        return [(span.start - self.sentence.start, span.end - self.sentence.start) for span in spans]


def render_evidence(sentences: Sequence[Span], highlights: Sequence[Highlight]) -> tuple[Evidence, ...]:
    """The sentences of a record, each with the highlights inside it."""
    return tuple(
        Evidence(
            sentence,
            [one for one in highlights if sentence.start <= one.span.start and one.span.end <= sentence.end],
        )
        for sentence in sentences
    )


def _merged(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order; those that touch or overlap are merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
