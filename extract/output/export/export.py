"""Exports a run: to a new path, in place of an earlier export, or added to one."""

import gc
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from extract.atomic_write import disk_errors
from extract.errors import StoreError
from extract.output.export.manifest import describe_age, manifest_path, origins, read_manifest, write_manifest
from extract.output.export.selection import ALL_RECORDS, Filters, SelectedRun
from extract.output.export.targets import Exporter, find_exporter
from extract.output.load import Run
from extract.store.directory import LINKS


class Mode(StrEnum):
    """What to do if the path exists already."""

    REFUSE = "refuse"
    FORCE = "force"
    """Replace it."""
    APPEND = "append"
    """Add the articles that it does not have. An article is known by its text."""


@dataclass(frozen=True)
class Choices:
    """What an export takes of a run."""

    filters: Filters = ALL_RECORDS
    corrections: str | None = None
    """Name of the file of the decisions that the run has applied."""

    def settings(self) -> dict[str, object]:
        """The choices as JSON values for the manifest."""
        return {"filters": self.filters.settings(), "corrections": self.corrections}


EVERYTHING = Choices()


@dataclass(frozen=True)
class Exported:
    """The result of an export."""

    path: Path
    counts: Mapping[str, int]
    """Rows by table, or events or entities by kind; records that the format cannot hold are counted as left out."""


def export(
    run: Run, target: str, out: Path | None = None, mode: Mode = Mode.REFUSE, choices: Choices = EVERYTHING
) -> Exported:
    """Write a run in another format, by default into its own directory, with a manifest beside it.

    `target` is a Target or the name of a plugin.

    Raises StoreError if the path exists and `mode` does not allow it, the format cannot grow, or the run cannot be
    read, and ConfigError if there is no such format, or a library is missing.
    """
    exporter = find_exporter(target)
    path = out or run.path / exporter.name
    adds = mode is Mode.APPEND and path.exists()
    if path.exists() and mode is Mode.REFUSE:
        raise StoreError(f"{path} exists already{describe_age(path, run)}; {_ways(exporter)}")
    if mode is Mode.APPEND and exporter.extend is None:
        raise StoreError(f"{target} cannot be added to; export all runs again with --force, or use sqlite")
    if adds and exporter.has_links and (run.path / LINKS).exists():
        why = "its deals change with its articles"
        raise StoreError(f"{run.path} is a collection and cannot be added to {path}: {why}; export it with --force")
    earlier = (read_manifest(path) or {}).get("runs", []) if adds else []
    with disk_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        counts = _write(run, exporter, path, adds, choices)
    if exporter.describe:
        exporter.describe(path)
    write_manifest(path, str(target), [*earlier, *origins(run)], counts, choices.settings())
    return Exported(path, counts)


def _write(run: Run, exporter: Exporter, path: Path, adds: bool, choices: Choices) -> Mapping[str, int]:
    """Write to a temporary path, which takes the place of the export when it is complete."""
    part = path.with_name(f".{path.name}.part")
    _remove(part)
    try:
        with _without_collection():
            if adds and exporter.extend and exporter.article_ids:
                _copy(path, part)
                held = frozenset(key.partition("#")[0] for key in exporter.article_ids(part))
                counts = exporter.extend(SelectedRun(run.path, run, choices.filters, held), part)
            else:
                counts = exporter.write(SelectedRun(run.path, run, choices.filters), part)
        manifest_path(path).unlink(missing_ok=True)
        _replace(part, path)
    finally:
        _remove(part)
    return counts


@contextmanager
def _without_collection() -> Iterator[None]:
    """Pauses the search for cycles: records have none, and it takes half of the time of reading them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _ways(exporter: Exporter) -> str:
    add = " add to it with --append," if exporter.extend else ""
    return f"replace it with --force,{add} or choose another path with --out"


def _copy(path: Path, part: Path) -> None:
    if path.is_dir():
        shutil.copytree(path, part)
    else:
        shutil.copyfile(path, part)


def _replace(part: Path, path: Path) -> None:
    if path.is_dir():
        old = path.with_name(f".{path.name}.old")
        _remove(old)
        path.rename(old)
        part.rename(path)
        _remove(old)
    else:
        part.replace(path)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
