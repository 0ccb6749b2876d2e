"""Assembles the report: page, style, scripts and data in one HTML file.

The data are JSON, compressed (zlib) and written in base64: a browser opens a page of 2,000 articles sooner, and no
character of an article has a meaning in HTML. The content security policy of the page allows its style and its script,
by their hashes, and no request.
"""

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Any

from extract.atomic_write import replace_file
from extract.output.load import Run
from extract.output.report.report_data import report_data
from extract.output.review import Corrections, Decision

SCRIPTS = (
    "dom",
    "roving_tabindex",
    "labels",
    "run_data",
    "highlights",
    "decision_values",
    "review",
    "keep_decisions",
    "form_fields",
    "fix_form",
    "selection",
    "add_form",
    "cite",
    "record_card",
    "article_view",
    "links",
    "filter",
    "records_view",
    "summary_view",
    "pairs_view",
    "time_view",
    "relations",
    "picture",
    "layout",
    "network_view",
    "map_view",
    "countries_view",
    "rejected_view",
    "router",
    "main",
)
"""The scripts, joined in this order into one asynchronous function.

Functions can be called from any script; a constant can be used only after its own script has run.
"""


def write_report(run: Run, path: Path, corrections: Corrections | None = None) -> int:
    """Write the report, and return its size in bytes. It opens with the decisions in `corrections`.

    Raises StoreError if the run cannot be read or the file cannot be written.
    """
    decisions = [one for of_article in (corrections or Corrections()).decisions.values() for one in of_article.values()]
    page = render(report_data(run, decisions)).encode()
    replace_file(path, page)
    return len(page)


def review_page(run: Run, decisions: Iterable[Decision]) -> str:
    """The HTML of a report that sends each decision to the server that it came from."""
    return render(report_data(run, decisions) | {"keeps_decisions": True}, "connect-src 'self'; ")


def render(data: dict[str, Any], permissions: str = "") -> str:
    """The HTML of a report with these data. `permissions` is added to its content security policy."""
    style = _part("report.css")
    script = '"use strict";\n(async () => {\n' + "\n".join(_part(f"{name}.js") for name in SCRIPTS) + "})();\n"
    parts = {
        "style": style,
        "style-hash": _hash(style),
        "script": script,
        "script-hash": _hash(script),
        "data": _embedded(data),
        "permissions": permissions,
    }
    return re.sub(r"\{\{([a-z-]+)\}\}", lambda place: parts[place[1]], _part("report.html"))


def _embedded(data: dict[str, Any]) -> str:
    """The data as compressed JSON in base64. Lone surrogates, which UTF-8 cannot write, are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    escaped = re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half[0]):04x}", text)
    return base64.b64encode(zlib.compress(escaped.encode())).decode()


def _hash(part: str) -> str:
    return base64.b64encode(hashlib.sha256(part.encode()).digest()).decode()


def _part(name: str) -> str:
    return files("extract.output.report.web").joinpath(name).read_text(encoding="utf-8")
