"""A run on several processes, of one machine or of many: workers do the articles, and the driver keeps everything.

The driver reads the inputs, holds the ledger and lets every call in by the one gate of the run; a worker holds nothing
that could be lost. So a run on a cluster is the run of one machine, with the work done elsewhere.
"""
