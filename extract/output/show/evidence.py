"""The words behind a record: the sentence as it stands in the article, the words that matter marked in it.

In colour they are coloured; where there are no colours, in a log or a file, they stand between `*asterisks*`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rich.console import Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from rich.text import Text

from extract.output.show.plain import plain
from schemas import Span

BAR = "│ "


@dataclass(frozen=True)
class Mark:
    """Words that matter, and how they look in colour."""

    span: Span
    style: str


@dataclass(frozen=True)
class Evidence:
    """One sentence with a bar at its side."""

    sentence: Span
    marks: Sequence[Mark] = ()

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
        text = Text(plain(self.sentence.text))
        for mark in self.marks:
            text.stylize(mark.style, mark.span.start - self.sentence.start, mark.span.end - self.sentence.start)
        return text

    def _starred(self) -> Text:
        words, parts, at = plain(self.sentence.text), [], 0
        for start, end in _joined(
            (m.span.start - self.sentence.start, m.span.end - self.sentence.start) for m in self.marks
        ):
            parts += [words[at:start], "*", words[start:end], "*"]
            at = end
        return Text("".join((*parts, words[at:])))


def evidence(sentences: Sequence[Span], marks: Sequence[Mark]) -> tuple[Evidence, ...]:
    """The sentences of a record, each with the marks that stand in it."""
    return tuple(
        Evidence(one, [m for m in marks if one.start <= m.span.start and m.span.end <= one.end]) for one in sentences
    )


def _joined(ranges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The ranges in order, those that touch or overlap made one."""
    out: list[tuple[int, int]] = []
    for start, end in sorted(ranges):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return out
