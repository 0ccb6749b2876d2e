"""Turns news articles into typed records with sources.

    from extract import Extractor

    with Extractor() as extractor:
        found = extractor.extract("...", published="2025-09-09", source="Reuters")

The names in `__all__` are public, and `docs/api.md` describes them. The records are in the package `schemas`.
`extract.pipeline` shows how one article becomes records. `__init__.pyi` gives type checkers the same names.
"""

from importlib import import_module

__version__ = "0.2.0"

_HOMES = {
    "ArticleFailed": "extract.errors",
    "AsyncExtractor": "extract.api.async_extractor",
    "Collection": "extract.api.collections",
    "CommuniqueError": "extract.errors",
    "ConfigError": "extract.errors",
    "Extractor": "extract.api.extractor",
    "InputError": "extract.errors",
    "ModelUnavailable": "extract.errors",
    "Run": "extract.output.load",
    "StoreError": "extract.errors",
    "TooManyFailed": "extract.errors",
    "cow_codes": "extract.output.export.countries",
    "load_collection": "extract.api.collections",
    "load_run": "extract.api.runs",
    "render": "schemas.html",
    "to_pandas": "extract.output.frames",
}
"""The modules of the public names. Each is imported when its name is first used, so that `import extract` is fast."""

__all__ = list(_HOMES)


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    except ModuleNotFoundError as error:
        from extract.optional_import import missing

        raise ImportError(f"{name}: {missing(error.name) or error}", name=error.name) from error
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})
