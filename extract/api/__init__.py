"""The Python API: `Extractor` and `AsyncExtractor`. What is public is in `extract.__all__`, and imported from there."""
