"""Proves a run directory: there is an agreement, and every span stands in its article to the letter. Schemas only."""

import sys
from pathlib import Path

from schemas import ArticleExtraction


def main(run: Path) -> int:
    lines = (run / "extractions.jsonl").read_text(encoding="utf-8").splitlines()
    articles = [ArticleExtraction.model_validate_json(line) for line in lines]
    found = [(one.article, span) for one in articles for span in one.spans()]
    false = [span for article, span in found if not article.holds(span)]
    agreements = sum(len(one.agreements) for one in articles)
    print(f"{len(articles)} article(s), {agreements} agreement(s), {len(found)} spans, {len(false)} of them false")
    return 0 if agreements and found and not false else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
