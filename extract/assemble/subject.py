"""The grammatical subject of a verb: the nearest actor or pronoun before it that no preposition governs.

In: the place of a verb, its sentence, the cast. Out: a span, or None. It reads order and prepositions, no parse tree.
"""

import re
from collections.abc import Iterator

from extract.document.segment import Sentence
from extract.entities.annotate import Document
from extract.entities.persons import find_title
from extract.language.en.acts import find_acts
from extract.language.en.grammar import is_governed, is_object, owns
from extract.language.en.instruments import find_instruments
from extract.language.en.status import find_status
from schemas import Span

_PRONOUN = re.compile(r"\b(?:I|we|he|she|it|they)\b", re.I)
_DESCRIBED = re.compile(
    r"\b(?:both|the|these|those|all)\s(?:\w+\s){0,2}?(?:leaders|presidents|ministers|officials|advisors|countries|nations|"
    r"sides|parties|states|governments|heads of state|document|declaration|resolution|statement|president|minister|"
    r"premier|chancellor|government|council|alliance|ministry|spokes(?:man|woman|person))\b",
    re.I,
)
_OF_A_KIND = re.compile(
    r"\W*(?:(?:An?|Some|Several|Many|Most|Few|Dozens of|Hundreds of|Thousands of)\s(?:[a-z][\w-]*)|"
    r"[A-Z][a-z]+(?:s|men|women|people|ople)\s(?:in|of|at|near|from|across|along|outside|around)\s)"
)
"""Words that open a sentence with those of a kind: "A bakery", "Traders in the port"."""
_OFFICIAL = re.compile(
    r"\b(?:spokes\w+|officials?|ministers?|sources?|diplomats?|envoys?|ambassadors?|leaders?|presidents?|heads|chiefs?|"
    r"governments?|ministry|council|commission|committee|delegations?|statements?|reports?|resolutions?|declarations?|"
    r"documents?|letters?|decisions?|members?|countries|states|nations|sides|parties|senators?|generals?|advis[eo]rs?|"
    r"lawmakers|secretar\w+|representatives?|negotiators?|allies|rebels?|militants?|groups?|officers?|aides?|forces)\b",
    re.I,
)
"""Those who speak for somebody, though not named: an unnamed official speaks for the state or body named."""
_CLAUSE = re.compile(r"[;:\"“”]|,\s(?:and|but|while|as)\s")
_PASSIVE = re.compile(r"\b(?:is|are|was|were|be|been|being)\s(?:\w+ly\s)?$")
_JOINED = re.compile(r"\s*(?:,|and|&|,\s*and|as well as)\s+(?:the\s+)?(?:[\w’'-]+\s+){0,4}", re.I)

_CITED = re.compile(r"according to\b", re.I)
"""The comma after a source that opens the sentence joins nobody to it."""


def subject_before(position: int, sentence: Sentence, story: Document) -> Span | None:
    """The subject of a verb at this place of the text; None if nothing before it can be one."""
    text = story.article.text
    found = None
    governed, last = False, sentence.start
    for span in _candidates(position, sentence, story):
        before = text[last : span.start]
        joined = last > sentence.start and bool(_JOINED.fullmatch(before)) and not _CITED.match(sentence.text)
        governed = governed if joined else is_governed(text[sentence.start : find_title(text, span.start)])
        last = span.end
        if not governed and not owns(text[span.end : span.end + 3]):
            found = _with(found, span, story) if joined and found else span
    return found


def clause_subject(position: int, sentence: Sentence, story: Document) -> Span | None:
    """The subject of the clause that a verb at this place stands in, be it after "that"; None if it is no actor."""
    text = story.article.text
    found = None
    for span in _candidates(position, sentence, story):
        if not is_object(text[sentence.start : span.start]) and not owns(text[span.end : span.end + 3]):
            found = span
    return found


def is_stranger(position: int, sentence: Sentence, story: Document) -> bool:
    """True if the subject of a verb at this place is of no more than a kind ("A bakery near the station signed"):
    nobody whom the article tells of, so that nobody else may be taken for it."""
    before = sentence.text[: position - sentence.start]
    kind = _OF_A_KIND.match(before)
    if kind is None or _CLAUSE.search(before) or subject_before(position, sentence, story):
        return False
    return not (_OFFICIAL.search(before) or find_instruments(_head(sentence.text)) or _PASSIVE.search(before))


def _head(text: str) -> str:
    """The words before the first one that tells a stage or performs an act: the subject, and what describes it."""
    starts = [cue.start for cue in find_status(text)] + [cue.start for cue in find_acts(text)]
    return text[: min(starts, default=len(text))]


def _with(first: Span, second: Span, story: Document) -> Span:
    """Two subjects joined by "and" as one."""
    return story.article.span(first.start, second.end)


def _candidates(position: int, sentence: Sentence, story: Document) -> Iterator[Span]:
    text = story.article.text
    spans = [(s.start, s.end) for s in story.entities.within(sentence.start, position)]
    for pattern in (_PRONOUN, _DESCRIBED):
        spans += [m.span() for m in pattern.finditer(text, sentence.start, position)]
    end = sentence.start
    for start, stop in sorted(spans):
        if start >= end:
            end = stop
            yield story.article.span(start, stop)
