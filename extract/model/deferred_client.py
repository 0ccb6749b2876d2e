"""A client whose exchanges go by post: the body of a request goes out, the answer comes with a later batch.

Re-asks, the reading of answers and the classes of errors are those of every client; no connection is opened here.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from extract.model.client import Client
from extract.model.completion import Completion
from extract.model.endpoint import Endpoint

Post = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
"""From the body of a request to that of its completion. Raises Deferred if it is not there yet, or ModelError."""


class DeferredClient(Client):
    """Asks `post` in the place of the server. It tells no seconds, since a batch tells none."""

    def __init__(self, endpoint: Endpoint, post: Post) -> None:
        super().__init__(endpoint, sleep=_no_wait)
        self._post = post

    async def _send(self, place: int, arguments: dict[str, Any]) -> Completion:
        return Completion.model_validate(await self._post(arguments))


async def _no_wait(seconds: float) -> None:
    """To ask the post again at once costs nothing."""
