"""The formats that a run can be exported to, and what writes them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extract.errors import CommuniqueError, ConfigError
from extract.output.export import (
    bibliography,
    csv_files,
    datasette,
    duckdb_file,
    ftm,
    geojson_file,
    gexf,
    icews,
    parquet_files,
    polecat,
    sqlite_file,
    xlsx_file,
)
from extract.output.load import Run
from extract.plugins import EXPORTERS as PLUGINS
from extract.plugins import Plugin, find_plugins

Write = Callable[[Run, Path], Mapping[str, int]]


class Target(StrEnum):
    """The formats that a run can be exported to."""

    SQLITE = "sqlite"
    DUCKDB = "duckdb"
    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    POLECAT = "polecat"
    ICEWS = "icews"
    FTM = "ftm"
    GEXF = "gexf"
    GEOJSON = "geojson"
    BIBTEX = "bibtex"
    RIS = "ris"


@dataclass(frozen=True)
class Exporter:
    """What writes a format."""

    name: str
    """Default name of the file or folder in the run directory."""
    write: Write
    """Writes the run to a path that does not exist yet, and returns the counts."""
    extend: Write | None = None
    """Adds the run to a file or folder, and returns the counts of what it added; None if the format cannot grow."""
    article_ids: Callable[[Path], Iterable[str]] | None = None
    """The keys of the articles that a file or folder has, if it can grow."""
    describe: Callable[[Path], None] | None = None
    """Writes a file beside the export that a program reads with it."""
    has_links: bool = False
    """Whether it holds the links of a collection, which one article more can change."""


EXPORTERS = {
    Target.SQLITE: Exporter(
        "records.sqlite",
        sqlite_file.write,
        sqlite_file.extend,
        sqlite_file.article_ids,
        datasette.write_metadata,
        has_links=True,
    ),
    Target.DUCKDB: Exporter(
        "records.duckdb", duckdb_file.write, duckdb_file.extend, duckdb_file.article_ids, has_links=True
    ),
    Target.PARQUET: Exporter(
        "parquet", parquet_files.write, parquet_files.extend, parquet_files.article_ids, has_links=True
    ),
    Target.CSV: Exporter("csv", csv_files.write, csv_files.extend, csv_files.article_ids, has_links=True),
    Target.XLSX: Exporter("records.xlsx", xlsx_file.write),
    Target.POLECAT: Exporter("polecat.tsv", polecat.write, polecat.extend, polecat.article_ids),
    Target.ICEWS: Exporter("icews.tsv", icews.write, icews.extend, icews.article_ids),
    Target.FTM: Exporter("ftm.jsonl", ftm.write, ftm.extend, ftm.article_ids, has_links=True),
    Target.GEXF: Exporter("network.gexf", gexf.write),
    Target.GEOJSON: Exporter("dyads.geojson", geojson_file.write),
    Target.BIBTEX: Exporter(
        "sources.bib", bibliography.write_bibtex, bibliography.extend_bibtex, bibliography.article_ids
    ),
    Target.RIS: Exporter("sources.ris", bibliography.write_ris, bibliography.extend_ris, bibliography.article_ids),
}


def find_exporter(name: str) -> Exporter:
    """Return what writes a format, here or in a plugin. Raises ConfigError if there is none, or it cannot be loaded.

    A plugin is a function like `write`; it writes `records.NAME` by default, and cannot add to an export.
    """
    if name in EXPORTERS:
        return EXPORTERS[Target(name)]
    found = find_plugins(PLUGINS)
    if name not in found:
        raise ConfigError(f"there is no form {name!r} to export to; there are: {', '.join([*Target, *found])}")
    return Exporter(f"records.{name}", _guarded(found[name]))


def _guarded(plugin: Plugin) -> Write:
    """Return the function of a plugin; whatever it raises becomes a ConfigError that names its package."""
    write = plugin.load()

    def guarded(run: Run, path: Path) -> Mapping[str, int]:
        try:
            return dict(write(run, path))
        except CommuniqueError:
            raise
        except Exception as error:
            raise ConfigError(
                f"the exporter {plugin.name!r} of {plugin.package} failed ({type(error).__name__}: {error}); please"
                " report it to the authors of that package"
            ) from error

    return guarded
