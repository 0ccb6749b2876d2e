"""The command `communique`, also as `python -m extract`. It listens for signals before it imports anything else.

A signal ends a command as Ctrl-C does: with a message, and what is finished is kept. A run takes the first signal
itself (`extract.run.signals`), and leaves the second one to this module.
"""

import _thread
import os
import signal
import sys
import time
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
GRACE = 0.8
"""Seconds that an interrupted command has to tidy up, before it is ended wherever it is."""
INTERRUPTED = 130
"""The exit code. It repeats that of `extract.cli.exit_codes`, which is not imported yet."""
_SHOW_CURSOR = b"\x1b[?25h"


class SignalReceived(KeyboardInterrupt):
    """A signal interrupts the command. A class of its own, because Python ends some processes by SIGINT in which a
    KeyboardInterrupt was handled. See: `run_eval_code_obj` in CPython's `Python/pythonrun.c`"""


def main() -> None:
    """Run the command."""
    _listen()
    _open_closed_streams()
    try:
        from extract.cli.app import main as run_command

        run_command()
    except KeyboardInterrupt:
        sys.stderr.write("error: interrupted; finished articles are kept, and the same command resumes\n")
        sys.exit(INTERRUPTED)


def _listen() -> None:
    """Handle the signals that are not ignored, as `nohup` ignores SIGHUP."""
    for number in SIGNALS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _interrupt)


def _interrupt(number: int, frame: FrameType | None) -> None:
    for each in SIGNALS:
        signal.signal(each, signal.SIG_IGN)  # a further one must not disturb the end
    _silence_asyncio()
    _thread.start_new_thread(_end_after_grace, ())  # not `threading`, whose locks the interrupted code may hold
    raise SignalReceived


def _silence_asyncio() -> None:
    """Stop asyncio, if it is imported, from printing the traces of what is interrupted."""
    log = getattr(sys.modules.get("asyncio.log"), "logger", None)
    if log:
        log.disabled = True


def _end_after_grace() -> None:
    """End the process, whatever it still does. The ledger and the files of a run are whole at any moment."""
    time.sleep(GRACE)
    if os.isatty(2):
        os.write(2, _SHOW_CURSOR)
    os._exit(INTERRUPTED)


def _open_closed_streams() -> None:
    """Open the streams that a shell has closed, or files that are opened later would take their places."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
        if getattr(sys, name) is None:
            setattr(sys, name, open(number, "w" if number else "r", encoding="utf-8"))  # noqa: PTH123, SIM115


if __name__ == "__main__":
    main()
