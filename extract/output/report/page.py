"""Puts the report together: page, style, scripts and data in one file. In: a run. Out: HTML.

The data stand in the page as JSON that nothing can break out of and no browser runs. The page's own policy (CSP) allows
this one style and this one script, by their hashes, and no request whatever.
"""

import base64
import hashlib
import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

from extract.atomic_write import replace_file
from extract.output.load import Run
from extract.output.report.data import data_of

SCRIPTS = (
    "dom",
    "rove",
    "model",
    "marks",
    "review",
    "fields",
    "fix",
    "words",
    "add",
    "card",
    "article",
    "filter",
    "table",
    "time",
    "ties",
    "refused",
    "main",
)
"""In this order they are one script, within one function: what one defines, those after it use."""

_INERT = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def write_report(run: Run, path: Path) -> int:
    """Writes the report and returns its size in bytes. Raises StoreError if the run cannot be read or the file not
    written."""
    page = render(data_of(run)).encode()
    replace_file(path, page)
    return len(page)


def render(data: dict[str, Any]) -> str:
    """The report with these data."""
    style = _part("report.css")
    script = '"use strict";\n(() => {\n' + "\n".join(_part(f"{name}.js") for name in SCRIPTS) + "})();\n"
    parts = {
        "style": style,
        "style-hash": _hash(style),
        "script": script,
        "script-hash": _hash(script),
        "data": _inert(data),
    }
    return re.sub(r"\{\{([a-z-]+)\}\}", lambda place: parts[place[1]], _part("report.html"))


def _inert(data: dict[str, Any]) -> str:
    """JSON without a character that means something in HTML; half a surrogate pair is escaped too."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_INERT)
    return re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)


def _hash(part: str) -> str:
    return base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()


def _part(name: str) -> str:
    return files("extract.output.report.web").joinpath(name).read_text(encoding="utf-8")
