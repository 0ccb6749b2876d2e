"""Tables that come with the package: tab-separated rows, `#` before comments, forms of one column parted by `|`."""

from collections.abc import Iterator
from importlib.resources import files


def read_rows(package: str, table: str, width: int) -> list[list[str]]:
    """Return the rows of a table as lists of `width` columns, without comments."""
    text = files(package).joinpath(table).read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return [line + [""] * (width - len(line)) for line in lines]


def split_forms(words: str) -> list[str]:
    """Return the forms in one column."""
    return [form for form in words.split("|") if form]


def read_language_rows(table: str, width: int, language: str | None) -> Iterator[list[str]]:
    """Yield the rows of a table of `extract.normalize.data` for a language, without the column of languages.

    The first column names languages, `*` every one. Without a language the rows of all are yielded.
    """
    for languages, *row in read_rows("extract.normalize.data", table, width):
        if language is None or languages == "*" or language in languages.split():
            yield row
