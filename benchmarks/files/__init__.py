"""How files are read, with time and memory of large ones: `python -m benchmarks.files [classes] [pdf] [export]`."""
