"""Read what earlier versions of the record types wrote.

Version 2 named the hash of the method `method`, which version 1 had named `run`, and moved the seconds of the calls to
the ledger of the run. All else that it added is optional.
"""


def upgraded_provenance(data: object) -> object:
    """Return the fields of a provenance in the layout of version 2. Anything but a version 1 mapping stays as it is."""
    if not isinstance(data, dict) or "run" not in data or "method" in data:
        return data
    kept = {name: value for name, value in data.items() if name not in ("run", "seconds")}
    return {"method": data["run"], **kept}


def upgraded_extraction(data: object, current: str) -> object:
    """Return an extraction's fields with the current version, if they are of version 1.

    Raises ValueError for a newer major version than `current`.
    """
    found = data.get("schema_version") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(found, str):
        return data
    if _major(found) > _major(current):
        raise ValueError(f"records of version {found} need a newer communique: this one reads up to {current}")
    return data | {"schema_version": current} if _major(found) < _major(current) else data


def upgraded_manifest(data: object) -> object:
    """Return the fields of a run manifest in the layout of version 2. Version 1 knew no id of a run but its method."""
    if not isinstance(data, dict) or "method" in data or "run" not in data:
        return data
    settings = data.get("settings")
    replayed = bool(settings.get("replay")) if isinstance(settings, dict) else False
    return data | {"method": data["run"], "replayed": replayed}


def _major(version: str) -> int:
    """The first number of a version; 0 if it has none."""
    first = version.partition(".")[0]
    return int(first) if first.isdecimal() else 0
