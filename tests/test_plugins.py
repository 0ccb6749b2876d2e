"""Plugins of other packages: a reader and an exporter, and what is said of those that are broken."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from extract.cli.app import app
from extract.errors import ConfigError
from extract.plugins import EXPORTERS, READERS, find_plugins
from extract.read import read
from extract.read.subprocess_reader import close_reader
from schemas import Article, Failure
from tests.support.fixture_run import fixture_run

EXAMPLE = Path(__file__).parents[1] / "examples" / "plugins"
BRIEFINGS = """\
Date: 4 May 2021
Source: Foreign Ministry of Mali

Mali and Togo signed a border treaty.
----
Date: 5 May 2021

The government of Mali condemned the raid by Chad.
"""
Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """Return what installs a package with entry points, as pip would."""
    site = tmp_path / "site"
    site.mkdir()
    monkeypatch.syspath_prepend(site)
    close_reader()  # a process that reads documents has the path of its start

    def add(name: str, group: str, *declared: str, code: str = "") -> None:
        folder = site / f"{name}-1.0.dist-info"
        folder.mkdir()
        (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
        (folder / "entry_points.txt").write_text("\n".join([f"[{group}]", *declared]), encoding="utf-8")
        (site / f"{name}.py").write_text(code, encoding="utf-8")
        find_plugins.__globals__["_find"].cache_clear()

    for module in EXAMPLE.glob("*.py"):
        shutil.copy(module, site)
    return add


def command(*arguments: object) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_a_reader_is_used_for_its_extension_with_all_articles_of_a_file(install: Install, tmp_path: Path) -> None:
    install("briefings", READERS, "transcript = transcript_reader:read_transcripts")
    (tmp_path / "week.transcript").write_text(BRIEFINGS, encoding="utf-8")

    first, second = read(tmp_path / "week.transcript")

    assert isinstance(first, Article) and isinstance(second, Article)
    assert (first.published, first.source, second.published) == ("2021-05-04", "Foreign Ministry of Mali", "2021-05-05")
    assert (first.source_id, second.source_id) == ("week:1", "week:2")


def test_a_file_that_a_reader_refuses_is_a_failure(install: Install, tmp_path: Path) -> None:
    install("briefings", READERS, "transcript = transcript_reader:read_transcripts")
    (tmp_path / "week.transcript").write_text("Date: 4 May 2021\n", encoding="utf-8")

    [failure] = read(tmp_path / "week.transcript")

    assert isinstance(failure, Failure) and "a briefing has no text below its head" in failure.message


def test_an_exporter_writes_a_run_with_a_manifest(install: Install, tmp_path: Path) -> None:
    install("linewise", EXPORTERS, "lines = lines_exporter:write_lines")
    run = fixture_run(tmp_path / "run")

    done = command("export", run, "--to", "lines")

    assert done.exit_code == 0, done.stderr
    assert (run / "records.lines").read_text(encoding="utf-8").count("\n") > 5
    assert '"format": "lines"' in (run / "records.lines.manifest.json").read_text(encoding="utf-8")


def test_an_unknown_form_names_the_known_ones_and_those_of_plugins(install: Install, tmp_path: Path) -> None:
    install("linewise", EXPORTERS, "lines = lines_exporter:write_lines")

    done = command("export", fixture_run(tmp_path / "run"), "--to", "stata")

    assert done.exit_code == 2
    assert "there is no form 'stata'" in done.stderr and "sqlite" in done.stderr and "lines" in done.stderr


BROKEN = {
    "it is not there": ("x = nowhere:write", "", "ModuleNotFoundError: No module named 'nowhere'"),
    "it raises": ("x = broken:write", "1 / 0", "ZeroDivisionError"),
    "it has no such function": ("x = broken:write", "", "has no attribute 'write'"),
    "it is no function": ("x = broken:write", "write = 5", "is no function"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_plugin_is_named_when_it_is_used_and_harms_nothing_else(
    case: str, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    declared, code, why = BROKEN[case]
    monkeypatch.delitem(__import__("sys").modules, "broken", raising=False)
    install("broken", EXPORTERS, declared, code=code)
    run = fixture_run(tmp_path / "run")

    used, other, doctor = command("export", run, "--to", "x"), command("export", run, "--to", "csv"), command("doctor")

    assert used.exit_code == 2
    assert "of broken 1.0" in used.stderr and why in used.stderr
    assert other.exit_code == 0
    assert "exporter x" in doctor.stdout and "broken 1.0" in doctor.stdout


def test_an_exporter_that_fails_is_named(install: Install, tmp_path: Path) -> None:
    install(
        "failing", EXPORTERS, "x = failing:write", code="def write(run, path):\n    raise KeyError('no such field')"
    )

    done = command("export", fixture_run(tmp_path / "run"), "--to", "x")

    assert done.exit_code == 2
    assert "the exporter 'x' of failing 1.0 failed (KeyError: 'no such field')" in done.stderr


def test_a_reader_that_cannot_be_loaded_fails_its_files_only(install: Install, tmp_path: Path) -> None:
    install("briefings", READERS, "transcript = nowhere:read")
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "week.transcript").write_text(BRIEFINGS, encoding="utf-8")
    (tmp_path / "press" / "good.txt").write_text("Mali and Togo signed a border treaty.", encoding="utf-8")

    good, failure = read(tmp_path / "press")

    assert isinstance(good, Article) and isinstance(failure, Failure)
    assert "the reader 'transcript' of briefings 1.0 cannot be loaded" in failure.message


def test_two_packages_with_one_name_are_both_named(install: Install) -> None:
    install("one", EXPORTERS, "lines = lines_exporter:write_lines")
    install("two", EXPORTERS, "lines = transcript_reader:read_transcripts")

    with pytest.raises(ConfigError, match=r"one 1\.0 and two 1\.0 both have the exporter 'lines'"):
        find_plugins(EXPORTERS)["lines"].load()


def test_no_plugin_takes_the_place_of_what_is_built_in(install: Install, tmp_path: Path) -> None:
    install("briefings", READERS, "rtf = transcript_reader:read_transcripts")
    install("linewise", EXPORTERS, "csv = lines_exporter:write_lines")
    run = fixture_run(tmp_path / "run")
    (tmp_path / "page.rtf").write_text(r"{\rtf1 Mali and Togo signed a border treaty.}", encoding="utf-8")

    assert command("export", run, "--to", "csv").exit_code == 0
    assert (run / "csv").is_dir()
    assert [type(one) for one in read(tmp_path / "page.rtf")] == [Article]


def test_the_doctor_lists_plugins(install: Install) -> None:
    install("briefings", READERS, "transcript = transcript_reader:read_transcripts")

    assert "reader transcript" in command("doctor").stdout
