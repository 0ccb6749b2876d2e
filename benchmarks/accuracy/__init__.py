"""Accuracy and speed beside peers: the same articles, model, server, gold and scorer, whichever way the model is asked.

`python -m benchmarks.accuracy GOLD` measures, `--show` prints a measurement again.
"""
