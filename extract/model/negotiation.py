"""Finds out what servers accept while a run asks them, and remembers it.

One call at a time goes ahead until a server has given a usable answer; the others wait, and profit. A refused call is
sent again without the field that was refused. A server that refuses everything, or whose answers cannot be read, is
given up after a few calls. Nothing is asked for the sake of the record but one tiny question, where two answers in a
row could not be read.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

from extract.errors import ModelError, ModelUnavailable
from extract.model.capability import Capabilities, describe, guess, learn
from extract.model.failures import BAD_REQUEST, NO_MODEL, QUOTA, SERVER, TOO_LONG, FailureKind
from extract.model.refusal import REFUSING, ServerError, read_refusal
from extract.telemetry.tracing import emit_event
from schemas import FailureCode

MOST_REFUSED = 10
"""Refused calls after which a server that never answered is given up."""
MOST_UNREADABLE = 2
"""Answers in a row that cannot be read, after which a server that never gave a usable one is asked a tiny question."""

_SILENT = frozenset({FailureCode.TIMEOUT, FailureCode.UNREACHABLE, FailureCode.RATE_LIMITED})
UNREADABLE = frozenset({FailureCode.INVALID_OUTPUT, FailureCode.TRUNCATED})


class Records(Protocol):
    """Where records are kept between runs."""

    def load(self, server: str, model: str) -> Capabilities | None: ...

    def save(self, server: str, model: str, record: Capabilities) -> None: ...


class NoRecords:
    """Keeps nothing: for replays and for servers of our own."""

    def load(self, server: str, model: str) -> Capabilities | None:
        return None

    def save(self, server: str, model: str, record: Capabilities) -> None:
        pass


@dataclass(frozen=True)
class State:
    """What is known of the servers of a run."""

    known: dict[str, Capabilities]
    proven: bool
    open: bool


class Negotiation:
    """The records of all servers of a run."""

    def __init__(  # noqa: PLR0913
        self,
        model: str,
        *,
        start: Capabilities | None = None,
        records: Records | None = None,
        tell: Callable[[str], None] = lambda message: None,
        warn: Callable[[str], None] = lambda message: None,
        proven: bool = False,
        replayed: bool = False,
    ) -> None:
        """`start` is the record that settings force; `tell` is called once for each change, `warn` once for each fault
        of a server; calls of a `proven` server do not wait for each other. Articles that are `replayed` each go
        the way of their recording."""
        self.proven = proven or replayed
        self._replayed = replayed
        """Whether some server gave a usable answer, now or in an earlier run."""
        self._model = model
        self._start = start or Capabilities()
        self._records = records or NoRecords()
        self._tell = tell
        self._warn = warn
        self._warned: set[str] = set()
        self._known: dict[str, Capabilities] = {}
        self._confirmed: set[str] = set()
        self._guesses: dict[str, Capabilities] = {}
        self._refused: dict[str, int] = {}
        self._saved: dict[str, Capabilities] = {}
        self._fleeting: set[str] = set()
        """Servers with a bound that holds for the account of today only."""
        self._unreadable = 0
        self._turn = asyncio.Lock()
        self._open = False
        self._given_up: tuple[str, FailureCode] | None = None

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Lets one question at a time go ahead until a server is proven, or fails for a reason of its own."""
        holds = await self.enter()
        try:
            yield
        finally:
            if holds:
                self.leave()

    async def enter(self) -> bool:
        """Waits for a question's turn; whether it goes ahead alone, and must `leave`. Raises ModelUnavailable if there
        is no server that can be used."""
        if self.settled:
            return False
        await self._turn.acquire()
        if self.settled or self._given_up:
            self._turn.release()
        if self._given_up:
            raise ModelUnavailable(*self._given_up)
        return not self.settled

    def give_up(self, error: ModelError) -> None:
        """Notes that no server can be used."""
        self._given_up = str(error), error.code

    def leave(self) -> None:
        """Ends the turn of a question that went ahead alone."""
        self._turn.release()

    @property
    def settled(self) -> bool:
        """Whether questions need not wait for each other."""
        return self.proven or self._open

    def state(self) -> State:
        """What is known, for another process."""
        return State(dict(self._known), self.proven, self._open)

    def merge(self, state: State) -> None:
        """Takes over what another process found out."""
        for server, record in state.known.items():
            before = self.of(server)
            if record != before:
                self._known[server] = record
                self._announce(server, before, record)
        self.proven = self.proven or state.proven
        self._open = self._open or state.open
        if state.proven:
            self._confirmed |= state.known.keys()
            for server in state.known:
                self._save(server)

    def of(self, server: str) -> Capabilities:
        """What is known of a server."""
        if server not in self._known:
            kept = self._records.load(server, self._model)
            self._known[server] = self._forced(kept) if kept else self._start
            if kept:
                self._saved[server] = kept
                self._confirmed.add(server)
                self.proven = True
        return self._known[server]

    def refused(
        self, server: str, used: Capabilities, told: ServerError, kind: FailureKind, body: Mapping[str, Any]
    ) -> bool:
        """Whether the same call is to be sent again, since more is known now of what the server accepts.

        Raises ModelUnavailable if a server that never answered refuses one call after the other.
        """
        if self.of(server) != used:
            return True  # another call has found out something in the meantime
        newer = _learned(used, told, kind, body)
        confirmed = server in self._confirmed
        if kind is BAD_REQUEST and not confirmed:
            self._count(server, told)
            newer = newer or self._guessed(server, used, told, body)
        if newer is None:
            return False
        self._known[server] = newer
        if kind is QUOTA:
            self._fleeting.add(server)
        if server not in self._guesses:
            self._announce(server, used, newer)
        return True

    def answered(self, server: str, *, usage_told: bool) -> None:
        """Notes that a server accepted a call."""
        before = self.of(server)
        known = before if before.usage_told is not None else self._with_usage(before, told=usage_told)
        self._known[server] = known
        self._refused.pop(server, None)
        if start := self._guesses.pop(server, None):
            self._announce(server, start, known)
        if self._replayed:
            return
        self._confirmed.add(server)
        if self.proven:
            self._save(server)

    def usable(self, server: str | None = None, before: Capabilities | None = None) -> None:
        """Notes that an answer could be read; `before` is the record with which a server's answers could not."""
        self._unreadable = 0
        if server and before:
            self._announce(server, before, self._known[server])
        if not self.proven or server:
            self.proven = True
            for one in self._confirmed:
                self._save(one)

    def unreadable(self, answers: int) -> bool:
        """Count answers that could not be read; True if a tiny question should decide now."""
        self._unreadable += answers
        return not self.proven and self._unreadable >= MOST_UNREADABLE

    def failed(self, error: ModelError) -> None:
        """Notes how a question failed; where no answer comes at all, others need not wait for the next one."""
        self._open = self._open or error.code in _SILENT

    def cut(self, server: str, message: str) -> None:
        """Notes that a server cut a prompt."""
        if server not in self._warned:
            self._warned.add(server)
            self._warn(f"{server}: {message}")

    def set(self, server: str, record: Capabilities) -> None:
        """Sets the record of a server, for the time being."""
        self._known[server] = record

    def answers(self, server: str) -> bool:
        """Whether a server has answered a call."""
        return server in self._confirmed

    def found(self) -> dict[str, Capabilities]:
        """The records of the servers that answered, by their addresses."""
        return {server: self._known[server] for server in sorted(self._confirmed)}

    def _save(self, server: str) -> None:
        known = self._known[server]
        if self._saved.get(server) != known and server not in self._fleeting:
            self._saved[server] = known
            self._records.save(server, self._model, known)

    def _forced(self, kept: Capabilities) -> Capabilities:
        """A kept record under the settings of this run."""
        if not self._start.forced_format:
            return kept
        return replace(kept, response_format=self._start.response_format, forced_format=True)

    def _with_usage(self, known: Capabilities, *, told: bool) -> Capabilities:
        return replace(known, usage_told=told)

    def _count(self, server: str, told: ServerError) -> None:
        """Counts a refusal of a server that never answered. Raises ModelUnavailable after too many."""
        self._refused[server] = self._refused.get(server, 0) + 1
        if self._refused[server] >= MOST_REFUSED:
            raise ModelUnavailable(
                f"the server refused {MOST_REFUSED} calls and answered none; at last it said HTTP {told.status}:"
                f" {told.message[:200]}; check the model and the base URL with communique doctor",
                FailureCode.BAD_REQUEST,
            )

    def _guessed(
        self, server: str, used: Capabilities, told: ServerError, body: Mapping[str, Any]
    ) -> Capabilities | None:
        """A more modest record to try; the one from before all guesses is set again when none helped."""
        newer = guess(used, body) if told.status in (400, 404, 422) else None
        if newer:
            self._guesses.setdefault(server, used)
        elif start := self._guesses.pop(server, None):
            self._known[server] = start
        return newer

    def _announce(self, server: str, before: Capabilities, after: Capabilities) -> None:
        if changed := describe(before, after):
            emit_event("endpoint.learned", logging.INFO, endpoint=server, change=changed)
            self._tell(f"{server} does not accept every field of a call; calls are sent {changed}")


def _learned(used: Capabilities, told: ServerError, kind: FailureKind, body: Mapping[str, Any]) -> Capabilities | None:
    """The record after a refusal that names a field."""
    if kind in (TOO_LONG, QUOTA):
        refusal = read_refusal(told)
        bounded = refusal.context_length or refusal.bounds.high is not None
        return learn(used, replace(refusal, fields=("max_tokens",)), body) if bounded and _of_answers(refusal) else None
    if kind in (BAD_REQUEST, SERVER, NO_MODEL) and told.status in REFUSING:
        return learn(used, read_refusal(told), body)
    return None


def _of_answers(refusal: Any) -> bool:
    return "max_tokens" in refusal.fields
