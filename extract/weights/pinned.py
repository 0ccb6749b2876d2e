"""What is known of a file of weights before it is fetched: its name, its size and its hash."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PinnedFile:
    """A file of weights that is known to the byte."""

    name: str
    file: str
    """Name of the file in the cache."""
    size: int
    """Bytes."""
    sha256: str
    license: str
    """SPDX identifier of the licence of the weights."""
    advice: str
    """How a user can give the file instead."""
