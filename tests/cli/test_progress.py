"""What a person hears of a run while it goes: bars in a terminal, lines in a log, only errors if quiet."""

import io

import pytest
from rich.console import Console

from extract.cli.progress import BarReporter, ErrorReporter, LineReporter, choose_reporter
from extract.telemetry.progress import ProgressReporter, SilentReporter
from tests.support.results import duplicate, extraction, failure


def console(*, terminal: bool = False) -> Console:
    return Console(file=io.StringIO(), width=100, force_terminal=terminal, highlight=False)


def said(one: Console) -> str:
    assert isinstance(one.file, io.StringIO)
    return one.file.getvalue()


def play(reporter: ProgressReporter) -> None:
    """A run of two articles, a copy and a failure, from the first download on."""
    for done in range(0, 1001):
        reporter.preparing(f"fetching, piece {done // 100}", done * 10**6, 10**9)
    reporter.preparing("starting the embedded model", 0, 0)
    reporter.begin(4)
    for name in ("one", "two"):
        reporter.started(name, 2)
        reporter.answered(name)
        reporter.answered(name)
        reporter.answered(name)  # a call more than was foreseen
        reporter.extracted(extraction(name), ())
    reporter.duplicate(duplicate("again"))
    reporter.failed(failure("three"))
    reporter.warn("the ledger holds another run")


def test_a_log_has_a_line_an_article_and_one_a_tenth_of_a_download() -> None:
    log = console()
    with LineReporter(log) as reporter:
        play(reporter)
    lines = said(log).splitlines()
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


def test_a_note_without_bytes_is_told_once() -> None:
    log = console()
    reporter = LineReporter(log)
    for _ in range(3):
        reporter.preparing("starting the embedded model", 0, 0)
    assert said(log).count("starting") == 1


def test_a_source_that_gives_up_is_told_before_the_next_one() -> None:
    log = console()
    reporter = LineReporter(log)
    reporter.preparing("the hub cannot be reached; trying the next place", 0, 10**9)
    reporter.preparing("fetching from the index", 0, 10**9)
    assert said(log).count("\n") == 2


def test_quiet_tells_only_of_what_failed() -> None:
    log = console()
    with ErrorReporter(log) as reporter:
        play(reporter)
    assert said(log) == "three: failed at read (empty): the file holds no text\n"


def test_bars_are_gone_at_the_end_and_the_lines_stay() -> None:
    screen = console(terminal=True)
    with BarReporter(screen) as reporter:
        play(reporter)
    end = said(screen)
    assert "one: 2 agreements" in end.replace("\x1b[1m", "").replace("\x1b[0m", "")
    assert "again" in end and "a near copy (0.93) of ferry" in end
    assert "the ledger holds another run" in end
    assert end.endswith("\x1b[2K") or end.rstrip().endswith("\x1b[2K"), "the last bar is erased"
    assert end.count("\x1b[?25l") == end.count("\x1b[?25h"), "the cursor is shown again"


def test_bars_end_when_the_run_breaks_off() -> None:
    screen = console(terminal=True)
    with pytest.raises(KeyboardInterrupt), BarReporter(screen) as reporter:
        reporter.begin(1)
        reporter.started("one", 3)
        raise KeyboardInterrupt
    assert said(screen).count("\x1b[?25l") == said(screen).count("\x1b[?25h")


def test_names_of_articles_are_not_obeyed() -> None:
    for screen, kind in ((console(), LineReporter), (console(terminal=True), BarReporter)):
        with kind(screen) as reporter:
            reporter.begin(2)
            reporter.started("[red]\x1b]0;x\x07", 1)
            reporter.extracted(extraction("[red]\x1b]0;x\x07"), ())
            reporter.warn("[/]\x1b]0;x\x07")
        assert "\x1b]0;" not in said(screen)
        assert "[red]" in said(screen) and "[/]" in said(screen)


@pytest.mark.parametrize(
    ("quiet", "terminal", "kind"),
    [
        (True, True, ErrorReporter),
        (True, False, ErrorReporter),
        (False, True, BarReporter),
        (False, False, LineReporter),
    ],
)
def test_the_console_decides_what_is_shown(quiet: bool, terminal: bool, kind: type[SilentReporter]) -> None:
    assert type(choose_reporter(quiet, console(terminal=terminal))) is kind


def test_silent_says_nothing_and_breaks_nothing() -> None:
    with SilentReporter() as reporter:
        play(reporter)
