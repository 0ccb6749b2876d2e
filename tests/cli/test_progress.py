"""The display of progress: bars in a terminal, lines elsewhere, only errors with --quiet."""

import io

import pytest
from rich.console import Console

from extract.cli.progress import BarReporter, ErrorReporter, LineReporter, choose_reporter
from extract.telemetry.progress import ProgressReporter, SilentReporter
from tests.support.results import duplicate, extraction, failure


def console(*, terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), width=100, force_terminal=terminal, highlight=False)


def output_of(console: Console) -> str:
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def play(reporter: ProgressReporter) -> None:
    """Report a run of two articles, a copy and a failure, from the first download on."""
    for done in range(0, 1001):
        reporter.preparing(f"fetching, piece {done // 100}", done * 10**6, 10**9)
    reporter.preparing("starting the embedded model", 0, 0)
    reporter.begin(4)
    for name in ("one", "two"):
        reporter.started(name, 2)
        reporter.answered(name)
        reporter.answered(name)
        reporter.answered(name)  # one call more than announced
        reporter.extracted(extraction(name), ())
    reporter.duplicate(duplicate("again"))
    reporter.failed(failure("three"))
    reporter.warn("the ledger holds another run")


def test_lines_are_printed_for_each_article_and_each_tenth_of_a_download() -> None:
    log = console()
    with LineReporter(log) as reporter:
        play(reporter)
    lines = output_of(log).splitlines()
    downloads = [line for line in lines if "MB" in line]
    assert len(downloads) <= 12
    assert downloads[0] == "fetching, piece 0: 0 of 1,000 MB (0 %)"
    assert downloads[-1] == "fetching, piece 10: 1,000 of 1,000 MB (100 %)"
    assert [line.split(":")[0] for line in lines[len(downloads) :]] == [
        "starting the embedded model",
        "[1/4] one",
        "[2/4] two",
        "[3/4] again",
        "[4/4] three",
        "warning",
    ]


def test_a_note_without_bytes_is_printed_once() -> None:
    log = console()
    reporter = LineReporter(log)
    for _ in range(3):
        reporter.preparing("starting the embedded model", 0, 0)
    assert output_of(log).count("starting") == 1


def test_a_failed_download_is_printed_before_the_next_source() -> None:
    log = console()
    reporter = LineReporter(log)
    reporter.preparing("the hub cannot be reached; trying the next place", 0, 10**9)
    reporter.preparing("fetching from the index", 0, 10**9)
    assert output_of(log).count("\n") == 2


def test_quiet_prints_failed_articles_only() -> None:
    log = console()
    with ErrorReporter(log) as reporter:
        play(reporter)
    assert output_of(log) == "three: failed at read (empty): the file holds no text\n"


def test_bars_are_removed_at_the_end_and_lines_stay() -> None:
    screen = console(terminal=True)
    with BarReporter(screen) as reporter:
        play(reporter)
    end = output_of(screen)
    assert "one: 2 agreements" in end.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "again" in end and "a near copy (0.93) of ferry" in end
    assert "the ledger holds another run" in end
    assert end.endswith("\x1b[2K") or end.rstrip().endswith("\x1b[2K"), "the last bar is erased"
    assert end.count("\x1b[?25l") == end.count("\x1b[?25h"), "the cursor is shown again"


def test_bars_are_removed_when_the_run_is_interrupted() -> None:
    screen = console(terminal=True)
    with pytest.raises(KeyboardInterrupt), BarReporter(screen) as reporter:
        reporter.begin(1)
        reporter.started("one", 3)
        raise KeyboardInterrupt
    assert output_of(screen).count("\x1b[?25l") == output_of(screen).count("\x1b[?25h")


def test_names_of_articles_are_printed_without_markup_and_escapes() -> None:
    for screen, kind in ((console(), LineReporter), (console(terminal=True), BarReporter)):
        with kind(screen) as reporter:
            reporter.begin(2)
            reporter.started("[red]\x1b]0;x\x07", 1)
            reporter.extracted(extraction("[red]\x1b]0;x\x07"), ())
            reporter.warn("[/]\x1b]0;x\x07")
        assert "\x1b]0;" not in output_of(screen)
        assert "[red]" in output_of(screen) and "[/]" in output_of(screen)


@pytest.mark.parametrize(
    ("quiet", "terminal", "kind"),
    [
        (True, True, ErrorReporter),
        (True, False, ErrorReporter),
        (False, True, BarReporter),
        (False, False, LineReporter),
    ],
)
def test_the_console_decides_between_bars_and_lines(quiet: bool, terminal: bool, kind: type[SilentReporter]) -> None:
    assert type(choose_reporter(quiet, console(terminal=terminal))) is kind


def test_the_silent_reporter_accepts_every_call() -> None:
    with SilentReporter() as reporter:
        play(reporter)
