"""Exporting again: refusing, replacing, adding; the manifest, and exports that are older than their run."""

import json
from pathlib import Path
from typing import Any

import pytest

from extract.errors import StoreError
from extract.output.export import Mode, Target, export, older_exports
from extract.output.export.manifest import manifest_path
from extract.output.export.targets import EXPORTERS
from extract.output.load import load_run
from tests.support.fixture_run import fixture_extractions
from tests.support.linked_runs import linked_run, reports
from tests.support.made_runs import write_run

GROWS = [target for target, exporter in EXPORTERS.items() if exporter.extend]
STAYS = [target for target, exporter in EXPORTERS.items() if not exporter.extend]
EXTRACTIONS = fixture_extractions()


def content(path: Path) -> object:
    """What an export holds, in any order of its lines; bytes where they do not depend on how it was written."""
    if path.is_dir():
        return {file.name: content(file) for file in sorted(path.iterdir())}
    if path.suffix in (".sqlite", ".duckdb", ".parquet"):
        return None
    return sorted(line for line in path.read_text(encoding="utf-8").splitlines() if line)


def manifest(path: Path) -> Any:
    return json.loads(manifest_path(path).read_text(encoding="utf-8"))


def test_two_articles_with_one_source_id_have_ids_of_their_own(tmp_path: Path) -> None:
    found = [
        one.model_copy(update={"article": one.article.model_copy(update={"source_id": "same"})}) for one in EXTRACTIONS
    ]
    run = load_run(write_run(tmp_path / "run", found))
    ids: dict[str, list[object]] = {}
    for table, row in run.rows():
        if hasattr(row, "id"):
            ids.setdefault(table, []).append(row.id)
    assert {"articles", "agreements", "statements", "agreement_dyads"} <= ids.keys()
    assert {name for name, found_ids in ids.items() if len(set(found_ids)) < len(found_ids)} == set()
    events = export(run, Target.POLECAT).path.read_text(encoding="utf-8").splitlines()[1:]
    assert len({line.split("\t")[0] for line in events}) == len(events) > 0


@pytest.mark.parametrize("target", Target)
def test_force_replaces_an_export(tmp_path: Path, target: Target) -> None:
    run = load_run(write_run(tmp_path / "run", EXTRACTIONS[:2]))
    first = export(run, target)
    with pytest.raises(StoreError, match="--force"):
        export(run, target)
    write_run(tmp_path / "run", EXTRACTIONS[:4])
    second = export(run, target, mode=Mode.FORCE)
    assert second.path == first.path and sum(second.counts.values()) > sum(first.counts.values())
    assert manifest(first.path)["counts"] == dict(second.counts)
    assert [path.name for path in tmp_path.joinpath("run").glob(".*")] == []


@pytest.mark.parametrize("target", GROWS)
def test_an_export_grows_by_the_articles_that_it_does_not_have(tmp_path: Path, target: Target) -> None:
    first, second = (
        write_run(tmp_path / name, rows) for name, rows in (("a", EXTRACTIONS[:5]), ("b", EXTRACTIONS[3:8]))
    )
    whole = export(
        load_run(write_run(tmp_path / "c", EXTRACTIONS[:8])), target, tmp_path / "whole" / EXPORTERS[target].name
    )
    grown = tmp_path / "grown" / EXPORTERS[target].name
    counts = [dict(export(load_run(run), target, grown, Mode.APPEND).counts) for run in (first, second, second)]
    if target is not Target.FTM:  # an actor of both runs is written twice, with the same id
        assert {name: sum(count.get(name, 0) for count in counts) for name in whole.counts} == dict(whole.counts)
        assert content(grown) == content(whole.path)
    else:
        assert {json.loads(line)["id"] for line in grown.read_text(encoding="utf-8").splitlines()} == {
            json.loads(line)["id"] for line in whole.path.read_text(encoding="utf-8").splitlines()
        }
    assert [run["name"] for run in manifest(grown)["runs"]] == ["a", "b", "b"]


@pytest.mark.parametrize("target", STAYS)
def test_a_format_that_cannot_grow_says_so(tmp_path: Path, target: Target) -> None:
    run = load_run(write_run(tmp_path / "run", EXTRACTIONS[:1]))
    with pytest.raises(StoreError, match="cannot be added to"):
        export(run, target, mode=Mode.APPEND)


def test_a_manifest_says_what_the_export_was_made_of(tmp_path: Path) -> None:
    run = load_run(write_run(tmp_path / "run", EXTRACTIONS[:2]))
    found = manifest(export(run, Target.CSV).path)
    [made] = found["runs"]
    assert (made["run"], made["method"], made["finished"]) == (
        run.manifest.run,
        run.manifest.method,
        run.manifest.finished,
    )
    assert found["format"] == "csv" and "publishers" in str(found["licence"])


def test_an_export_that_is_older_than_its_run_is_known(tmp_path: Path) -> None:
    run = load_run(write_run(tmp_path / "run", EXTRACTIONS[:2]))
    path = export(run, Target.CSV).path
    assert list(older_exports(run)) == []
    write_run(tmp_path / "run", EXTRACTIONS[:3])
    assert list(older_exports(run)) == [path]
    with pytest.raises(StoreError, match="is older than its run"):
        export(run, Target.CSV)
    export(run, Target.CSV, mode=Mode.FORCE)
    assert list(older_exports(run)) == []


def test_an_unfinished_run_can_be_exported(tmp_path: Path) -> None:
    run = load_run(write_run(tmp_path / "run", EXTRACTIONS[:2]))
    (run.path / "run.json").unlink()
    [made] = manifest(export(run, Target.CSV).path)["runs"]
    assert made["run"] is None


@pytest.mark.parametrize("target", [target for target, exporter in EXPORTERS.items() if exporter.has_links])
def test_a_collection_is_exported_again_because_its_deals_change(tmp_path: Path, target: Target) -> None:
    path = export(load_run(linked_run(tmp_path / "day", reports()[:2])), target).path
    grown = load_run(linked_run(tmp_path / "day"))
    assert list(older_exports(grown)) == [path]
    with pytest.raises(StoreError, match="its deals change with its articles"):
        export(grown, target, mode=Mode.APPEND)
    export(grown, target, mode=Mode.FORCE)
    assert list(older_exports(grown)) == []


def test_an_export_is_older_if_only_the_links_changed(tmp_path: Path) -> None:
    run = load_run(linked_run(tmp_path / "collection"))
    path = export(run, Target.SQLITE).path
    links = run.path / "links.json"
    links.write_text(links.read_text(encoding="utf-8").replace("ferry treaty", "treaty on ferries"), encoding="utf-8")
    assert list(older_exports(run)) == [path]
