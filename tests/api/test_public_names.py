"""What is public: the names in `extract.__all__`, and nothing else."""

import ast
from pathlib import Path

import extract

ROOT = Path(__file__).parents[2]


def test_every_public_name_is_there_and_the_list_is_sorted() -> None:
    assert [name for name in extract.__all__ if not hasattr(extract, name)] == []
    assert sorted(extract.__all__) == list(extract.__all__)


def test_nothing_else_is_promised() -> None:
    tree = ast.parse((ROOT / "extract" / "__init__.pyi").read_text(encoding="utf-8"))
    imported = [alias.asname for node in tree.body if isinstance(node, ast.ImportFrom) for alias in node.names]
    private = [name for name in dir(extract) if name.startswith("_")]
    modules = [path.stem for path in (ROOT / "extract").glob("*") if path.suffix in ("", ".py")]

    assert sorted(str(name) for name in imported) == list(extract.__all__)
    assert {*dir(extract)} - {*private, *modules, "import_module"} == {*extract.__all__}


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(extract, "Extracter")
