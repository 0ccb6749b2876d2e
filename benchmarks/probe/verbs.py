"""Finite verbs, negated or made a plan: "signed" is "did not sign", or "plan to sign".

In: a sentence and the offsets of a cue in it. Out: the words that stand instead, or Unclean with the reason. A verb
whose grammar is not plain (participles, infinitives, nouns) is left alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from benchmarks.probe.rewrite import Replacement
from extract.language.en.phrases import Form, fold, inflect

_WORD = re.compile(r"[A-Za-z]+")
_AFTER_TO = re.compile(r"\b(?:to|not|never|n't|without)\s+(?:\w+ly\s+)?$", re.I)
_HELPER = re.compile(r"\b(?P<word>has|have|had|is|are|was|were|will|would|must|should)(?:\s+\w+ly)?\s+$", re.I)
_LOOSE = re.compile(r"\b(?:a|an|the|its|their|by|of|under|as|when|being|remain|remains|remained)\s+$", re.I)
"""What stands before a participle more often than before a finite verb."""
_ADJUNCT = re.compile(r"\s+(?:in|on|at|by|between|with|under|last|earlier|yesterday)\b", re.I)
_CLAUSE = re.compile(r"[.,;:()\"\n]")
_WHO = re.compile(r"\b(?:who|which|that)\s+(?:\w+ly\s+)?$", re.I)
_SEVERAL = re.compile(
    r"\b(?:we|they|both|(?:two|three|four|five)\s+\w+|\w+\s+and\s+(?:(?:the|his|her|its)\s+)?\w+|"
    r"leaders|presidents|ministers|countries|sides|neighbours)\b",
    re.I,
)
_PERFECT = {"has": "plans to", "have": "plan to", "had": "had planned to"}
_PASSIVE = {"is": "is to be", "are": "are to be", "was": "is to be", "were": "are to be"}


class Unclean(ValueError):
    """The verb cannot be edited without breaking the sentence; the message says why."""


@dataclass(frozen=True)
class Verb:
    """A finite verb where it stands."""

    start: int
    end: int
    base: str
    form: Form
    helper: str | None
    """The auxiliary before it, in lower case."""
    helper_at: tuple[int, int]
    """Its offsets; empty, and where the verb begins, if there is none."""
    before: str
    """The words before the verb, as far as its clause reaches."""


def read_verb(sentence: str, cue: tuple[int, int], known: Callable[[str], bool]) -> Verb:
    """The verb that a cue begins with; `known` tells whether the cue with its verb in the base form is still a cue.

    Raises Unclean.
    """
    text = fold(sentence)
    word = _WORD.match(text, cue[0])
    found = _base(word[0], text[word.end() : cue[1]], known) if word else None
    if word is None or found is None:
        raise Unclean(f"{sentence[slice(*cue)]!r} begins with no regular verb")
    before = text[: cue[0]]
    helper = _HELPER.search(before)
    auxiliary = helper["word"].lower() if helper else None
    at = helper.span("word") if helper else (cue[0], cue[0])
    verb = Verb(*word.span(), *found, auxiliary, at, _CLAUSE.split(before[-80:])[-1])
    if _AFTER_TO.search(before):
        raise Unclean(f"{word[0]!r} is an infinitive, or negated already")
    if verb.form is Form.ING:
        raise Unclean(f"{word[0]!r} is a participle")
    if verb.form is Form.PAST and helper is None and (_LOOSE.search(before) or _ADJUNCT.match(text, cue[1])):
        raise Unclean(f"{word[0]!r} may be a participle")
    return verb


def negated(verb: Verb) -> Replacement:
    """The words that deny the verb."""
    if verb.helper:
        return Replacement(verb.helper_at[1], verb.helper_at[1], " not")
    do = {Form.PAST: "did", Form.THIRD: "does", Form.BASE: "do"}[verb.form]
    return Replacement(verb.start, verb.end, f"{do} not {verb.base}")


def planned(verb: Verb) -> Replacement:
    """The words that make the verb a plan. Raises Unclean."""
    begin = verb.helper_at[0]
    if verb.helper in _PERFECT:
        return Replacement(begin, verb.end, f"{_PERFECT[verb.helper]} {verb.base}")
    if verb.helper in _PASSIVE:
        return Replacement(begin, verb.start, f"{_PASSIVE[verb.helper]} ")
    if verb.helper:
        raise Unclean(f"{verb.helper!r} does not assert that it was done")
    if _WHO.search(verb.before):
        return Replacement(verb.start, verb.end, f"will {verb.base}")
    several = verb.form is Form.BASE or (verb.form is Form.PAST and bool(_SEVERAL.search(verb.before)))
    return Replacement(verb.start, verb.end, f"{'plan' if several else 'plans'} to {verb.base}")


def _base(word: str, rest: str, known: Callable[[str], bool]) -> tuple[str, Form] | None:
    """The base and form of a verb that is known, in all its forms, with the rest of its cue."""
    lower = word.lower()
    stems = (f"{lower[:-3]}y", f"{lower[:-3]}e", lower[:-3], lower[:-2], lower[:-1], lower)
    for stem in (one for one in stems if len(one) > 2):
        forms = inflect(stem)
        if lower in forms and all(known(form + rest) for form in forms):
            return stem, forms[lower]
    return None
