"""Keeps the embedded server alive: it is looked at before each call, and started again if it has ended.

A call that was in flight when it ended fails, and the one policy of retries asks it again. A server that ends again
and again is given up: a restart does not repair its fault.
"""

import asyncio
import logging
import time
from collections import deque
from collections.abc import Callable

from extract.errors import ServerCrashed
from extract.model.embedded.server import EmbeddedServer
from extract.telemetry.tracing import emit_event

MOST = 8
"""Starts within the interval; an article that kills the server takes as many as its call has attempts."""
INTERVAL = 600.0
"""Seconds."""


class Supervisor:
    """Restarts one server, up to a bound."""

    def __init__(
        self, server: EmbeddedServer, tell: Callable[[str], None], *, now: Callable[[], float] = time.monotonic
    ) -> None:
        """`tell` is called for each restart."""
        self._server = server
        self._tell = tell
        self._now = now
        self._turn = asyncio.Lock()
        self._starts: deque[float] = deque(maxlen=MOST)

    async def address(self) -> str:
        """The base URL of the server, which is alive. Raises ServerCrashed if it ends too often or does not start."""
        async with self._turn:
            try:
                await asyncio.to_thread(self._server.check)
            except ServerCrashed as crash:
                await self._start_again(crash)
        return self._server.base_url

    async def _start_again(self, crash: ServerCrashed) -> None:
        now = self._now()
        if len(self._starts) == MOST and now - self._starts[0] < INTERVAL:
            raise ServerCrashed(f"after {MOST} new starts within {INTERVAL / 60:.0f} minutes, {crash}") from crash
        self._starts.append(now)
        how = str(crash).partition(";")[0]
        emit_event("server.restart", logging.WARNING, starts=len(self._starts))
        self._tell(f"{how}; it is started again, and what was in flight is asked again")
        await asyncio.to_thread(self._server.restart)
