"""Counts altered quotes of real articles that are located (there must be none) and re-typeset ones that are."""

import argparse
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

from benchmarks.quotes.edits import ALTERATIONS, TYPESETTINGS, alterations, quotes
from extract.document.folding import FoldedText
from extract.read import read
from schemas import Article


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.quotes", description=__doc__)
    parser.add_argument("inputs", nargs="+", type=Path, help="files or folders of articles")
    parser.add_argument("--count", type=int, default=2000, help="quotes of either kind (default: 2000)")
    parser.add_argument("--articles", type=int, default=400, help="articles that are read at most (default: 400)")
    given = parser.parse_args()
    if missing := [path for path in given.inputs if not path.exists()]:
        print(f"skipped: there is no {missing[0]}")
        return
    found = (item for path in given.inputs for item in read(path) if isinstance(item, Article))
    texts = [item.text for item in islice(found, given.articles)]
    altered(texts, given.count)
    typeset(texts, given.count)
    speed(texts)


def altered(texts: Sequence[str], count: int) -> None:
    """Print how many altered quotes are located, with as many of each alteration."""
    folded = {text: FoldedText(text) for text in texts}
    located = 0
    for number, alter in enumerate(ALTERATIONS):
        wanted = count * (number + 1) // len(ALTERATIONS) - count * number // len(ALTERATIONS)
        for text, words in islice(alterations(alter, texts, seed=number), wanted):
            if folded[text].locate(words):
                located += 1
                print(f"located, {alter.__name__}: {words!r}")
    print(f"altered quotes located: {located} of {count:,}")


def typeset(texts: Sequence[str], count: int) -> None:
    """Print how many quotes are located in a text where the passage has other typography."""
    located = 0
    for number, (dice, text, start, end) in enumerate(islice(quotes(texts, 12), count)):
        setting = TYPESETTINGS[number % len(TYPESETTINGS)]
        quote, passage = text[start:end], setting(dice, text[start:end])
        before, after = text[max(0, start - 300) : start], text[end : end + 300]
        spans = FoldedText(before + passage + after).locate(quote)
        here = [span for span in spans if span.start == len(before)]
        located += bool(here)
        if not here:
            print(f"not located, {setting.__name__}: {quote!r} in {passage!r}")
        elif (here[0].text, here[0].end) != (passage, len(before) + len(passage)):
            print(f"not to the letter, {setting.__name__}: {here[0].text!r} for {passage!r}")
    print(f"re-typeset quotes located: {located:,} of {count:,}")


def speed(texts: Sequence[str]) -> None:
    """Print the time to fold and to search texts of growing length."""
    for words in (7_500, 15_000, 30_000, 60_000):
        text = " ".join(" ".join(texts).split(" ")[:words])
        started = time.process_time()
        folded = FoldedText(text)
        made = time.process_time() - started
        started = time.process_time()
        for _, _, start, end in islice(quotes([text], 13), 100):
            folded.locate(text[start:end])
        searched = time.process_time() - started
        print(f"{words:,} words: folded in {made * 1000:.0f} ms, 100 quotes in {searched * 1000:.0f} ms")


if __name__ == "__main__":
    main()
