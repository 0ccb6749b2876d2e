"""Lists every regular expression that `extract` compiles, with the methods by which it is applied, as JSON.

    python -m tests.support.pattern_inventory

Runs in a process of its own, because it watches `re` while the modules are imported, their cached tables are filled
and the fixture articles go through the core. A call of `re` that none of this reaches is evaluated from the source;
what cannot be evaluated either is listed under `unseen`.
"""

import ast
import asyncio
import importlib
import inspect
import json
import pkgutil
import re
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

HOME = Path(__file__).resolve().parents[2]
METHODS = ("search", "match", "fullmatch", "finditer", "findall", "sub", "subn", "split")


@dataclass
class Listed:
    """One pattern; `methods` has all of them where the source does not tell which are called."""

    pattern: str
    flags: int
    file: str
    line: int
    name: str | None = None
    methods: list[str] = field(default_factory=lambda: list(METHODS))
    binary: bool = False


class _Watch:
    """Keeps what `re` compiles for the modules of the package."""

    def __init__(self) -> None:
        self.found: dict[tuple[str | bytes, int], Listed] = {}
        self.lines: set[tuple[str, int]] = set()
        self._compile = re._compile  # type: ignore[attr-defined]
        re._compile = self._watched  # type: ignore[attr-defined]

    def _watched(self, pattern: Any, flags: int) -> Any:
        compiled = self._compile(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_code.co_filename == re.__file__ and frame.f_back:
            frame = frame.f_back
        file = Path(frame.f_code.co_filename)
        if file.is_relative_to(HOME / "extract"):
            self.add(compiled, str(file.relative_to(HOME)), frame.f_lineno)
        return compiled

    def add(self, compiled: re.Pattern[Any], file: str, line: int) -> None:
        """Keep a pattern and where it was compiled."""
        self.lines.add((file, line))
        binary = isinstance(compiled.pattern, bytes)
        words = compiled.pattern.decode("latin-1") if binary else compiled.pattern
        self.found.setdefault(
            (compiled.pattern, compiled.flags), Listed(words, compiled.flags, file, line, binary=binary)
        )


def inventory() -> dict[str, Any]:
    """Return the patterns, and the calls of `re` whose pattern could not be seen."""
    watch = _Watch()
    modules = [*_imported()]
    _fill_tables(modules)
    asyncio.run(_run_core())
    unseen = [place for module in modules for place in _unseen(module, watch)]
    usage = _Usage(modules)
    for listed in watch.found.values():
        listed.name, listed.methods = usage.of(listed.file, listed.line)
    return {"patterns": [asdict(one) for one in watch.found.values()], "unseen": unseen}


def _imported() -> Iterator[ModuleType]:
    package = importlib.import_module("extract")
    for found in pkgutil.walk_packages(package.__path__, "extract."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def _fill_tables(modules: list[ModuleType]) -> None:
    """Call what is cached and takes nothing: the tables that are compiled on first use."""
    for module in modules:
        for value in [*vars(module).values()]:
            if hasattr(value, "cache_clear") and not inspect.signature(value).parameters:
                value()


async def _run_core() -> None:
    from benchmarks.core.model import ScriptedModel
    from extract.ask.method import build_method
    from extract.pipeline import extract
    from extract.read.article import build_article
    from extract.read.metadata import Metadata
    from extract.weights.pipelines import default_pipeline

    for path in sorted((HOME / "fixtures" / "articles").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        given = build_article(text, Metadata(title=text.splitlines()[0]), path.stem, path.name)
        for plan in ("document", "choices", "rules"):
            await extract(given, ScriptedModel(), build_method("scripted", plan, {}, pipeline=default_pipeline()))


def _unseen(module: ModuleType, watch: _Watch) -> Iterator[str]:
    """The calls of `re` in a module that were neither reached nor could be evaluated."""
    file = str(Path(str(module.__file__)).relative_to(HOME))
    for call in ast.walk(_source(module)):
        if not (isinstance(call, ast.Call) and _is_of_re(call.func)):
            continue
        lines = range(call.lineno, (call.end_lineno or call.lineno) + 1)
        if any((file, line) in watch.lines for line in lines):
            continue
        try:
            expression = compile(ast.Expression(call.args[0]), file, "eval")
            watch.add(re.compile(eval(expression, vars(module))), file, call.lineno)
        except NameError:
            yield f"{file}:{call.lineno}"


def _is_of_re(function: ast.expr) -> bool:
    return (
        isinstance(function, ast.Attribute)
        and isinstance(function.value, ast.Name)
        and function.value.id == "re"
        and function.attr in ("compile", *METHODS)
    )


def _source(module: ModuleType) -> ast.Module:
    return ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))


class _Usage:
    """Which methods are called on a pattern that a module names."""

    def __init__(self, modules: list[ModuleType]) -> None:
        self._named: dict[tuple[str, str], range] = {}
        self._methods: dict[tuple[str, str], set[str]] = {}
        trees = {module.__name__: _source(module) for module in modules}
        files = {module.__name__: str(Path(str(module.__file__)).relative_to(HOME)) for module in modules}
        for name, tree in trees.items():
            for target, value in _assignments(tree):
                if isinstance(value, ast.Call) and _is_of_re(value.func):
                    self._named[files[name], target] = range(value.lineno, (value.end_lineno or value.lineno) + 1)
        self._inline: dict[str, list[ast.Call]] = {}
        for name, tree in trees.items():
            self._read(tree, files[name], files)
            self._inline[files[name]] = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and _is_of_re(n.func)]

    def of(self, file: str, line: int) -> tuple[str | None, list[str]]:
        """Return the name of the pattern compiled at this place, and its methods: all where they are not plain."""
        for (where, name), lines in self._named.items():
            if where == file and line in lines:
                return name, sorted(self._methods.get((file, name), METHODS))
        for call in self._inline.get(file, ()):
            method = call.func.attr if isinstance(call.func, ast.Attribute) else ""
            if call.lineno <= line <= (call.end_lineno or call.lineno) and method in METHODS:
                return None, [method]
        return None, list(METHODS)

    def _read(self, tree: ast.Module, file: str, files: dict[str, str]) -> None:
        origins = {
            alias.asname or alias.name: (files.get(node.module or "", ""), alias.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        called = {id(node.value): node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        for node in ast.walk(tree):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                key = (file, node.id) if (file, node.id) in self._named else origins.get(node.id, ("", ""))
                attribute = called.get(id(node))
                if key in self._named and attribute not in ("pattern", "flags", "groupindex"):
                    known = self._methods.setdefault(key, set())
                    known.update([attribute] if attribute in METHODS else METHODS)


def _assignments(tree: ast.Module) -> Iterator[tuple[str, ast.expr]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, node.value


if __name__ == "__main__":
    json.dump(inventory(), sys.stdout)
