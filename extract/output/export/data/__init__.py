"""Code lists of other formats, as tab-separated files. The first line of each file says what its columns are."""
