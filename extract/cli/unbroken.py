"""A text stream that outlives its reader: a run goes on though nothing reads its messages any more."""

import os
from contextlib import suppress
from typing import IO, Any


class UnbrokenStream:
    """Writes to another stream, and drops what it cannot write: to a pipe like that to `head`, or a closed terminal."""

    def __init__(self, stream: IO[str]) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        try:
            return self._stream.write(text)
        except OSError:
            self._drop()
            return len(text)

    def flush(self) -> None:
        try:
            self._stream.flush()
        except OSError:
            self._drop()

    def _drop(self) -> None:
        """Send what is written from now on, and what is still in the buffer, to nowhere."""
        with suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._stream.fileno())
            os.close(nowhere)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)
