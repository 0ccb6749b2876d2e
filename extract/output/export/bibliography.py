"""The articles of a run as a bibliography, in BibTeX and RIS, for Zotero, EndNote and LaTeX.

The key of an entry is the content hash of the article, as in the tables, so that a quote leads to its source.
"""

import gc
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from extract.optional_import import need
from extract.output.load import Run
from extract.output.tables import ArticleKeys
from extract.output.tables.days import days
from schemas import Article

_BATCH = 500
_KEY = re.compile(r"(?:@article\{|^ID  - )sha256-([0-9a-f]+)", re.MULTILINE)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def write_bibtex(run: Run, path: Path) -> Mapping[str, int]:
    """Write the entries, and return their number. Raises ConfigError if bibtexparser is not installed."""
    path.touch()
    return extend_bibtex(run, path)


def extend_bibtex(run: Run, path: Path) -> Mapping[str, int]:
    """Add the articles of a run to a file, and return their number."""
    bibtexparser: Any = need("bibtexparser")
    middlewares: Any = need("bibtexparser.middlewares")
    models: Any = need("bibtexparser.model")
    encoding: Any = need("pylatexenc.latexencode")
    encoder = encoding.UnicodeToLatexEncoder(unknown_char_policy="keep", unknown_char_warning=False)
    encode = middlewares.LatexEncodingMiddleware(encoder=encoder)
    enclose = middlewares.AddEnclosingMiddleware(
        reuse_previous_enclosing=False, enclose_integers=True, default_enclosing="{"
    )

    def text(entries: list[tuple[str, dict[str, str]]]) -> str:
        library = bibtexparser.Library()
        for key, fields in entries:
            plain = [models.Field(name, value) for name, value in fields.items() if name != "url"]
            library.add(models.Entry("article", key, plain))
        library = encode.transform(library)
        for entry, (_, fields) in zip(library.entries, entries, strict=True):
            if "url" in fields:  # LaTeX takes addresses as they are
                entry.set_field(models.Field("url", fields["url"]))
        return str(bibtexparser.write_string(library, unparse_stack=[enclose])) + "\n"

    return _append(run, path, _bibtex, text)


def write_ris(run: Run, path: Path) -> Mapping[str, int]:
    """Write the entries, and return their number. Raises ConfigError if rispy is not installed."""
    path.touch()
    return extend_ris(run, path)


def extend_ris(run: Run, path: Path) -> Mapping[str, int]:
    """Add the articles of a run to a file, and return their number."""
    rispy: Any = need("rispy")

    class Writer(rispy.RisWriter):  # type: ignore[misc]
        def set_header(self, count: int) -> str:
            """No numbers between the entries, which only rispy reads."""
            return ""

    def text(entries: list[tuple[str, dict[str, Any]]]) -> str:
        return str(
            rispy.dumps(
                [{"type_of_reference": "NEWS", "id": key} | fields for key, fields in entries], implementation=Writer
            )
        )

    return _append(run, path, _ris, text)


def article_ids(path: Path) -> Iterator[str]:
    """The keys of the articles in a file of either format."""
    with path.open(encoding="utf-8") as file:
        for line in file:
            found = _KEY.search(line)
            if found:
                yield f"sha256:{found[1]}"


def _append(run: Run, path: Path, fields: Any, text: Any) -> Mapping[str, int]:
    """Write the articles in batches, so that no library holds all of them."""
    keys, batch, counts = ArticleKeys(), [], Counter({"entries": 0})
    with path.open("a", encoding="utf-8") as file:
        for extraction in run:
            key = keys.assign(extraction).replace(":", "-").replace("#", "-")
            batch.append((key, fields(extraction.article)))
            counts["entries"] += 1
            if len(batch) == _BATCH:
                file.write(text(batch))
                batch = []
                gc.collect()  # of classes that the encoder of LaTeX makes; an export has paused it
        if batch:
            file.write(text(batch))
    return counts


def _bibtex(article: Article) -> dict[str, str]:
    published, exact = _published(article)
    values = {
        "title": article.title or article.source_id,
        "journal": article.source,
        "year": str(published.year) if published else None,
        "date": (published.isoformat() if exact else str(published.year)) if published else None,
        "url": article.url,
        "langid": article.language,
        "note": article.source_id,
    }
    return {name: _line(value) for name, value in values.items() if value}


def _ris(article: Article) -> dict[str, Any]:
    published, exact = _published(article)
    values: dict[str, Any] = {
        "title": article.title or article.source_id,
        "secondary_title": article.source,
        "year": str(published.year) if published else None,
        "date": f"{published:%Y/%m/%d}" if published and exact else None,
        "language": article.language,
    }
    lines = {name: _line(value) for name, value in values.items() if value}
    return lines | ({"urls": [_line(article.url)]} if article.url else {}) | {"notes": [_line(article.source_id)]}


def _published(article: Article) -> tuple[date | None, bool]:
    """The first day of the publication date, and whether it is the only one."""
    first, last = days(article.published)
    return first, first is not None and first == last


def _line(text: str) -> str:
    """The text on one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())
