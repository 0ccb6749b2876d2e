"""The data of a report page, taken out of its HTML."""

import base64
import json
import re
import zlib
from pathlib import Path
from typing import Any


def data_text(page: str) -> str:
    """Return the JSON that the HTML of a report has in it."""
    [packed] = re.findall(r'<script type="text/plain" id="data">([A-Za-z0-9+/=]*)</script>', page)
    return zlib.decompress(base64.b64decode(packed)).decode()


def data_of(path: Path) -> dict[str, Any]:
    """Return the data of a report."""
    data: dict[str, Any] = json.loads(data_text(path.read_text(encoding="utf-8")))
    return data
