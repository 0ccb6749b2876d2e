"""The release: wheel and sdist are whole, pass the check of the index, and install on every interpreter that is here.

Nothing is uploaded. Python 3.14 is tried by a dry run of pip with wheels only.
"""

import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from packaging.markers import Marker

import extract

HOME = Path(__file__).parents[2]
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MINORS = (11, 12, 13)
NEXT = {"python_version": "3.14", "python_full_version": "3.14.0", "implementation_version": "3.14.0"}
NEEDED = (
    "extract/__init__.pyi",
    "extract/py.typed",
    "extract/store/schema.sql",
    "prompts/codebook.toml",
    "prompts/examples/document.v2.jsonl",
    "schemas/py.typed",
)
"""Files that are no Python, and without which the program does not work."""


def test_all_places_name_the_same_version() -> None:
    changes = re.findall(r"^## \[(.+?)\]", (HOME / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert PROJECT["version"] == extract.__version__ == changes[0]


def test_the_classifiers_name_the_interpreters_that_are_tried() -> None:
    named = re.findall(r"Python :: 3\.(\d+)", "\n".join(PROJECT["classifiers"]))
    assert [int(minor) for minor in named] == [*MINORS, 14]


def call(*command: str | Path, cwd: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(list(map(str, command)), cwd=cwd, capture_output=True, text=True, check=False)


def interpreter(minor: int) -> str | None:
    """An interpreter of this version that works: on the path, or among those of pyenv."""
    versions = (Path.home() / ".pyenv" / "versions").glob(f"3.{minor}.*/bin/python")
    for python in (shutil.which(f"python3.{minor}"), *map(str, versions)):
        if python and call(python, "-c", "import ensurepip, venv", cwd=HOME).returncode == 0:
            return python
    return None


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    pytest.importorskip("build", reason="build is not installed")
    folder = tmp_path_factory.mktemp("dist")
    done = call(sys.executable, "-m", "build", "--no-isolation", "-o", folder, HOME, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def wheel(built: Path) -> Path:
    [path] = built.glob(f"communique-{extract.__version__}-py3-none-any.whl")
    return path


def sdist(built: Path) -> Path:
    [path] = built.glob(f"communique-{extract.__version__}.tar.gz")
    return path


@pytest.mark.slow
def test_the_index_would_take_both(built: Path) -> None:
    done = call(sys.executable, "-m", "twine", "--no-color", "check", "--strict", wheel(built), sdist(built), cwd=built)
    assert done.returncode == 0 and done.stdout.count("PASSED") == 2, done.stdout + done.stderr


@pytest.mark.slow
def test_the_wheel_has_the_packages_with_their_data_and_nothing_else(built: Path) -> None:
    names = zipfile.ZipFile(wheel(built)).namelist()
    assert {name.partition("/")[0] for name in names} == {
        "extract", "prompts", "schemas", f"communique-{extract.__version__}.dist-info",
    }  # fmt: skip
    assert set(NEEDED) <= set(names)


@pytest.mark.slow
def test_the_sdist_builds_the_same_wheel(built: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist(built)) as archive:
        archive.extractall(tmp_path, filter="data")
    [source] = tmp_path.iterdir()
    done = call(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", tmp_path / "again", source, cwd=tmp_path
    )
    assert done.returncode == 0, done.stdout + done.stderr
    [again] = (tmp_path / "again").glob("*.whl")
    assert zipfile.ZipFile(again).namelist() == zipfile.ZipFile(wheel(built)).namelist()


@pytest.mark.slow
@pytest.mark.parametrize("minor", MINORS)
def test_both_install_and_start(built: Path, tmp_path: Path, minor: int) -> None:
    python = interpreter(minor)
    if python is None:
        pytest.skip(f"there is no Python 3.{minor} here")
    for number, package in enumerate((wheel(built), sdist(built))):
        home = tmp_path / f"env{number}"
        assert call(python, "-m", "venv", home, cwd=tmp_path).returncode == 0
        pip = (home / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install", "-q")
        if call(*pip, "jsonlines", cwd=tmp_path).returncode:
            pytest.skip("no package index can be reached")
        done = call(*pip, package, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        told = call(home / "bin" / "communique", "--version", cwd=tmp_path)
        assert told.stdout == f"communique {extract.__version__}\n", told.stderr
        code = "import extract, schemas, prompts; print(prompts.codebook().name, extract.load_run.__name__)"
        assert call(home / "bin" / "python", "-c", code, cwd=tmp_path).stdout == "communique load_run\n"


@pytest.mark.slow
def test_every_locked_library_has_a_wheel_for_the_next_python(tmp_path: Path) -> None:
    lock = (HOME / "requirements" / "run.txt").read_text(encoding="utf-8")
    entries = re.findall(r"^(\S+==\S+?)(?: ; ([^\\\n]+?))? \\\n((?: +--hash=\S+(?: \\)?\n)+)", lock, re.M)
    kept = [f"{name} \\\n{hashes}" for name, marker, hashes in entries if not marker or Marker(marker).evaluate(NEXT)]
    (tmp_path / "next.txt").write_text("".join(kept), encoding="utf-8")
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check")
    if call(*pip, "download", "--no-deps", "-d", tmp_path, "jsonlines", cwd=tmp_path).returncode:
        pytest.skip("no package index can be reached")
    how = ("--dry-run", "--quiet", "--ignore-installed", "--no-deps", "--require-hashes", "--only-binary=:all:")
    done = call(
        *pip, "install", *how, "--target", tmp_path / "site", "--python-version", "3.14", "-r", "next.txt", cwd=tmp_path
    )
    assert done.returncode == 0, done.stderr
