"""Measurements against peers: same articles, same model, same server, in the same run."""
