"""GEXF, GeoJSON, XLSX, BibTeX and RIS, read by libraries that read them."""

import gc
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from extract.output.export import Target, bibliography, export, xlsx_file
from extract.output.load import Run, load_run
from extract.output.tables import TABLES, columns
from tests.support.fixture_run import fixture_run
from tests.support.linked_runs import linked_run
from tests.support.made_runs import ATTACKS, mixed, write_run
from tests.support.results import extraction, treaty


@pytest.fixture
def run(tmp_path: Path) -> Run:
    return load_run(fixture_run(tmp_path / "run"))


def rows_of(run: Run, table: str) -> list[Any]:
    return [row for name, row in run.rows() if name == table]


def test_a_gexf_network_has_the_dyads_as_weights(run: Run) -> None:
    networkx: Any = pytest.importorskip("networkx", reason="networkx is not installed")
    exported = export(run, Target.GEXF)
    graph = networkx.read_gexf(exported.path)
    agreed = Counter(
        (row.side_1, row.side_2, row.status) for row in rows_of(run, "agreement_dyads") if not row.historical
    )
    said = Counter(
        (row.speaker_side, row.recipient_side, row.act) for row in rows_of(run, "statement_dyads") if not row.negated
    )
    weights = {
        (source, target, edge["label"], edge["kind"]): edge["weight"] for source, target, edge in graph.edges(data=True)
    }
    assert weights == {(*key, "agreement"): n for key, n in agreed.items()} | {
        (*key, "statement"): n for key, n in said.items()
    }
    assert graph.nodes["FRA"] == {"label": "France", "country": "FRA", "kind": "state"}


def test_a_gexf_network_of_a_collection_counts_deals_and_their_reports(tmp_path: Path) -> None:
    networkx: Any = pytest.importorskip("networkx", reason="networkx is not installed")
    graph = networkx.read_gexf(export(load_run(linked_run(tmp_path / "collection")), Target.GEXF).path)
    edges = {edge["label"]: (edge["weight"], edge["reports"]) for _, _, edge in graph.edges(data=True)}
    assert edges == {"pledged": (1, 2), "signed": (1, 1)}


@pytest.mark.parametrize("target", [Target.GEXF, Target.XLSX, Target.GEOJSON, Target.BIBTEX, Target.RIS])
def test_hostile_text_breaks_no_format(tmp_path: Path, target: Target) -> None:
    path = export(load_run(mixed(tmp_path / "mixed")), target).path
    if target is Target.GEXF:
        networkx: Any = pytest.importorskip("networkx", reason="networkx is not installed")
        assert ATTACKS[1] in networkx.read_gexf(path).nodes
    elif target is Target.BIBTEX:
        assert len(bibtex_entries(path)) == 4
    elif target is Target.RIS:
        assert len(ris_entries(path)) == 4
    elif target is Target.XLSX:
        assert len(sheet_rows(path, "articles")) == 4
    else:
        assert len(features(path)) == 6


def features(path: Path) -> list[Any]:
    geojson: Any = pytest.importorskip("geojson", reason="geojson is not installed")
    with path.open(encoding="utf-8") as file:
        collection = geojson.load(file)
    assert collection.is_valid, collection.errors()
    return list(collection.features)


def test_a_geojson_feature_is_a_dyad_between_capitals(run: Run) -> None:
    found = {feature.id: feature for feature in features(export(run, Target.GEOJSON).path)}
    rows = [*rows_of(run, "agreement_dyads"), *rows_of(run, "statement_dyads")]
    assert set(found) <= {row.id for row in rows}
    row = next(row for row in rows if getattr(row, "speaker_country", None) == "FRA" and row.id in found)
    assert found[row.id].geometry.coordinates[0] == pytest.approx([2.35, 48.85], abs=0.1)
    assert found[row.id].properties["quote"] == row.quote
    assert found[row.id].properties["earliest"] == row.earliest.isoformat()


def sheet_rows(path: Path, *sheets: str) -> list[tuple[object, ...]]:
    """The rows of sheets without their headings."""
    openpyxl: Any = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    workbook = openpyxl.load_workbook(path)
    return [row for sheet in sheets for row in list(workbook[sheet].iter_rows(values_only=True))[1:]]


def sheet_names(path: Path) -> list[str]:
    openpyxl: Any = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    names: list[str] = openpyxl.load_workbook(path, read_only=True).sheetnames
    return names


def as_cell(value: object) -> object:
    """A value as openpyxl reads it."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return None if value == "" else value


@pytest.mark.parametrize("make", [fixture_run, linked_run], ids=["run", "collection"])
def test_a_sheet_has_the_rows_of_its_table_with_real_dates(make: Callable[[Path], Path], tmp_path: Path) -> None:
    run = load_run(make(tmp_path / "made"))
    path = export(run, Target.XLSX).path
    want = {table: [tuple(map(as_cell, row)) for row in rows_of(run, table)] for table in xlsx_file.TABLES_IN_SHEETS}
    want = {table: rows for table, rows in want.items() if rows}
    assert sheet_names(path) == [*want, "about"]
    for table, rows in want.items():
        assert sheet_rows(path, table) == rows, table


def test_a_workbook_says_of_which_run_it_is(run: Run) -> None:
    exported = export(run, Target.XLSX)
    about = {str(name): value for name, value in sheet_rows(exported.path, "about")}
    assert about["run"] == run.manifest.run and "publishers" in str(about["licence"])
    assert exported.counts["no dyad: no_recipient"] > 0


def test_a_day_that_excel_does_not_have_and_a_text_that_is_too_long_are_kept_as_far_as_cells_can(
    tmp_path: Path,
) -> None:
    deal = treaty().model_copy(update={"subject": "x" * 40_000})
    old = deal.model_copy(
        update={"id": "g2", "dates": tuple(day.model_copy(update={"edtf": "1850-05"}) for day in deal.dates)}
    )
    found = extraction().model_copy(update={"agreements": (deal, old)})
    path = export(load_run(write_run(tmp_path / "run", [found])), Target.XLSX).path
    subjects = [str(row[3]) for row in sheet_rows(path, "agreements")]
    assert [(len(one), one[-1]) for one in subjects] == [(32_767, "…")] * 2
    days = [row[4:6] for row in sheet_rows(path, "dates")]
    assert days == [(None, datetime(2031, 12, 31)), ("1850-05-01", "1850-05-31")]


def test_a_long_table_goes_on_in_a_second_sheet(run: Run, tmp_path: Path) -> None:
    pytest.importorskip("rustpy_xlsxwriter", reason="rustpy-xlsxwriter is not installed")
    counts = xlsx_file.write(run, tmp_path / "small.xlsx", rows=100)
    assert 99 < counts["actors"] < 200
    rows = sheet_rows(tmp_path / "small.xlsx", "actors", "actors 2")
    assert [row[0] for row in rows] == [row.id for row in rows_of(run, "actors")]


def test_a_workbook_has_no_formulas(tmp_path: Path) -> None:
    openpyxl: Any = pytest.importorskip("openpyxl", reason="openpyxl is not installed")
    workbook = openpyxl.load_workbook(export(load_run(mixed(tmp_path / "mixed")), Target.XLSX).path)
    cells = [cell for sheet in workbook for row in sheet.iter_rows() for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    assert [column.name for column in columns(TABLES["actors"])] == [c.value for c in workbook["actors"][1]]


def bibtex_entries(path: Path) -> dict[str, dict[str, str]]:
    bibtexparser: Any = pytest.importorskip("bibtexparser", reason="bibtexparser is not installed")
    library = bibtexparser.parse_file(str(path), append_middleware=[])
    assert not library.failed_blocks
    return {entry.key: {field.key: field.value for field in entry.fields} for entry in library.entries}


def test_a_bibliography_keeps_nothing_of_a_written_batch(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("bibtexparser", reason="bibtexparser is not installed")
    monkeypatch.setattr(bibliography, "_BATCH", 1)
    bibliography.write_bibtex(run, tmp_path / "first.bib")
    gc.collect()
    gc.disable()  # as an export does
    try:
        before = classes()
        bibliography.write_bibtex(run, tmp_path / "second.bib")
        assert classes() == before
    finally:
        gc.enable()


def classes() -> int:
    """The number of classes; the encoder of LaTeX makes some for each text."""
    return sum(issubclass(type(one), type) for one in gc.get_objects())  # isinstance would wake lazy modules


def ris_entries(path: Path) -> list[dict[str, Any]]:
    rispy: Any = pytest.importorskip("rispy", reason="rispy is not installed")
    with path.open(encoding="utf-8") as file:
        return list(rispy.load(file))


def test_a_bibliography_has_every_article(run: Run) -> None:
    articles = rows_of(run, "articles")
    bibtex = bibtex_entries(export(run, Target.BIBTEX).path)
    ris = ris_entries(export(run, Target.RIS).path)
    keys = [row.id.replace(":", "-") for row in articles]
    assert list(bibtex) == keys == [entry["id"] for entry in ris]
    for row, key, entry in zip(articles, keys, ris, strict=True):
        assert bibtex[key].get("date") == row.published
        assert entry.get("date") == (row.published.replace("-", "/") if row.published else None)
        assert (entry["title"], entry.get("secondary_title")) == (row.title, row.source)
