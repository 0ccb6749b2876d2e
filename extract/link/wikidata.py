"""Wikidata ids of states and organisations, from a table of ours."""

from functools import cache

from extract.normalize.tables import read_rows


def find_wikidata(identity: str) -> str | None:
    """Return the id of a state, by its ISO code, or of an organisation of our table; None if the table lacks it."""
    return _table().get(identity)


@cache
def _table() -> dict[str, str]:
    return {identity: wikidata for identity, wikidata in read_rows("extract.link.data", "wikidata.tsv", 2)}
