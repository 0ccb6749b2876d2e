"""The documentation site: its checker finds broken links, and llms.txt lists every page. `make docs` builds it."""

import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).parents[2]
DOCS = HOME / "docs"


def check(site: Path) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, str(HOME / "tools" / "check_site.py"), str(site)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def site(folder: Path, link: str) -> Path:
    (folder / "a.html").write_text(f'<p id="top">A</p><a href="{link}">b</a>', encoding="utf-8")
    (folder / "b.html").write_text('<h1 id="name">B</h1>', encoding="utf-8")
    return folder


@pytest.mark.parametrize("link", ["b.html", "b.html#name", "#top", "https://example.org/gone", "mailto:a@example.org"])
def test_a_link_that_leads_somewhere_is_right(tmp_path: Path, link: str) -> None:
    assert check(site(tmp_path, link)).returncode == 0


@pytest.mark.parametrize("link", ["c.html", "b.html#nam", "#nowhere", "folder/"])
def test_a_link_that_leads_nowhere_is_named(tmp_path: Path, link: str) -> None:
    done = check(site(tmp_path, link))
    assert (done.returncode, done.stderr) == (1, f"a.html: {link} leads nowhere\n")


def test_a_site_without_pages_is_wrong(tmp_path: Path) -> None:
    assert check(tmp_path).returncode == 1


def test_llms_txt_lists_every_page_of_the_index_with_what_it_is_for() -> None:
    llms_lines = runpy.run_path(str(HOME / "tools" / "site_files.py"))["llms_lines"]
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    lines = list(llms_lines(index))
    rows = re.findall(r"^\| \[.*?\]\((.*?\.md)\)", index, re.M)
    listed = [re.search(r"\(_sources/(.*?)\.txt\)", line) for line in lines if line.startswith("- ")]
    assert [found[1] for found in listed if found] == [
        (DOCS / row).resolve().relative_to(HOME).as_posix() for row in rows
    ]
    assert lines[0] == "# Communique" and lines[2].startswith("> Communique turns news articles")


def test_the_order_of_the_site_has_every_page_of_the_documentation() -> None:
    index = (DOCS / "index.md").read_text(encoding="utf-8")
    entries = [
        line.rpartition("<")[2].rstrip(">")
        for tree in re.findall(r"```\{toctree\}\n(.*?)```", index, re.S)
        for line in tree.splitlines()
        if line and not line.startswith(":")
    ]
    pages = {(DOCS / f"{entry}.md").resolve() for entry in entries}
    assert all(page.is_file() for page in pages)
    assert {page for page in DOCS.rglob("*.md") if page.name != "index.md"} <= pages
