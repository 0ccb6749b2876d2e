"""The log of a run as JSON Lines, written by the standard library's logging: one line for each span that has ended.

Every line has a time, a level, an event, and the ids of run and article. Above DEBUG no line holds text of an article,
of a model or of a server; no line at any level holds a key.
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from extract.errors import StoreError
from extract.redaction import Redactor
from extract.telemetry.tracing import AttributeValue, Event, Span, SpanKind

LOGGER = "communique"
"""Name of the logger. A program that uses the engine may add handlers of its own to it."""
IDS = ("run", "article", "source_id")
"""Attributes that every line has, taken from the spans around it."""

_LEVELS = {SpanKind.STAGE: logging.DEBUG}
"""Levels of spans that ended without an error; INFO for the others."""


class LogListener:
    """Writes a log record for each span and event."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger

    @contextmanager
    def span(self, span: Span) -> Iterator[None]:
        if span.kind is SpanKind.RUN:
            self._log(logging.INFO, f"{span.kind}.start", span, span.attributes)
        started = time.monotonic()
        try:
            yield
        finally:
            level = logging.WARNING if span.error else _LEVELS.get(span.kind, logging.INFO)
            seconds: dict[str, AttributeValue] = {"seconds": round(time.monotonic() - started, 3)}
            error: dict[str, AttributeValue] = {"error": span.error} if span.error else {}
            self._log(level, f"{span.kind}.end", span, span.attributes | seconds | error)

    def event(self, event: Event) -> None:
        self._log(event.level, event.name, event.span, event.attributes)

    def _log(self, level: int, name: str, span: Span | None, attributes: dict[str, AttributeValue]) -> None:
        if self._logger.isEnabledFor(level):
            ids = {name: span.find_attribute(name) for name in IDS} if span else {}
            self._logger.log(level, "%s", name, extra={"attributes": ids | attributes})


class JsonFormatter(logging.Formatter):
    """Formats a record as a line of JSON, without the keys that it knows."""

    def __init__(self, redactor: Redactor) -> None:
        super().__init__()
        self._redactor = redactor

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        head: dict[str, Any] = {"time": moment.replace("+00:00", "Z"), "level": record.levelname.lower()}
        attributes = {name: value for name, value in getattr(record, "attributes", {}).items() if value is not None}
        return json.dumps(self._redactor.clean_value(head | {"event": record.getMessage()} | attributes))


class _LogFile(WatchedFileHandler):
    """A file that other programs may rotate. A write that fails is reported once, and the run goes on."""

    def __init__(self, path: Path, warn: Callable[[str], None]) -> None:
        super().__init__(path, encoding="utf-8")
        self._warn: Callable[[str], None] | None = warn

    def close(self) -> None:
        with suppress(OSError):  # reported when the line was written
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        warn, self._warn = self._warn, None
        if warn:
            warn(f"the log {self.baseFilename} cannot be written ({sys.exception()}); the run goes on without it")


@contextmanager
def open_log(path: Path, level: str, redactor: Redactor, warn: Callable[[str], None]) -> Iterator[LogListener]:
    """Open a listener that appends to a file, from this level on and without the keys that `redactor` knows.

    Raises StoreError if the file cannot be opened.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _LogFile(path, warn)
    except OSError as error:
        raise StoreError(f"the log {path} cannot be written ({error.strerror}); give another file to --log") from error
    logger = logging.getLogger(LOGGER)
    before = logger.level
    file.setFormatter(JsonFormatter(redactor))
    file.setLevel(level.upper())
    logger.addHandler(file)
    logger.setLevel(level.upper())
    try:
        yield LogListener(logger)
    finally:
        logger.setLevel(before)
        logger.removeHandler(file)
        file.close()
