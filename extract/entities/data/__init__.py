"""The tables of names, as tab-separated text; each file tells in its first lines how to read it."""
