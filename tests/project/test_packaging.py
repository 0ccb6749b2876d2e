"""The packaging is in order: light records, declared dependencies, locks without an address, a working Makefile."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib import import_module
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from extract.model.embedded.catalog import DEFAULT
from extract.optional_import import EXTRAS

HOME = Path(__file__).parents[2]
OURS = {"schemas", "prompts", "extract"}


def imported(package: str) -> Iterator[str]:
    """The top-level packages that a package of ours imports, but for the standard library and ourselves."""
    for file in (HOME / package).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            roots = {name.partition(".")[0] for name in names}
            yield from roots - OURS - set(sys.stdlib_module_names)


def normal(name: str) -> str:
    """A project's name as indexes compare it, without what follows it in a requirement."""
    return re.sub(r"[-_.]+", "-", re.split(r"[^\w.-]", name)[0]).lower()


PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]


LOCKS = ("run.txt", "dev.txt", "ftm.txt")


def locked(lock: str) -> dict[str, str]:
    """The version that a lock pins of each library."""
    text = (HOME / "requirements" / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^(\S+?)==(\S+)", text, re.M))


def declared() -> set[str]:
    return {normal(requirement) for requirement in PROJECT["dependencies"]}


def optional() -> set[str]:
    """The libraries of all extras; extras that bring other extras name this project itself."""
    libraries = {normal(library) for extra in PROJECT["optional-dependencies"].values() for library in extra}
    return libraries - {PROJECT["name"]}


@pytest.mark.parametrize(("package", "allowed"), [("schemas", {"pydantic"}), ("prompts", set())])
def test_the_records_and_prompts_need_next_to_nothing(package: str, allowed: set[str]) -> None:
    assert set(imported(package)) == allowed


def test_importing_the_records_loads_pydantic_and_nothing_heavier() -> None:
    code = "import sys; before = set(sys.modules); import schemas; print(*(set(sys.modules) - before))"
    run = subprocess.run([sys.executable, "-c", code], cwd=HOME, capture_output=True, text=True, check=True)
    roots = {name.partition(".")[0] for name in run.stdout.split()} - set(sys.stdlib_module_names)
    of_pydantic = {"pydantic", "pydantic_core", "annotated_types", "typing_extensions", "typing_inspection"}
    assert {name for name in roots if not name.startswith("_")} <= {"schemas"} | of_pydantic


def _project(projects: list[str], known: set[str]) -> str:
    """The project that a package comes from; one that we know, where several share it as OpenTelemetry's do."""
    names = [normal(project) for project in projects]
    return next((name for name in names if name in known), names[0])


def test_every_library_that_is_imported_is_declared_and_no_other() -> None:
    projects = packages_distributions()
    known = declared() | optional()
    used = {_project(projects[name], known) for package in OURS for name in imported(package)}
    assert declared() <= used <= known


def test_every_optional_library_comes_with_the_extra_that_is_named_when_it_is_missing() -> None:
    assert set(EXTRAS) == optional()
    for library, extra in EXTRAS.items():
        assert library in {normal(one) for one in PROJECT["optional-dependencies"][extra]}


def test_the_command_is_a_function_that_exists() -> None:
    module, _, function = PROJECT["scripts"]["communique"].partition(":")
    assert callable(getattr(import_module(module), function))


def test_one_extra_brings_all_others() -> None:
    extras = PROJECT["optional-dependencies"]
    (everything,) = extras["all"]
    brought = set(re.findall(r"[\w-]+", everything.partition("[")[2]))
    assert brought | {"all", "run"} == set(extras)
    assert f"{PROJECT['name']}[run]" in extras["embedded"]


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_every_library_with_its_hashes_and_names_no_address(lock: str) -> None:
    text = (HOME / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.findall(r"^(\S+?)==\S+(?: ; [^\\\n]+)? \\\n +--hash=sha256:[0-9a-f]{64}", text, re.M)
    assert len(entries) == len(re.findall(r"^[^\s#]", text, re.M))
    assert "://" not in text
    assert "--index" not in text


def test_the_lock_of_a_run_has_all_libraries_of_a_run_and_what_installs_the_project() -> None:
    needed = [requirement for extra in ("run", "embedded") for requirement in PROJECT["optional-dependencies"][extra]]
    wanted = declared() | {normal(requirement) for requirement in needed} | {"hatchling"}
    assert wanted - {PROJECT["name"]} <= set(locked("run.txt"))


def test_all_locks_pin_the_same_versions() -> None:
    run, dev, ftm = (locked(lock) for lock in LOCKS)
    assert run.items() < dev.items()
    assert dev.keys() & ftm.keys()
    assert {name: version for name, version in ftm.items() if dev.get(name, version) != version} == {}


def test_what_is_built_from_source_stays_out_of_the_way_of_the_tests() -> None:
    assert "pyicu" in locked("ftm.txt") and "pyicu" not in locked("dev.txt")


@pytest.mark.parametrize("goal", ["extract", "eval"])
def test_make_says_what_is_missing_before_it_sets_anything_up(goal: str, tmp_path: Path) -> None:
    run = subprocess.run(
        ["make", "-f", HOME / "Makefile", goal], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert f"make {goal} needs " in run.stderr
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("goal", "models"), [("record", [DEFAULT]), ("approve", [DEFAULT, "strong-reader"])])
def test_what_is_recorded_is_of_the_same_models_whatever_the_environment_says(goal: str, models: list[str]) -> None:
    run = subprocess.run(["make", "-n", goal], cwd=HOME, capture_output=True, text=True, check=True)
    asked = [line for line in run.stdout.splitlines() if "communique run fixtures/articles" in line]
    assert [line.partition("--model ")[2].split()[0] for line in asked] == models
