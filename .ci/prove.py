"""Proves a run directory: there is an agreement, and every span stands in its article to the letter. Schemas only."""

import sys
from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from schemas import ArticleExtraction, Span


def spans(value: object) -> Iterator[Span]:
    """All spans in a record, however deep."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, BaseModel):
        for _, part in value:
            yield from spans(part)
    elif isinstance(value, dict):
        yield from spans(tuple(value.values()))
    elif isinstance(value, tuple):
        for part in value:
            yield from spans(part)


def main(run: Path) -> int:
    lines = (run / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [ArticleExtraction.model_validate_json(line) for line in lines]
    found = [(one.article, span) for one in articles for span in spans(one)]
    false = [span for article, span in found if not article.holds(span)]
    agreements = sum(len(one.agreements) for one in articles)
    print(f"{len(articles)} article(s), {agreements} agreement(s), {len(found)} spans, {len(false)} of them false")
    return 0 if agreements and found and not false else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
