"""Run on several processes, on one machine or many: workers process the articles, the driver keeps everything.

The driver reads the inputs, holds the ledger, and admits every call at the one gate of the run. A worker holds nothing
that could be lost, so a run on a cluster gives the same results as a run on one machine.
"""
