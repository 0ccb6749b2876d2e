"""Print the agreements between two states in articles that were not seen before, each with its evidence.

python examples/new_agreements.py press.jsonl Kenya Turkey --seen runs/alert

Run it as often as there are new articles: the folder remembers those that it has seen, and none is paid twice.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

from extract import Extractor, load_run
from schemas import Agreement, ArticleExtraction


def agreements_between(found: ArticleExtraction, one: str, other: str) -> Iterator[Agreement]:
    """Yield the agreements of an article that are news, and in which both take part."""
    for record in found.by_actor(one):
        if isinstance(record, Agreement) and not record.historical and record in found.by_actor(other):
            yield record


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", type=Path)
    parser.add_argument("states", nargs=2, help="names as in the articles, or codes like KEN")
    parser.add_argument("--seen", type=Path, default=Path("runs/alert"))
    given = parser.parse_args()
    seen = {found.article.id for found in load_run(given.seen)} if given.seen.exists() else set()
    with Extractor(out=given.seen) as extractor:
        for found in extractor.pipe(given.articles):
            if found.article.id in seen:
                continue
            for deal in agreements_between(found, *given.states):
                print(f"{found.article.published}  {deal.instrument}, {deal.status}: {found.quote(deal)}")


if __name__ == "__main__":
    main()
