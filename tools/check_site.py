"""Checks the links of the documentation site: every relative link leads to a file, and every anchor to an element.

Called by `make docs` with the folder of the site. Links to other servers are not followed. Standard library only.
"""

import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class Page(HTMLParser):
    """The links and the anchors of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("href", "src") and value:
                self.links.append(value)
            elif name in ("id", "name") and value:
                self.anchors.add(value)


load = cache(Page)


def broken(page: Path) -> Iterator[str]:
    """Yield the links of a page that lead nowhere."""
    for link in load(page).links:
        parts = urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / unquote(parts.path)) if parts.path else page
        if not target.exists() or not has_anchor(target, unquote(parts.fragment)):
            yield link


def has_anchor(target: Path, anchor: str) -> bool:
    """Return whether a file has this anchor. Files that are no pages have any."""
    return not anchor or target.suffix != ".html" or anchor in load(target).anchors


def main(site: Path) -> int:
    """Returns the exit code: 1 if a link leads nowhere."""
    pages = sorted(site.rglob("*.html"))
    found = [(page, link) for page in pages for link in broken(page)]
    for page, link in found:
        print(f"{page.relative_to(site)}: {link} leads nowhere", file=sys.stderr)
    links = sum(len(load(page).links) for page in pages)
    print(f"{len(pages)} pages, {links} links, {len(found)} of them broken")
    return 1 if found or not pages else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
