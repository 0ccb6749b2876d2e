"""Tables of codes of other formats, as tab-separated text; each file tells in its first line how to read it."""
