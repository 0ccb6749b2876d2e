"""Finite verbs, negated or put into the future: "signed" becomes "did not sign", or "will sign".

In: an analysis and the place of a token. Out: the words that replace it, or Unclean with the reason. A verb whose
grammar is not plain is left alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.probe.rewrite import Replacement
from extract.language.analysis import Analysis, Token

_NOMINAL = ("NOUN", "PROPN", "PRON")
_AUXILIARIES = ("be", "do", "have")
"""Those after which "not" denies; "must not sign" is still a call."""
_SAME_IN_THE_PAST = ("cast", "cut", "hit", "let", "put", "quit", "set", "shut")
_MOST_WORDS_BETWEEN = 30
"""A subject or auxiliary is looked for this many tokens before its verb."""


class Unclean(ValueError):
    """The verb cannot be edited without breaking the sentence; the message says why."""


@dataclass(frozen=True)
class Verb:
    """A finite verb."""

    token: Token
    helpers: tuple[Token, ...]
    """Its auxiliaries in order: "has been" of "has been signed"."""

    @property
    def base(self) -> str:
        """Return the base form. Raises Unclean if the analysis does not know it."""
        lemma, word = self.token.lemma.lower(), self.token.text.lower()
        if lemma == word and word.endswith(("ed", "ing")):
            raise Unclean(f"the base form of {word!r} is not known")
        return lemma


def read_verb(analysis: Analysis, at: int) -> Verb:
    """Return the verb at a place among the tokens. Raises Unclean."""
    token = analysis.tokens[at]
    if token.pos != "VERB" or token.lemma == "be":
        raise Unclean(f"{token.text!r} is no full verb")
    before = list(_before(analysis, at))
    if any(one.pos == "PART" and one.lemma == "to" for one in before):
        raise Unclean(f"{token.text!r} is an infinitive")
    helpers = tuple(one for one in before if one.pos == "AUX")
    subjects = _subjects(analysis, at) or _shared_subjects(analysis, at, helpers)
    if not helpers and (not subjects or token.text.lower().endswith("ing")):
        raise Unclean(f"{token.text!r} may be a participle")
    if helpers and (helpers[0].lemma not in _AUXILIARIES or not helpers[0].text.isalpha()):
        raise Unclean(f"{helpers[0].text!r} is a modal verb or a contraction")
    if (helpers or token.text.lower() == token.lemma.lower()) and _leads_others(analysis, at):
        raise Unclean(f"what changes {token.text!r} would change the verbs after it")
    return Verb(token, helpers)


def negated(verb: Verb) -> Replacement:
    """Return the words that deny the verb. Raises Unclean."""
    if verb.helpers:
        end = verb.helpers[0].extent.end
        return Replacement(end, end, " not")
    word, base = verb.token.text.lower(), verb.base
    past = (word != base and not word.endswith("s")) or base in _SAME_IN_THE_PAST
    do = "did" if past else "do" if word == base else "does"
    return Replacement(*verb.token.extent, f"{do} not {base}")


def planned(verb: Verb) -> Replacement:
    """Return the words that put the verb into the future. Raises Unclean."""
    if not verb.helpers:
        return Replacement(*verb.token.extent, f"will {verb.base}")
    first, last = verb.helpers[0], verb.helpers[-1]
    if first.lemma == "do" or first.text.lower() == "had" or verb.token.text.lower().endswith("ing"):
        raise Unclean(f"{first.text!r} does not say that it was done")
    if last.lemma == "be":
        return Replacement(first.extent.start, last.extent.end, "will be")
    return Replacement(first.extent.start, verb.token.extent.end, f"will {verb.base}")


def _before(analysis: Analysis, at: int) -> Iterator[Token]:
    """The words before a word that it governs."""
    near = analysis.tokens[max(0, at - _MOST_WORDS_BETWEEN) : at]
    return (one for one in near if one.head == at)


def _subjects(analysis: Analysis, at: int) -> list[int]:
    """The nouns and pronouns before a verb that it governs."""
    tokens, near = analysis.tokens, range(max(0, at - _MOST_WORDS_BETWEEN), at)
    return [one for one in near if tokens[one].head == at and tokens[one].pos in _NOMINAL]


def _shared_subjects(analysis: Analysis, at: int, helpers: tuple[Token, ...]) -> list[int]:
    """The subjects of the verb before, in "met and signed". Raises Unclean if it has auxiliaries that hold for both."""
    tokens, first = analysis.tokens, analysis.tokens[at].head
    if not first < at or tokens[first].pos != "VERB" or not any(one.pos == "CCONJ" for one in tokens[first + 1 : at]):
        return []
    if not helpers and any(one.pos == "AUX" for one in _before(analysis, first)):
        raise Unclean(f"{tokens[at].text!r} shares an auxiliary with {tokens[first].text!r}")
    return _subjects(analysis, first)


def _leads_others(analysis: Analysis, at: int) -> bool:
    """Whether a verb after this one is coordinated with it and has no subject or auxiliary: "condemn X and urge Y"."""
    after = range(at + 1, min(len(analysis.tokens), at + 1 + _MOST_WORDS_BETWEEN))
    own = [one for one in after if analysis.tokens[one].head == at]
    if not any(analysis.tokens[one].pos == "CCONJ" for one in own):
        return False
    verbs = (one for one in own if analysis.tokens[one].pos == "VERB")
    return any(not any(word.pos in (*_NOMINAL, "AUX") for word in _before(analysis, one)) for one in verbs)
