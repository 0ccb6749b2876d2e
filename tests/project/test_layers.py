"""The plan of the code fits in the head: few modules at the top, few layers, a short way from command to pipeline."""

import asyncio
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from typer.testing import CliRunner

from extract import pipeline
from extract.cli.app import app
from extract.run.core.pool import CorePool

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "extract"


def contracts() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    return found


def layer_contract() -> dict[str, Any]:
    (found,) = [contract for contract in contracts() if contract["type"] == "layers"]
    return found


def names(layer: str) -> list[str]:
    return [name.strip() for name in layer.replace("|", ":").split(":")]


def test_few_modules_and_packages_lie_directly_in_the_package() -> None:
    modules = [path.name for path in PACKAGE.glob("*.py")]
    packages = [path.parent.name for path in PACKAGE.glob("*/__init__.py")]
    assert len(modules) <= 7, modules
    assert len(packages) <= 22, packages


def test_the_layer_contract_is_short_and_has_no_exceptions() -> None:
    contract = layer_contract()
    assert len(contract["layers"]) <= 10
    assert sum(len(names(layer)) for layer in contract["layers"]) <= 27
    assert contract["exhaustive"]
    assert "ignore_imports" not in contract


class CallPath:
    """Records the modules of `extract` on the way to the first call of a function.

    A task starts with an empty stack, so the stack that created it is added in front of its own.
    """

    def __init__(self, function: Callable[..., object]) -> None:
        self._code = function.__code__
        self.modules: list[str] = []
        self._created_by: dict[int, list[str]] = {}
        """Modules that lead to a task, by the id of its coroutine."""
        self._coroutines: list[object] = []
        """Keeps the coroutines alive, so that no id is used twice."""

    def __call__(self, frame: FrameType, event: str, argument: object) -> None:
        if event != "call":
            return
        if frame.f_code is asyncio.create_task.__code__:
            coroutine = frame.f_locals["coro"]
            self._coroutines.append(coroutine)
            self._created_by[id(coroutine)] = self._path(frame)
        elif frame.f_code is self._code and not self.modules:
            self.modules = self._path(frame)

    def _path(self, frame: FrameType) -> list[str]:
        task = asyncio.current_task() if asyncio._get_running_loop() else None
        before = self._created_by.get(id(task.get_coro()), []) if task else []
        return list(dict.fromkeys([*before, *reversed(list(modules_of(frame)))]))


def modules_of(frame: FrameType | None) -> Iterator[str]:
    """The modules of `extract` on a stack, the innermost first."""
    while frame:
        name = str(frame.f_globals.get("__name__"))
        if name.startswith("extract."):
            yield name
        frame = frame.f_back


def trace_run(function: Callable[..., object], out: Path) -> list[str]:
    """Replay a run of one article, and return the modules on the way to the first call of a function."""
    article = next((ROOT / "fixtures" / "articles").glob("*.txt"))
    cassettes = ROOT / "fixtures" / "cassettes"
    command = ["run", str(article), "--quiet", "--model", "qwen2.5-coder-1.5b", "--replay", str(cassettes)]
    path = CallPath(function)
    before = sys.getprofile()
    sys.setprofile(path)
    try:
        result = CliRunner().invoke(app, [*command, "--plan", "choices", "--out", str(out)])
    finally:
        sys.setprofile(before)
    assert result.exit_code == 0, result.stderr
    assert path.modules[0] == "extract.cli.app"
    assert "extract.run.engine" in path.modules, "the stack that created the task is part of the way"
    return path.modules


def test_few_modules_lie_between_the_command_and_the_pipeline(tmp_path: Path) -> None:
    """The way in one process: the tests run without core workers unless they ask for them."""
    modules = trace_run(pipeline.extract, tmp_path / "out")
    assert modules[-1] == "extract.pipeline"
    assert len(modules) <= 6, modules


@pytest.mark.core_workers
def test_few_modules_lie_between_the_command_and_the_core_workers(tmp_path: Path) -> None:
    """The way to the pool of core workers, each of which calls the pipeline in a process of its own."""
    modules = trace_run(CorePool.extract, tmp_path / "out")
    assert modules[-1] == "extract.run.core.pool"
    assert len(modules) <= 6, modules
