"""The manifest beside an export: what it was made of, when, with which filters, and what it holds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extract.atomic_write import replace_file
from extract.errors import StoreError
from extract.output.load import Run
from extract.store.directory import EXTRACTIONS, LINKS
from schemas import SCHEMA_VERSION

ENDING = ".manifest.json"
LICENCE = (
    "The articles, and the sentences quoted from them, belong to their publishers; check their terms before you pass "
    "them on. The records are yours to license. Codes: PLOVER and CAMEO by their authors, countries by ISO 3166 and "
    "Correlates of War, places of capitals by GeoNames (CC BY 4.0)."
)


@dataclass(frozen=True)
class Origin:
    """A run, or a collection, that an export was made of."""

    name: str
    """Name of its directory."""
    run: str | None
    """None, like what follows, if the directory has lines without a manifest."""
    method: str | None
    model: str | None
    plan: str | None
    replayed: bool | None
    finished: str | None
    """None if the run was not finished."""
    articles: int | None
    """Articles that were processed."""
    input_articles: int | None
    """Articles of the input; more than `articles` if the run was not finished."""
    extractions_bytes: int
    """Size of `extractions.jsonl`, by which a later change shows; 0 if the run was not finished."""
    links_bytes: int
    """Size of the links of a collection; 0 of a run."""


def origin(run: Run) -> Origin:
    """What the manifest says of a run."""
    progress = run.progress
    sizes = (0 if progress else _size(run.path / EXTRACTIONS), _size(run.path / LINKS))
    try:
        made = run.manifest
    except StoreError:
        return Origin(run.path.resolve().name, None, None, None, None, None, None, None, None, *sizes)
    return Origin(
        name=run.path.resolve().name,
        run=made.run,
        method=made.method,
        model=made.model,
        plan=made.plan,
        replayed=made.replayed,
        finished=made.finished,
        articles=made.counts.articles,
        input_articles=progress.total if progress else made.counts.articles,
        extractions_bytes=sizes[0],
        links_bytes=sizes[1],
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


def origins(run: Run) -> list[Mapping[str, Any]]:
    """What the manifest of an export of one run says of it."""
    return [asdict(origin(run))]


def manifest_path(export: Path) -> Path:
    """The manifest of an export: `records.sqlite.manifest.json`."""
    return export.with_name(export.name + ENDING)


def write_manifest(
    export: Path,
    target: str,
    origins: list[Mapping[str, Any]],
    counts: Mapping[str, int],
    choices: Mapping[str, object],
) -> None:
    """Write the manifest of an export. `choices` are its filters and corrections. Raises StoreError."""
    manifest = {
        "export": export.name,
        "format": target,
        "created": datetime.now(UTC).isoformat(timespec="seconds"),
        "schema_version": SCHEMA_VERSION,
        "runs": origins,
        "choices": choices,
        "counts": counts,
        "licence": LICENCE,
    }
    replace_file(manifest_path(export), (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode())


def read_manifest(export: Path) -> dict[str, Any] | None:
    """The manifest of an export; None if it has none that can be read."""
    try:
        manifest = json.loads(manifest_path(export).read_bytes())
    except (OSError, ValueError):
        return None
    return manifest if isinstance(manifest, dict) else None


def is_older(export: Path, run: Run) -> bool:
    """Whether the run has changed since it was exported. True if the export does not say what it was made of."""
    manifest = read_manifest(export) or {}
    now = asdict(origin(run))
    return not any(
        all(made.get(name) == now[name] for name in ("run", "finished", "articles", "extractions_bytes", "links_bytes"))
        for made in manifest.get("runs", ())
    )


def describe_age(export: Path, run: Run) -> str:
    """Return words for a message about an export that is there: empty if it is of the run as it is."""
    return " and is older than its run" if is_older(export, run) else ""


def older_exports(run: Run) -> Iterator[Path]:
    """The exports in the run's own directory that are older than the run."""
    for path in sorted(run.path.glob(f"*{ENDING}")):
        export = path.with_name(path.name.removesuffix(ENDING))
        if export.exists() and is_older(export, run):
            yield export
