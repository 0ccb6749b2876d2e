"""Probes of robustness: articles are edited with known effect, and labels redefined; the output must follow exactly.

`facts` reduces an extraction to what can be compared, `edits`, `statements`, `agreements` and `places` make the edits,
`codebook` the probes of labels; `run` asks, `report` tells. Everything but `run` is pure.
"""
