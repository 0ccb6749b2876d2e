"""The deals, events and contradictions of a collection, as the page needs them to count each once."""

from collections.abc import Iterable, Mapping
from typing import Any

Member = list[str]
"""Key of an article, and id of a record in it."""


def linked_records(links: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    """Return the deals and events with more than one report, and the contradictions; `keys` are those of source ids.

    Records of articles that are not among the keys are left out.
    """
    clusters = [
        _cluster(one, keys) for kind in ("agreements", "statements") for one in links[kind] if one["reports"] > 1
    ]
    contradictions = []
    for one in links["contradictions"]:
        sides = _members((one["left"], one["right"]), keys)
        if len(sides) == 2:
            contradictions.append({"about": one["about"], "note": one["note"], "sides": sides})
    return {"clusters": clusters, "contradictions": contradictions}


def _cluster(one: Mapping[str, Any], keys: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": one["id"],
        "reports": one["reports"],
        "sources": one["independent_sources"],
        "members": _members(one["members"], keys),
    }


def _members(members: Iterable[Member], keys: Mapping[str, str]) -> list[Member]:
    return [[keys[source_id], record] for source_id, record in members if source_id in keys]
