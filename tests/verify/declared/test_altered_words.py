"""More than two thousand altered quotes are given as the words of a record, and none is accepted."""

from itertools import islice
from pathlib import Path

import pytest

from benchmarks.quotes.edits import ALTERATIONS, Alteration, alterations
from extract.verify.declared.prove import prove
from extract.verify.declared.state_names import StateNames
from schemas.declared import DeclaredAnswer
from tests.support.declared import answer, pact, speech, state, words_of
from tests.support.drafts import make_article

FIXTURES = Path(__file__).parents[3] / "fixtures"
TEXTS = tuple(path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "articles").glob("*.txt")))
ARTICLES = {text: make_article(text) for text in TEXTS}
WORDS = {text: words_of(article) for text, article in ARTICLES.items()}
NAMES = {text: StateNames(article) for text, article in ARTICLES.items()}
CASES = 200
"""Of each alteration."""


@pytest.mark.parametrize("alter", ALTERATIONS)
def test_no_altered_quote_is_the_words_of_a_record(alter: Alteration) -> None:
    assert CASES * len(ALTERATIONS) >= 2_000
    for text, words in islice(alterations(alter, TEXTS, seed=5), CASES):
        declared = answer(
            state("a1", "Norway", "NOR", words=text.split()[0]),
            agreements=(pact("a1", status_cue=words, quantity=words),),
            statements=(speech("a1", cue=words),),
        )
        proof = prove(DeclaredAnswer.model_validate(declared), WORDS[text], NAMES[text])
        [agreement] = proof.agreements
        assert (agreement.status_cue, agreement.quantity) == (None, None), words
        assert proof.statements == (), words
