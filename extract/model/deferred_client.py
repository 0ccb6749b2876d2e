"""A client whose exchanges go by post: the body of a request goes out, the answer comes with a later batch.

Re-asks, the reading of answers and the classes of errors are those of every client; no connection is opened here.
"""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from extract.model.client import Client
from extract.model.endpoint import Endpoint
from extract.model.failures import examine
from extract.model.negotiation import Negotiation
from extract.model.refusal import read_error
from extract.model.transport import Refused

Post = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
"""From the body of a request to that of its completion. Raises Deferred if it is not there yet, or ModelError."""


class DeferredClient(Client):
    """Asks `post` in the place of the server. It tells no seconds, since a batch tells none."""

    def __init__(self, endpoint: Endpoint, post: Post, negotiation: Negotiation | None = None) -> None:
        super().__init__(endpoint, sleep=_no_wait, negotiation=negotiation)
        self._post = post

    async def _send(self, number: int, body: dict[str, Any], wanted: dict[str, Any]) -> tuple[Any, float]:
        value = await self._post(body)
        error = read_error(200, value)
        if error is not None:
            raise Refused(examine(200, {}, json.dumps(value).encode()))
        return value, 0.0


async def _no_wait(seconds: float) -> None:
    """Asking the post again at once costs nothing."""
