"""The deals, events and contradictions of a collection, as the page needs them to count each once."""

from collections.abc import Iterable, Mapping
from typing import Any

Member = list[str]
"""Key of an article, and id of a record in it."""


Renamed = Mapping[tuple[str, str], str]
"""Keys of the records that a reviewer added, by the key of the article and the id of the record."""


def linked_records(links: Mapping[str, Any], keys: Mapping[str, str], added: Renamed) -> dict[str, Any]:
    """Return the deals and events with more than one report, and the contradictions; `keys` are those of source ids.

    Records of articles that are not among the keys are left out.
    """
    clusters = [
        _cluster(one, keys, added) for kind in ("agreements", "statements") for one in links[kind] if one["reports"] > 1
    ]
    contradictions = []
    for one in links["contradictions"]:
        sides = _members((one["left"], one["right"]), keys, added)
        if len(sides) == 2:
            contradictions.append({"about": one["about"], "note": one["note"], "sides": sides})
    return {"clusters": clusters, "contradictions": contradictions}


def _cluster(one: Mapping[str, Any], keys: Mapping[str, str], added: Renamed) -> dict[str, Any]:
    return {
        "id": one["id"],
        "reports": one["reports"],
        "sources": one["independent_sources"],
        "members": _members(one["members"], keys, added),
    }


def _members(members: Iterable[Member], keys: Mapping[str, str], added: Renamed) -> list[Member]:
    known = ((keys[source_id], record) for source_id, record in members if source_id in keys)
    return [[key, added.get((key, record), record)] for key, record in known]
