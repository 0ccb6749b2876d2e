"""Measures on real articles which edited copies are recognised, and which different articles are taken for copies."""

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from pathlib import Path

from benchmarks.batch.memory import resident
from benchmarks.duplicates.edits import COPIES, OTHERS, Edit
from extract.dedup.filter import mark_duplicates
from extract.read import read
from extract.read.article import build_article
from extract.read.metadata import Metadata
from schemas import Article, Duplicate, DuplicateKind

SHINGLE = 5
"""Words, as is usual for MinHash."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.duplicates", description=__doc__)
    parser.add_argument("inputs", nargs="+", type=Path, help="files or folders of different articles")
    parser.add_argument("--edited", type=int, default=500, help="articles that are edited (default: 500)")
    parser.add_argument("--scale", type=int, default=0, help="made-up articles for time and memory (default: none)")
    given = parser.parse_args()
    if missing := [path for path in given.inputs if not path.exists()]:
        print(f"skipped: there is no {missing[0]}")
        return
    articles = [item for path in given.inputs for item in read(path) if isinstance(item, Article)]
    print(f"{len(articles):,} articles, {sum(len(one.text.split()) for one in articles) // len(articles)} words each\n")
    merged(articles)
    resemblance(articles)
    recognised(articles, given.edited)
    if given.scale:
        scale(articles, given.scale)


def copies(items: Iterable[Article]) -> list[Duplicate]:
    with mark_duplicates(iter(items)) as sifted:
        return [item for item in sifted if isinstance(item, Duplicate)]


def merged(articles: Sequence[Article]) -> None:
    """Which of these articles are taken for copies of others."""
    undated = [one.model_copy(update={"published": None}) for one in articles]
    shuffled = random.Random(7).sample(articles, len(articles))
    print("taken for copies among the articles as they are")
    for name, items in (
        ("in order", articles),
        ("in reverse", articles[::-1]),
        ("shuffled", shuffled),
        ("without dates", undated),
        ("without dates, in reverse", undated[::-1]),
    ):
        started = time.process_time()
        found = copies(items)
        each = (time.process_time() - started) * 1e3 / len(items)
        near = [one for one in found if one.kind is DuplicateKind.NEAR]
        print(f"  {name:<26}{len(found) - len(near):>3} exact {len(near):>3} near   {each:.1f} ms of CPU an article")
        for one in near:
            print(f"      {one.similarity:.2f}  {one.source_id[:60]} <- {one.duplicate_of_source_id[:60]}")


def resemblance(articles: Sequence[Article]) -> None:
    """What a threshold on the Jaccard index of word shingles, which MinHash estimates, would take for copies."""
    sets = [_shingles(one.text) for one in articles]
    holders: dict[int, list[int]] = defaultdict(list)
    for number, shingles in enumerate(sets):
        for shingle in shingles:
            holders[shingle].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in holders.values():
        if len(numbers) <= 100:
            shared.update(combinations(numbers, 2))
    jaccard = [n / (len(sets[a]) + len(sets[b]) - n) for (a, b), n in shared.items() if sets[a] != sets[b]]
    found = ", ".join(f"{sum(one >= least for one in jaccard)} at {least}" for least in (0.6, 0.7, 0.8, 0.9, 0.95))
    print(f"\npairs of different texts by the Jaccard index of their {SHINGLE}-word shingles: {found}\n")


def recognised(articles: Sequence[Article], number: int) -> None:
    """How many edited articles are taken for copies of what they were made of."""
    sample = random.Random(7).sample(articles, min(number, len(articles)))
    for told, edits in (("copies, which should be recognised", COPIES), ("no copies, which should not", OTHERS)):
        print(told)
        for name, edit in edits.items():
            pairs = list(_edited(sample, edit))
            first, second = [one for one, _ in pairs], [other for _, other in pairs]
            found = {one.source_id for one in copies([*first, *second])} & {one.source_id for one in second}
            print(f"  {name:<36}{len(found):>4} of {len(second):>4}  {100 * len(found) / len(second):>5.1f} %")


def _edited(articles: Iterable[Article], edit: Edit) -> Iterator[tuple[Article, Article]]:
    for one in articles:
        head = one.title or ""
        body = [line for line in one.text.removeprefix(head).splitlines() if line.strip()]
        if body and (changed := edit(head, body)):
            yield one, _article(f"{one.source_id} edited", *changed)


def _article(name: str, title: str, body: Sequence[str]) -> Article:
    return build_article("\n\n".join(body), Metadata(title=title or None), name, name)


def _shingles(text: str) -> set[int]:
    words = text.casefold().split()
    return {hash(tuple(words[at : at + SHINGLE])) for at in range(max(1, len(words) - SHINGLE + 1))}


def scale(articles: Sequence[Article], number: int) -> None:
    """Time and memory over many made-up articles: real sentences, each with a number of its own."""
    pool = [line for one in articles for line in one.text.splitlines() if 60 < len(line) < 400][:20_000]
    chance = random.Random(7)

    def many() -> Iterator[Article]:
        body: list[str] = []
        for at in range(number):
            if at % 10 != 1:  # the one after each tenth repeats it under another headline
                body = [f"{line[:-1]} {at}." for line in chance.choices(pool, k=8)]
            yield _article(str(at), f"Story {at}", body)

    print(f"\n{number:,} made-up articles, a tenth of them copies")
    started, found = time.process_time(), 0
    with mark_duplicates(many()) as sifted:
        for at, item in enumerate(sifted, start=1):
            found += isinstance(item, Duplicate)
            if at % (number // 10) == 0:
                each = (time.process_time() - started) * 1e3 / at
                print(
                    f"  {at:>8,} articles {found:>7,} copies {each:>5.2f} ms of CPU each {resident():>7.1f} MB",
                    flush=True,
                )


if __name__ == "__main__":
    main()
