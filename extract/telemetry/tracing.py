"""What a run does, as spans that whoever wants can hear of: a run, its articles, their stages and model calls.

A span is opened where the work is done, with facts about the work and never a word of an article; a listener (a log, a
tracer) hears when it begins and how it ended. While nobody listens, nothing is done.
"""

import logging
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

Fact = str | int | float


class Kind(StrEnum):
    """What a span is about; each kind lies within the one before it, stages and calls both within an article."""

    RUN = "run"
    ARTICLE = "article"
    STAGE = "stage"
    CALL = "call"


@dataclass
class Span:
    """A piece of work that is under way, or was."""

    kind: Kind
    facts: dict[str, Fact]
    parent: "Span | None" = None
    error: str | None = None
    """How it failed: a code, or the name of an exception, and never its message."""

    def set(self, **facts: Fact | None) -> None:
        """Adds what is known by now; None is nothing known."""
        self.facts |= {name: fact for name, fact in facts.items() if fact is not None}

    def fact(self, name: str) -> Fact | None:
        """A fact of this span, or of the nearest one around it that has it."""
        if name in self.facts or self.parent is None:
            return self.facts.get(name)
        return self.parent.fact(name)


@dataclass(frozen=True)
class Event:
    """Something that happened at one moment of a span."""

    name: str
    level: int
    """As in `logging`. What could hold words of an article, of a model or of a server is DEBUG and nothing else."""
    facts: dict[str, Fact]
    span: Span | None


class Listener(Protocol):
    """Hears of spans and events, on the event loop's thread: it must be quick, and must not raise."""

    def span(self, span: Span) -> AbstractContextManager[None]:
        """Entered when a span begins, left when it has ended and has all its facts."""
        ...

    def event(self, event: Event) -> None: ...


_LISTENERS: ContextVar[tuple[Listener, ...]] = ContextVar("listeners", default=())
_CURRENT: ContextVar[Span | None] = ContextVar("span", default=None)


@contextmanager
def listening(*listeners: Listener) -> Iterator[None]:
    """Has these listeners hear of everything inside, beside those that do already."""
    token = _LISTENERS.set((*_LISTENERS.get(), *listeners))
    try:
        yield
    finally:
        _LISTENERS.reset(token)


@contextmanager
def span(kind: Kind, **facts: Fact | None) -> Iterator[Span]:
    """A span around a piece of work, which may add facts to it; what is raised inside makes it a failed one."""
    made = Span(kind, {}, _CURRENT.get())
    made.set(**facts)
    listeners = _LISTENERS.get()
    if not listeners:
        yield made
        return
    token = _CURRENT.set(made)
    try:
        with ExitStack() as heard:
            for listener in listeners:
                heard.enter_context(listener.span(made))
            try:
                yield made
            except BaseException as error:
                made.error = code_of(error)
                raise
    finally:
        _CURRENT.reset(token)


def heard() -> bool:
    """Whether anybody listens, for facts that take time to know."""
    return bool(_LISTENERS.get())


def code_of(error: BaseException) -> str:
    """How a piece of work failed, in a word: the code of the error, or its kind."""
    return str(getattr(error, "code", None) or type(error).__name__)


def event(name: str, level: int = logging.INFO, **facts: Fact | None) -> None:
    """Tells of something that happened just now, in the span that is open."""
    listeners = _LISTENERS.get()
    if listeners:
        known = {name: fact for name, fact in facts.items() if fact is not None}
        one = Event(name, level, known, _CURRENT.get())
        for listener in listeners:
            listener.event(one)
