"""The page of promises is true: it lists all promises, and the tests and benchmarks that it names exist."""

import ast
import re
from pathlib import Path

HOME = Path(__file__).parents[2]
PAGE = (HOME / "docs" / "promises.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.split("|")[1:-1]] for line in re.findall(r"^\| \d.*$", PAGE, re.M)]


def test_every_promise_has_a_row() -> None:
    assert [int(number) for number, *_ in ROWS] == list(range(1, 33))


def test_every_named_test_exists() -> None:
    there = {
        node.name
        for file in (HOME / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    named = set(re.findall(r"`(test_\w+)`", PAGE))
    assert named and named <= there


def test_every_named_benchmark_exists() -> None:
    for name in re.findall(r"`(\w+\.py)`", PAGE):
        assert (HOME / "benchmarks" / "batch" / name).is_file(), name


def test_a_promise_that_holds_names_a_proof_and_another_says_what_is_missing() -> None:
    for number, _, holds, proof, missing in ROWS:
        assert holds in ("yes", "in part", "not yet"), number
        assert (holds == "not yet") == (not proof), number
        assert missing or holds == "yes", number
