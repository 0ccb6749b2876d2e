"""Probes of robustness: articles are edited with known effect, and labels redefined; the output must follow exactly.

`facts` reduces an extraction to what can be compared; `verb_edits`, `state_swap`, `value_edits` and `text_edits` make
the cases, the last with words from `coinage`; `codebook` makes the probes of labels; `run` asks and judges, `report`
sums up. All but `run` and `memo` is pure.
"""
