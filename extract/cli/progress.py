"""Display the progress of a run on stderr: bars in a terminal, lines elsewhere, only errors with --quiet.

No result is printed here. Text that comes from articles, like names of files, is made safe for terminals first.
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
"""Seconds between two status lines."""


class ErrorReporter(SilentReporter):
    """Prints failed articles only."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def failed(self, failure: Failure) -> None:
        self._console.print(failure_line(failure), soft_wrap=True)


class LineReporter(ErrorReporter):
    """Prints plain lines: one for each article, and one for each tenth of a download."""

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
    """Shows bars in a terminal, and removes them before the results are printed."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._many = False
        self._calls: dict[str, int] = {}
        self._answered: dict[str, int] = {}
        self._bars: Progress | None = None
        self._note_task: TaskID | None = None
        self._articles_task: TaskID | None = None
        self._calls_task: TaskID | None = None
        self._status_task: TaskID | None = None
        self._has_size = False

    def close(self) -> None:
        if self._bars:
            self._bars.stop()
        self._bars = self._note_task = None

    def preparing(self, note: str, done: int, total: int) -> None:
        if self._bars is None or self._has_size != bool(total):
            self._show(_download_bar(self._console) if total else _spinner(self._console), has_size=bool(total))
        if self._bars is None:
            return
        if self._note_task is None:
            self._note_task = self._bars.add_task("", total=total or None)
        self._bars.update(self._note_task, description=terminal_safe(note), completed=done, total=total or None)

    def begin(self, articles: int) -> None:
        self._many = articles > 1
        bars = _article_bars(self._console)
        self._show(bars)
        self._articles_task = bars.add_task("articles", total=articles, visible=self._many)
        self._calls_task = bars.add_task("asking the model", total=None)
        self._status_task = bars.add_task("", total=None, visible=False)

    def started(self, source_id: str, calls: int) -> None:
        self._calls[source_id] = self._calls.get(source_id, 0) + calls
        self._refresh()

    def answered(self, source_id: str) -> None:
        self._answered[source_id] = self._answered.get(source_id, 0) + 1
        self._refresh()

    def extracted(self, extraction: ArticleExtraction, rejected: Sequence[Rejected]) -> None:
        if self._many:
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
        if self._bars and self._status_task is not None:
            self._bars.update(self._status_task, description=terminal_safe(line), visible=self._many)

    def _show(self, bars: Progress, *, has_size: bool = False) -> None:
        self.close()
        self._bars, self._has_size = bars, has_size
        bars.start()

    def _finish(self, source_id: str) -> None:
        self._calls.pop(source_id, None)
        self._answered.pop(source_id, None)
        if self._bars and self._articles_task is not None:
            self._bars.advance(self._articles_task)
        self._refresh()

    def _refresh(self) -> None:
        if self._bars is None or self._calls_task is None:
            return
        names = ", ".join(terminal_safe(name) for name in self._calls) or "asking the model"
        # halved windows and re-asked questions take more calls than were announced
        done = sum(min(n, self._calls.get(name, n)) for name, n in self._answered.items())
        total = sum(self._calls.values()) or None
        self._bars.update(self._calls_task, description=names, completed=done, total=total)


def choose_reporter(quiet: bool, console: Console) -> SilentReporter:
    """Return the reporter for a console: errors only if quiet, bars in a terminal, lines elsewhere."""
    if quiet:
        return ErrorReporter(console)
    return BarReporter(console) if console.is_terminal and not console.is_dumb_terminal else LineReporter(console)


def _name_column() -> TextColumn:
    return TextColumn(
        "{task.description}", markup=False, table_column=Column(no_wrap=True, overflow="ellipsis", ratio=3)
    )


def _bar_column() -> BarColumn:
    return BarColumn(None, table_column=Column(ratio=1))


def _download_bar(console: Console) -> Progress:
    columns = (
        _name_column(),
        _bar_column(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(compact=True),
    )
    return Progress(*columns, console=console, transient=True, expand=True)


def _spinner(console: Console) -> Progress:
    columns = (SpinnerColumn(), _name_column(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True)


def _article_bars(console: Console) -> Progress:
    columns = (_name_column(), _bar_column(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=console, transient=True, expand=True)
