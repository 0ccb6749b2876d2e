"""Tells a person how a run goes, on stderr: bars in a terminal, plain lines in a log, only errors if told to be quiet.

Results never pass here. Whatever comes from articles (names of files, ids of rows) is made fit for a terminal first.
"""

import time
from collections.abc import Sequence

from rich.console import Console
from rich.progress import (
    BarColumn,
    DownloadColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
    TransferSpeedColumn,
)
from rich.table import Column
from rich.text import Text

from extract.output.show.article_lines import duplicate_line, failure_line, outcome_line
from extract.output.show.terminal_text import terminal_safe
from extract.telemetry.progress import SilentReporter
from schemas import ArticleExtraction, Duplicate, Failure, Rejected

STATUS_SECONDS = 60.0
"""Seconds between two lines of a log that tell how the run goes."""


class ErrorReporter(SilentReporter):
    """Tells of articles that failed, and of nothing else."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def failed(self, failure: Failure) -> None:
        self._console.print(failure_line(failure), soft_wrap=True)


class LineReporter(ErrorReporter):
    """Plain lines for a log: one an article, one a tenth of a download."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._articles = 0
        self._done = 0
        self._last_note = ("", -1)
        self._next_status = time.monotonic() + STATUS_SECONDS

    def preparing(self, note: str, done: int, total: int) -> None:
        tenth = done * 10 // total if total else 0
        stage = note if not total or done in (0, total) else ""
        if (stage, tenth) == self._last_note or (not stage and tenth == self._last_note[1]):
            return
        self._last_note = (stage, tenth)
        size = f": {done / 1e6:,.0f} of {total / 1e6:,.0f} MB ({done * 100 // total} %)" if total else ""
        self._print(Text(terminal_safe(note) + size))

    def begin(self, articles: int) -> None:
        self._articles = articles

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None:
        self._print(self._count().append_text(outcome_line(extraction, rejected)))

    def reused(self, source_id: str) -> None:
        self._done += 1

    def duplicate(self, duplicate: Duplicate) -> None:
        self._print(self._count().append_text(duplicate_line(duplicate)))

    def failed(self, failure: Failure) -> None:
        self._print(self._count().append_text(failure_line(failure)))

    def warn(self, message: str) -> None:
        self._print(Text.assemble(("warning: ", "yellow"), terminal_safe(message)))

    def info(self, message: str) -> None:
        self._print(Text(terminal_safe(message), style="dim"))

    def status(self, line: str) -> None:
        if self._articles > 1 and time.monotonic() >= self._next_status:
            self._next_status = time.monotonic() + STATUS_SECONDS
            self._print(Text(terminal_safe(line), style="dim"))

    def _count(self) -> Text:
        self._done += 1
        return Text(f"[{self._done}/{self._articles}] ", style="dim")

    def _print(self, text: Text) -> None:
        self._console.print(text, soft_wrap=True)


class BarReporter(ErrorReporter):
    """BarReporter that move in a terminal and are gone when the results come."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._several = False
        self._calls: dict[str, int] = {}
        self._answered: dict[str, int] = {}
        self._shown: Progress | None = None
        self._note: TaskID | None = None
        self._articles: TaskID | None = None
        self._asking: TaskID | None = None
        self._status: TaskID | None = None
        self._sized = False

    def close(self) -> None:
        if self._shown:
            self._shown.stop()
        self._shown = self._note = None

    def preparing(self, note: str, done: int, total: int) -> None:
        if self._shown is None or self._sized != bool(total):
            self._show(_download(self._console) if total else _waiting(self._console), sized=bool(total))
        if self._shown is None:
            return
        if self._note is None:
            self._note = self._shown.add_task("", total=total or None)
        self._shown.update(self._note, description=terminal_safe(note), completed=done, total=total or None)

    def begin(self, articles: int) -> None:
        self._several = articles > 1
        bars = _counting(self._console)
        self._show(bars)
        self._articles = bars.add_task("articles", total=articles, visible=self._several)
        self._asking = bars.add_task("asking the model", total=None)
        self._status = bars.add_task("", total=None, visible=False)

    def started(self, source_id: str, calls: int) -> None:
        self._calls[source_id] = self._calls.get(source_id, 0) + calls
        self._refresh()

    def answered(self, source_id: str) -> None:
        self._answered[source_id] = self._answered.get(source_id, 0) + 1
        self._refresh()

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None:
        if self._several:
            self._console.print(outcome_line(extraction, rejected))
        self._finish(extraction.article.source_id)

    def reused(self, source_id: str) -> None:
        self._finish(source_id)

    def duplicate(self, duplicate: Duplicate) -> None:
        self._console.print(duplicate_line(duplicate))
        self._finish(duplicate.source_id)

    def failed(self, failure: Failure) -> None:
        super().failed(failure)
        self._finish(failure.source_id)

    def warn(self, message: str) -> None:
        self._console.print(Text.assemble(("warning: ", "yellow"), terminal_safe(message)))

    def info(self, message: str) -> None:
        self._console.print(Text(terminal_safe(message), style="dim"))

    def status(self, line: str) -> None:
        if self._shown and self._status is not None:
            self._shown.update(self._status, description=terminal_safe(line), visible=self._several)

    def _show(self, bars: Progress, *, sized: bool = False) -> None:
        self.close()
        self._shown, self._sized = bars, sized
        bars.start()

    def _finish(self, source_id: str) -> None:
        self._calls.pop(source_id, None)
        self._answered.pop(source_id, None)
        if self._shown and self._articles is not None:
            self._shown.advance(self._articles)
        self._refresh()

    def _refresh(self) -> None:
        if self._shown is None or self._asking is None:
            return
        names = ", ".join(terminal_safe(name) for name in self._calls) or "asking the model"
        # a window that is halved, or a call that is re-asked, takes more calls than were foreseen
        done = sum(min(n, self._calls.get(name, n)) for name, n in self._answered.items())
        total = sum(self._calls.values()) or None
        self._shown.update(self._asking, description=names, completed=done, total=total)


def choose_reporter(quiet: bool, console: Console) -> SilentReporter:
    """The reporter for this console: errors only if quiet, bars in a terminal, lines elsewhere."""
    if quiet:
        return ErrorReporter(console)
    return BarReporter(console) if console.is_terminal and not console.is_dumb_terminal else LineReporter(console)


def _name() -> TextColumn:
    return TextColumn(
        "{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis", ratio=3)
    )


def _bar() -> BarColumn:
    return BarColumn(None, table_column=Column(ratio=1))


def _download(console: Console) -> Progress:
    columns = (_name(), _bar(), DownloadColumn(), TransferSpeedColumn(), TimeRemainingColumn(compact=True))
    return Progress(*columns, console=console, transient=True, expand=True)


def _waiting(console: Console) -> Progress:
    columns = (SpinnerColumn(), _name(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _counting(console: Console) -> Progress:
    columns = (_name(), _bar(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, expand=True)
