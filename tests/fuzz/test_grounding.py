"""A model's words get a span of the article only if the article holds these very words."""

import re
import unicodedata

from hypothesis import assume, given
from hypothesis import strategies as st

from extract.document.folding import FoldedText
from tests.fuzz.strategies import characters, prose, texts

_FOLD = str.maketrans({**dict.fromkeys("’‘‛`´", "'"), **dict.fromkeys("“”„‟«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")})


def alike(words: str) -> str:
    """The letters, digits and marks inside the words, the same for all that may differ: typography, white space, case.

    A rule of its own, independent of the one that is tested.
    """
    folded = unicodedata.normalize("NFKC", words).translate(_FOLD).casefold()
    first, last = (_ends(folded) or (0, 0))[0], (_ends(folded) or (0, 0))[-1]
    return "".join(character for character in folded[first : last + 1] if not _is_light(character))


def _ends(words: str) -> list[int]:
    return [at for at, character in enumerate(words) if character.isalnum()]


def _is_light(character: str) -> bool:
    """White space, hyphens and what is invisible."""
    return character.isspace() or character == "-" or unicodedata.category(character) in {"Cc", "Cf"}


@given(texts, st.data())
def test_whole_words_of_a_text_are_found_in_it(text: str, data: st.DataObject) -> None:
    ends = [match.span() for match in re.finditer(r"\S+", text)]
    assume(ends)
    first = data.draw(st.integers(0, len(ends) - 1))
    last = data.draw(st.integers(first, min(len(ends) - 1, first + 6)))
    words = text[ends[first][0] : ends[last][1]]
    assume(re.match(r"[A-Za-z0-9]", words) and re.search(r"[A-Za-z0-9]$", words))
    found = FoldedText(text).locate(words)
    assert found
    assert alike(found[0].text) == alike(words)


@given(texts, st.one_of(texts, st.text(characters, max_size=12)))
def test_only_the_very_words_are_found(text: str, words: str) -> None:
    last = -1
    for span in FoldedText(text).locate(words, any_case=True):
        start, end = span.start, span.end
        assert last < start < end <= len(text)
        assert alike(text[start:end]) == alike(words)
        last = start


@given(prose, st.data())
def test_an_altered_quote_is_not_found(text: str, data: st.DataObject) -> None:
    words = [match.span() for match in re.finditer(r"\w+", text)]
    assume(len(words) > 2)
    first = data.draw(st.integers(0, len(words) - 3))
    start, end = words[first][0], words[min(len(words) - 1, first + 5)][1]
    quote = text[start:end]
    edit = data.draw(st.sampled_from(("not", "never", "7", "Ruritania")))
    at = data.draw(st.sampled_from([match.start() for match in re.finditer(r"(?<=\W)\w", quote)] or [0]))
    altered = f"{quote[:at]}{edit} {quote[at:]}"
    if alike(altered) not in alike(text):
        assert FoldedText(text).locate(altered, any_case=True) == ()
