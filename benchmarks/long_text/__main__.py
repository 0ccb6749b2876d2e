"""Measure articles of growing length through the document plan: pages, calls, processor time, and joined records.

    python -m benchmarks.long_text

The model is scripted: it declares what each page says, so that every record can be checked.
"""

from benchmarks.long_text.measure import measure

_LENGTHS = (7_500, 15_000, 30_000, 60_000)
_WORDS_PER_FACT = 200
"""So that the density of facts is the same in each article."""


def main() -> None:
    """Print a line for each length."""
    for words in _LENGTHS:
        one = measure(words, words // _WORDS_PER_FACT)
        print(
            f"{one.words:,} words: {one.pages} pages, {one.calls} calls, {one.shown:.3f} of the text shown, "
            f"{one.seconds:.2f} s; {one.facts} facts in {one.records} records, "
            f"{one.right} right; of {one.across} facts across pages {one.joined} joined"
        )


if __name__ == "__main__":
    main()
