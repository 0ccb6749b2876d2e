"""Time and memory of reading large files: `python -m benchmarks.files [pdf] [export] [inspect]`."""
