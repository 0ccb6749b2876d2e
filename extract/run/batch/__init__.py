"""Runs by the provider's batch API: requests are collected into files, sent, awaited, and their answers taken."""

from extract.run.batch.rounds import Rounds

__all__ = ["Rounds"]
