"""Spans and events of a run: the run, its articles, their stages and model calls, for listeners such as a log.

Code opens a span around its work, with attributes and never with text of an article. A listener is called when the
span begins and when it has ended. Without listeners a span costs next to nothing.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

AttributeValue = str | int | float


class SpanKind(StrEnum):
    """What a span covers. An article lies within a run; stages and calls lie within an article."""

    RUN = "run"
    ARTICLE = "article"
    STAGE = "stage"
    CALL = "call"


@dataclass
class Span:
    """A piece of work, under way or ended."""

    kind: SpanKind
    attributes: dict[str, AttributeValue]
    parent: "Span | None" = None
    error: str | None = None
    """Why it failed: an error code or the name of an exception, never its message."""

    def set(self, **attributes: AttributeValue | None) -> None:
        """Add attributes; None means that a value is not known."""
        self.attributes |= _drop_none(attributes)

    def find_attribute(self, name: str) -> AttributeValue | None:
        """Return an attribute of this span, or of the nearest span around it that has it."""
        if name in self.attributes or self.parent is None:
            return self.attributes.get(name)
        return self.parent.find_attribute(name)


@dataclass(frozen=True)
class Event:
    """Something that happened within a span."""

    name: str
    level: int
    """A level of `logging`. Only DEBUG may hold text of an article, of a model or of a server."""
    attributes: dict[str, AttributeValue]
    span: Span | None


class Listener(Protocol):
    """Receives spans and events in the thread of the event loop. It must be fast and must not raise."""

    def span(self, span: Span) -> AbstractContextManager[None]:
        """Return a context that is entered when the span begins, and left when it has all its attributes."""
        ...

    def event(self, event: Event) -> None:
        """Receive an event."""
        ...


_LISTENERS: ContextVar[tuple[Listener, ...]] = ContextVar("listeners", default=())
_CURRENT: ContextVar[Span | None] = ContextVar("span", default=None)


@contextmanager
def add_listeners(*listeners: Listener) -> Iterator[None]:
    """Add listeners to everything inside the context."""
    token = _LISTENERS.set((*_LISTENERS.get(), *listeners))
    try:
        yield
    finally:
        _LISTENERS.reset(token)


@contextmanager
def start_span(kind: SpanKind, **attributes: AttributeValue | None) -> Iterator[Span]:
    """Open a span around a piece of work, which may add attributes. An exception inside sets its error."""
    span = Span(kind, _drop_none(attributes), _CURRENT.get())
    listeners = _LISTENERS.get()
    if not listeners:
        yield span
        return
    token = _CURRENT.set(span)
    try:
        with ExitStack() as stack:
            for listener in listeners:
                stack.enter_context(listener.span(span))
            try:
                yield span
            except BaseException as error:
                span.error = get_error_code(error)
                raise
    finally:
        _CURRENT.reset(token)


def emit_event(name: str, level: int = logging.INFO, **attributes: AttributeValue | None) -> None:
    """Send an event to the listeners, within the span that is open."""
    listeners = _LISTENERS.get()
    if listeners:
        event = Event(name, level, _drop_none(attributes), _CURRENT.get())
        for listener in listeners:
            listener.event(event)


def has_listeners() -> bool:
    """Return whether there are listeners, for attributes that are expensive to compute."""
    return bool(_LISTENERS.get())


def get_error_code(error: BaseException) -> str:
    """Return the code of an error, or the name of its class."""
    return str(getattr(error, "code", None) or type(error).__name__)


def _drop_none(attributes: dict[str, AttributeValue | None]) -> dict[str, AttributeValue]:
    return {name: value for name, value in attributes.items() if value is not None}
