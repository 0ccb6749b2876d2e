"""The log of a run as JSON Lines, through the standard library's logging: a line for each span that ended.

Every line has time, level, event, and the ids of run and article. Above DEBUG no line holds words of an article, of a
model or of a server; at no level does one hold a key.
"""

import json
import logging
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from logging.handlers import WatchedFileHandler
from pathlib import Path
from typing import Any

from extract.errors import StoreError
from extract.telemetry.tracing import Event, Fact, Kind, Span

LOGGER = "communique"
"""Name of the logger: a program that uses the engine may add handlers of its own to it."""
IDS = ("run", "article", "source_id")
"""Facts that every line tells, wherever in a run it comes from."""

_LEVELS = {Kind.STAGE: logging.DEBUG}
"""Of spans that ended well, where it is not INFO."""


class Log:
    """A listener that makes a record of each span and event."""

    def __init__(self, logger: logging.Logger) -> None:
        self._logger = logger

    @contextmanager
    def span(self, span: Span) -> Iterator[None]:
        if span.kind is Kind.RUN:
            self._log(logging.INFO, f"{span.kind}.start", span, span.facts)
        started = time.monotonic()
        try:
            yield
        finally:
            level = logging.WARNING if span.error else _LEVELS.get(span.kind, logging.INFO)
            seconds: dict[str, Fact] = {"seconds": round(time.monotonic() - started, 3)}
            error: dict[str, Fact] = {"error": span.error} if span.error else {}
            self._log(level, f"{span.kind}.end", span, span.facts | seconds | error)

    def event(self, event: Event) -> None:
        self._log(event.level, event.name, event.span, event.facts)

    def _log(self, level: int, name: str, span: Span | None, facts: dict[str, Fact]) -> None:
        if self._logger.isEnabledFor(level):
            ids = {name: span.fact(name) for name in IDS} if span else {}
            self._logger.log(level, "%s", name, extra={"facts": ids | facts})


class JsonLines(logging.Formatter):
    """A record as a line of JSON; keys that are known are blotted out, wherever they stand."""

    def __init__(self, secrets: Sequence[str]) -> None:
        super().__init__()
        self._secrets = [json.dumps(secret)[1:-1] for secret in secrets]

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        told: dict[str, Any] = {"time": moment.replace("+00:00", "Z"), "level": record.levelname.lower()}
        facts = {name: fact for name, fact in getattr(record, "facts", {}).items() if fact is not None}
        line = json.dumps(told | {"event": record.getMessage()} | facts)
        for secret in self._secrets:
            line = line.replace(secret, "[removed]")
        return line


class _File(WatchedFileHandler):
    """A file that may be rotated by others; that it cannot be written is told once, and costs the log alone."""

    def __init__(self, path: Path, warn: Callable[[str], None]) -> None:
        super().__init__(path, encoding="utf-8")
        self._warn: Callable[[str], None] | None = warn

    def close(self) -> None:
        with suppress(OSError):  # told when it was to be written
            super().close()

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802
        warn, self._warn = self._warn, None
        if warn:
            warn(f"the log {self.baseFilename} cannot be written ({sys.exception()}); the run goes on without it")


@contextmanager
def logged(path: Path, level: str, secrets: Sequence[str], warn: Callable[[str], None]) -> Iterator[Log]:
    """A listener that adds to a file what is at least of this level. Raises StoreError if it cannot be opened."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = _File(path, warn)
    except OSError as error:
        raise StoreError(f"the log {path} cannot be written ({error.strerror}); give another file to --log") from error
    logger = logging.getLogger(LOGGER)
    before = logger.level
    file.setFormatter(JsonLines(secrets))
    file.setLevel(level.upper())
    logger.addHandler(file)
    logger.setLevel(level.upper())
    try:
        yield Log(logger)
    finally:
        logger.setLevel(before)
        logger.removeHandler(file)
        file.close()
