"""Writes a run in the formats of other tools.

In: a run, with corrections and filters. Out: a file or folder, complete or not there at all, its manifest, and the
count of what was written. SQLite, DuckDB, Parquet, CSV and XLSX hold the same tables (`extract.output.tables`); the
other formats have forms of their own.
"""

from extract.output.export.export import Choices, Exported, Mode, export
from extract.output.export.manifest import older_exports
from extract.output.export.selection import Filters
from extract.output.export.targets import Target

__all__ = [
    "Choices",
    "Exported",
    "Filters",
    "Mode",
    "Target",
    "export",
    "older_exports",
]
