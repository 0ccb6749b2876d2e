"""Who a phrase means: the actors that it names, or, for a pronoun or a description, those that it points back to."""

import re
from collections.abc import Callable

from extract.resolve.cast import Cast, Sighting
from extract.segment import Sentence
from schemas import ActorKind, MentionForm, Span

_LEADERS = re.compile(
    r"\b(leaders|presidents|prime ministers|ministers|heads of (?:state|government)|chiefs|officials|envoys|negotiators)\b",
    re.I,
)
_COUNTRIES = re.compile(
    r"\b(countries|nations|states|sides|parties|governments|neighbou?rs|allies|capitals|signatories|delegations|members?|"
    r"member-(?:states|countries)|participants|each other|one another|both|two|three)\b",
    re.I,
)
_THEY = re.compile(r"\b(they|them|their|themselves)\b", re.I)
_HE = re.compile(r"\b(he|she|him|her|his|himself|herself)\b", re.I)
_WE = re.compile(r"\b(we|our|ours|us|i|my|me)\b", re.I)
_COUNTRY = re.compile(
    r"\b(it|its|itself|country|nation|kingdom|republic|government|regime|administration|authorities)\b", re.I
)
_BODY = re.compile(
    r"\b(council|alliance|bloc|organi[sz]ation|union|commission|ministry|group|agency|body|court|senate|parliament)\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(president|prime minister|chancellor|premier|minister|secretary|ambassador|envoy|spokes(?:man|woman|person)|king|"
    r"leader|chief|general|official|diplomat)\b",
    re.I,
)


def resolve(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """The keys of the actors meant, in order; empty where the article does not tell."""
    named = tuple(dict.fromkeys(s.key for s in cast.within(span.start, span.end)))
    if named:
        return named
    for pattern, find in _RULES:
        if pattern.search(span.text):
            found = find(span, sentence, cast)
            if found:
                return found
    return ()


def issuers(cast: Cast) -> tuple[str, ...]:
    """Who speaks as "we" or "I" outside quotes: the persons, else the organisations or states that the heading names."""
    head = [s for s in cast.sightings if s.start < cast.sentences[0].end] if cast.sentences else []
    head = head or cast.sightings[:1]
    for prefix in ("person:", "igo:", "state:"):
        keys = tuple(dict.fromkeys(s.key for s in head if s.key.startswith(prefix)))
        if keys:
            return keys
    return ()


def speaker_of_quote(position: int, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """The actor to whom the words at this place are ascribed, in their sentence or one next to it."""
    for near in _around(sentence, cast):
        said = re.search(r"\b(?:said|says|told|added|stated|according to|announced|wrote)\b", near.text)
        if not said:
            continue
        at = near.start + said.start()
        people = [s for s in cast.within(near.start, near.end) if not s.start <= position < s.end]
        if people:
            nearest = min(people, key=lambda s: min(abs(at - s.end), abs(s.start - at)))
            return (nearest.key,)
    return ()


def _around(sentence: Sentence, cast: Cast) -> list[Sentence]:
    index = sentence.index
    return [cast.sentences[i] for i in (index, index - 1, index + 1) if 0 <= i < len(cast.sentences)]


def _they(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    return _leaders(span, sentence, cast) or _countries(span, sentence, cast)


def _leaders(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    return _group(span, sentence, cast, "person:") or _group(span, sentence, cast, "state:")


def _countries(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    states = _group(span, sentence, cast, "state:")
    if states:
        return states
    people = _group(span, sentence, cast, "person:")
    return tuple(dict.fromkeys(state for key in people if (state := cast.represented(key))))


def _group(span: Span, sentence: Sentence, cast: Cast, prefix: str) -> tuple[str, ...]:
    """The actors of one kind named together, most recently before the phrase."""
    for earlier in reversed(cast.sentences[: sentence.index + 1]):
        end = span.start if earlier is sentence or earlier.index == sentence.index else earlier.end
        sightings = [s for s in cast.within(earlier.start, end) if s.key.startswith(prefix)]
        for run in reversed(_runs(sightings, cast)):
            keys = tuple(dict.fromkeys(s.key for s in run))
            if len(keys) > 1 and len({cast.figures[k].country or k for k in keys}) > 1:
                return keys
    return ()


_JOIN = re.compile(r"[\s,]*(?:(?:and|&|as well as|with|between|met|hosted|–|-)\b)?(?:[\s,]*[\w.’'-]+){0,6}[\s,]*", re.I)
_BREAK = re.compile(r"\b(?:against|from|over|after|before|while|by|for|about|near|in|at|of)\b|;", re.I)


def _runs(sightings: list[Sighting], cast: Cast) -> list[list[Sighting]]:
    """Sightings that stand together: only titles, commas and conjunctions between them."""
    runs: list[list[Sighting]] = []
    for sighting in sightings:
        if sighting.form is MentionForm.DEMONYM and sighting.key.startswith("state:"):
            continue
        gap = cast.text[runs[-1][-1].end : sighting.start] if runs else ""
        if runs and _JOIN.fullmatch(gap) and not _BREAK.search(gap):
            runs[-1].append(sighting)
        else:
            runs.append([sighting])
    return runs


def _he(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    return _latest(span, cast, lambda s: s.key.startswith("person:"))


def _we(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    return speaker_of_quote(span.start, sentence, cast) or issuers(cast)


def _country(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    return _latest(span, cast, lambda s: s.key.startswith("state:") and s.form is not MentionForm.DEMONYM)


def _body(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    kinds = (ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.NGO, ActorKind.ARMED_GROUP)
    noun = _BODY.search(span.text)
    word = noun.group().casefold() if noun else ""
    same = _latest(
        span, cast, lambda s: word in cast.figures[s.key].name.casefold() and cast.figures[s.key].kind in kinds
    )
    return same or _latest(span, cast, lambda s: cast.figures[s.key].kind in kinds)


def _officer(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    noun = _OFFICE.search(span.text)
    word = noun.group().casefold() if noun else ""
    return _latest(span, cast, lambda s: word in (cast.figures[s.key].office or "").casefold())


def _latest(span: Span, cast: Cast, wanted: Callable[[Sighting], bool]) -> tuple[str, ...]:
    for sighting in reversed(cast.sightings):
        if sighting.end <= span.start and wanted(sighting):
            return (sighting.key,)
    return ()


_RULES = (
    (_WE, _we),
    (_LEADERS, _leaders),
    (_COUNTRIES, _countries),
    (_THEY, _they),
    (_HE, _he),
    (_BODY, _body),
    (_COUNTRY, _country),
    (_OFFICE, _officer),
)
