"""Run by the provider's batch API: collect requests into files, submit them, wait, and take their answers."""

from extract.run.batch.rounds import Rounds

__all__ = ["Rounds"]
