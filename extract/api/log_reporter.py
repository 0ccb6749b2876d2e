"""Reports what an extractor does to Python's logging, under the name `communique`. Nothing is printed."""

import logging

from extract.telemetry.progress import SilentReporter

logger = logging.getLogger("communique")


class LogReporter(SilentReporter):
    """Logs warnings and notes. Python shows warnings on stderr unless logging is configured otherwise."""

    def __init__(self) -> None:
        self._note = ""

    def preparing(self, note: str, done: int, total: int) -> None:
        if note != self._note:
            self._note = note
            logger.info(note)

    def warn(self, message: str) -> None:
        logger.warning(message)

    def info(self, message: str) -> None:
        logger.info(message)
