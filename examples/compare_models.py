"""Print what only one of two models finds in the same articles, and what both find.

python examples/compare_models.py articles/ examples/settings/rules.toml examples/settings/recorded.toml

The settings files name the models; the second of these replays recorded answers.
"""

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from extract import Extractor
from schemas import Agreement, ArticleExtraction


def facts(found: ArticleExtraction) -> Iterator[str]:
    """Yield each record as a line that another model can give too: what it is, and the sides that take part."""
    for record in found.records:
        if isinstance(record, Agreement):
            yield f"{record.instrument} {record.status}: {sides(found, [party.actor for party in record.parties])}"
        else:
            yield f"{sides(found, record.speakers)} {record.act} {sides(found, record.recipients)}"


def sides(found: ArticleExtraction, actors: list[str] | tuple[str, ...]) -> str:
    names = {found.side(actor).state or found.side(actor).name for actor in actors}
    return " and ".join(sorted(names)) or "nobody"


def main(articles: Path, first: str, second: str) -> None:
    with Extractor(config=first) as one, Extractor(config=second) as other:
        for left, right in zip(one.pipe(articles), other.pipe(articles), strict=True):
            a, b = Counter(facts(left)), Counter(facts(right))
            print(f"{left.article.source_id}: {(a & b).total()} in common")
            for sign, only in (("<", a - b), (">", b - a)):
                for fact in sorted(only.elements()):
                    print(f"  {sign} {fact}")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], sys.argv[3])
