"""Prove the answer of a page: actors first, then the records that refer to them.

In: a declared answer and the words of its article. Out: what the article does not disprove, and the faults. Whatever
the words allow stays as the model declared it.
"""

from extract.verify.declared.actors import prove_actors
from extract.verify.declared.agreements import prove_agreements
from extract.verify.declared.proved import Proof
from extract.verify.declared.references import DeclaredActors
from extract.verify.declared.state_names import StateNames
from extract.verify.declared.statements import prove_statements
from extract.verify.declared.unnamed import find_unnamed, unnamed_faults, unused
from extract.verify.declared.words import ArticleWords
from prompts import Codebook, codebook
from schemas.declared import DeclaredAnswer


def prove(answer: DeclaredAnswer, words: ArticleWords, names: StateNames, book: Codebook | None = None) -> Proof:
    """Return what is left of an answer after the proof.

    `book` is the codebook whose labels the answer has; None for the default one.
    """
    book = book or codebook()
    actors = prove_actors(answer.actors, words, names)
    unnamed = find_unnamed(actors.actors, words)
    declared = DeclaredActors(actors.ids, unnamed)
    cited = [one.sentences for one in answer.agreements] + [one.sentences for one in answer.statements]
    words.analyze(number for numbers in cited for number in numbers)
    agreements, agreement_faults = prove_agreements(answer.agreements, declared, words, book)
    statements, statement_faults = prove_statements(answer.statements, declared, words, book)
    left_out = unused(unnamed, actors.actors, statements)
    faults = (*actors.faults, *unnamed_faults(left_out, answer.actors), *agreement_faults, *statement_faults)
    return Proof(tuple(one for one in actors.actors if one.id not in left_out), agreements, statements, faults)
