"""The files in the root of the site: a page that leads to the documentation, and llms.txt for language models."""

import re
from collections.abc import Iterator
from pathlib import Path

_FORWARD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Communique</title>
<meta http-equiv="refresh" content="0; url=docs/index.html"></head>
<body><a href="docs/index.html">Documentation</a></body></html>
"""
_SECTION = re.compile(r"^## (.+)$")
_ROW = re.compile(r"^\| \[([^\]]+)\]\(([^)#]+\.md)\) \| (.+) \|$")


def write_site_files(site: Path, root: Path) -> None:
    """Write `index.html` and `llms.txt` into the folder of the site."""
    (site / "index.html").write_text(_FORWARD, encoding="utf-8")
    index = (root / "docs" / "index.md").read_text(encoding="utf-8")
    (site / "llms.txt").write_text("\n".join(llms_lines(index)) + "\n", encoding="utf-8")


def llms_lines(index: str) -> Iterator[str]:
    """Yield the lines of llms.txt from the index of the documentation; links lead to the sources of the pages.

    See: https://llmstxt.org
    """
    lines = index.splitlines()
    yield "# Communique"
    yield ""
    yield "> " + " ".join(_introduction(lines))
    for line in lines:
        section, row = _SECTION.match(line), _ROW.match(line)
        if section:
            yield from ("", f"## {section[1]}", "")
        elif row:
            yield f"- [{row[1]}]({_source(row[2])}): {row[3]}"


def _introduction(lines: list[str]) -> Iterator[str]:
    """The paragraph under the title."""
    for line in lines[2:]:
        if not line:
            return
        yield line


def _source(link: str) -> str:
    """The source of a page on the site."""
    path = link.removeprefix("../") if link.startswith("../") else f"docs/{link}"
    return f"_sources/{path}.txt"
