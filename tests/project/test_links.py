"""Links and paths in the documentation lead to something that exists, and the citation has the current version."""

import re
from pathlib import Path

import pytest
import yaml

import extract
import schemas

ROOT = Path(__file__).parents[2]
FOLDERS = ("benchmarks", "docs", "fixtures")
PAGES = sorted([*ROOT.glob("*.md"), *(page for folder in FOLDERS for page in (ROOT / folder).rglob("*.md"))])
TOP = ("benchmarks", "docs", "extract", "fixtures", "prompts", "requirements", "schemas", "tests", "tools")
"""Folders whose paths are checked. Others, like `runs/march`, are examples."""

each_page = pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(ROOT)) for page in PAGES])


def prose(page: Path) -> str:
    """The text of a page without its code blocks."""
    return re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.M | re.S)


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.M)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", prose(page)):
        if "://" in link:
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@each_page
def test_every_project_path_in_backticks_exists(page: Path) -> None:
    for path in re.findall(r"`((?:[\w.-]+/)+[\w.*-]*)`", prose(page)):
        if path.partition("/")[0] in TOP:
            assert list(ROOT.glob(path.rstrip("/"))), path


@each_page
def test_every_make_target_exists(page: Path) -> None:
    goals = set(re.findall(r"(?:`|^)make ([a-z][a-z-]*)", page.read_text(encoding="utf-8"), re.M))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert {goal for goal in goals if not re.search(rf"^{goal}:", makefile, re.M)} == set()


@each_page
def test_every_file_of_the_root_in_backticks_exists(page: Path) -> None:
    for name in re.findall(r"`(\w+\.(?:md|cff|toml))`", prose(page)):
        assert name == "communique.toml" or (ROOT / name).is_file() or (page.parent / name).is_file(), name


def test_the_index_lists_every_page_of_the_documentation() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / link).resolve() for link in re.findall(r"\]\(([^)#\s]+)\)", index) if "://" not in link}
    assert set((ROOT / "docs").rglob("*.md")) - {ROOT / "docs" / "index.md"} <= linked


def test_the_citation_names_the_current_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["version"] == extract.__version__


def test_every_name_in_the_recipes_occurs_in_the_code() -> None:
    recipes = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Recipes")[2].partition("\n## ")[0]
    names = set(re.findall(r"`([A-Za-z_]\w+)`", recipes))
    code = "".join(path.read_text("utf-8") for top in TOP for path in (ROOT / top).rglob("*.py"))
    assert names - set(re.findall(r"\w+", code)) == set()


def test_every_type_in_the_glossary_exists() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    types = re.findall(r"`schemas\.(\w+)`", glossary)
    assert types and set(types) <= set(schemas.__all__)
