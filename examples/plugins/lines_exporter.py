"""An exporter of your own: one line of text for each record, as for a daily mail."""

from collections.abc import Mapping
from pathlib import Path

from extract import Run


def write_lines(run: Run, path: Path) -> Mapping[str, int]:
    """Write the records of a run to a path that does not exist yet, and return what was written."""
    lines = [
        f"{found.article.published or 'undated'}  {found.article.source_id} {record.id}: {found.quote(record)}"
        for found in run
        for record in found.records
    ]
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return {"records": len(lines)}
