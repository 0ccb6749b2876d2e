"""Who a phrase means: the actors that it names, or, for a pronoun or a description, those that it points back to."""

import re
from collections import defaultdict
from functools import lru_cache

from extract.document.segment import Sentence
from extract.entities.entities import Entities, EntityMention, latest
from extract.entities.groups import group, group_of, size_told
from extract.entities.voices import issuers, speaker_of_quote
from extract.language.en.grammar import is_governed, owns
from schemas import ActorKind, MentionForm, Span

_LEADERS = re.compile(
    r"\b(leaders|presidents|prime ministers|premiers|(?:\w+ )?ministers|heads of (?:state|government|\w+ states)|"
    r"chiefs|officials|advis[eo]rs|"
    r"envoys|negotiators|counterparts)\b",
    re.I,
)
_COUNTRIES = re.compile(
    r"\b(countries|nations|states|sides|parties|governments|neighbou?rs|allies|capitals|signatories|delegations|members?|"
    r"member-(?:states|countries)|participants|each other|one another|both|two|three|four|five|six)\b",
    re.I,
)
_KIND_OF = re.compile(
    r"^(?!both|the two|the three|all (?:sides|parties))(?:\w+\s){1,3}(?:that|who|which|with|without|possessing)\b|"
    r"^(?:other|some|many|most|several|certain|all|any|western|european|arab|african|asian|foreign|nuclear|member)\s",
    re.I,
)
"""Those of a kind ("countries with nuclear arms"), who are not the ones named before."""
_THEY = re.compile(r"\b(they|them|their|themselves)\b", re.I)
_HE = re.compile(r"\b(he|she|him|her|his|himself|herself)\b", re.I)
_WE = re.compile(r"\b(we|our|ours|us|i|my|me)\b")
_I = re.compile(r"\b(?:I|We|Our|My)\b")
_IT = re.compile(r"(?:it|its|itself)", re.I)
_COUNTRY = re.compile(
    r"\b(it|its|itself|country|nation|kingdom|republic|government|regime|administration|authorities)\b", re.I
)
_TEXT = re.compile(r"\b(?:document|declaration|resolution|communiqu[eé]|statement)\b", re.I)
_HEADS = re.compile(r"\bheads of (?:state|government)\b", re.I)
_BODY = re.compile(
    r"\b(council|alliance|bloc|organi[sz]ation|union|commission|ministry|group|agency|body|court|senate|parliament)\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(president|prime minister|chancellor|premier|minister|secretary|ambassador|envoy|spokes(?:man|woman|person)|"
    r"king|crown prince|prince|"
    r"leader|chief|general|official|diplomat|emir|sultan|pope)\b",
    re.I,
)

_HEAD = re.compile(r"president|prime minister|premier|chancellor|king|emir|sultan", re.I)
_ARTICLE = re.compile(r"^(?:the|this|that|its|their|his|her)\s", re.I)
_RANK = re.compile(r"\b(?:vice|deputy|former|prime|acting)\b", re.I)


def resolve(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """The keys of the actors meant, in order; empty where the article does not tell."""
    inside = tuple(dict.fromkeys(s.key for s in cast.within(span.start, span.end)))
    named = inside or cast.containing(span.start, span.end)
    if named:
        return _heads_of(named, cast) if _LEADERS.search(span.text) else named
    for pattern, find in _RULES:
        if find in (_leaders, _countries) and _KIND_OF.search(span.text):
            continue
        if pattern.search(span.text):
            found = find(span, sentence, cast)
            if found:
                return found
    return ()


def _heads_of(keys: tuple[str, ...], cast: Entities) -> tuple[str, ...]:
    """The persons meant by "the Norwegian and Danish leaders", where the article names one of each; else the states."""
    countries = [cast.by_key[key].country for key in keys if key.startswith("state:")]
    heads = [_heads(cast).get(country, []) for country in countries]
    if len(countries) != len(keys) or any(len(persons) != 1 for persons in heads):
        return keys
    return tuple(persons[0] for persons in heads)


@lru_cache(maxsize=4)
def _heads(cast: Entities) -> dict[str | None, list[str]]:
    """The keys of the heads of each state, by its code."""
    found: dict[str | None, list[str]] = defaultdict(list)
    for figure in cast.by_key.values():
        if _HEAD.fullmatch(figure.office or ""):
            found[figure.country].append(figure.key)
    return found


def is_document(span: Span, cast: Entities) -> bool:
    """True of a text named by its kind and nobody's name ("the joint statement")."""
    return bool(_TEXT.search(span.text)) and not cast.within(span.start, span.end)


def _they(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    return _leaders(span, sentence, cast) or _countries(span, sentence, cast)


def _leaders(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    size = size_told(span.text)
    named = group_of(span.start, sentence, cast, "person:", size) or group_of(
        span.start, sentence, cast, "state:", size
    )
    return named or (_organisation(span, cast) if _HEADS.search(span.text) else ())


def _text(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """A document speaks for those who issued it: the organisation, else the group, named before it."""
    return _organisation(span, cast) or group(sentence, span.start, cast)


def _organisation(span: Span, cast: Entities) -> tuple[str, ...]:
    return latest(span.start, cast, lambda s: cast.by_key[s.key].kind is ActorKind.IGO)


def _countries(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    return group(sentence, span.start, cast, size_told(span.text))


def _he(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    return latest(span.start, cast, lambda s: s.key.startswith("person:"))


def _we(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    if cast.quote_at(span.start):
        return speaker_of_quote(span.start, sentence, cast)
    return issuers(sentence, cast)


def _country(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    if _IT.fullmatch(span.text):
        leading = _leading_before(span, sentence, cast)
        if leading:
            return leading
    return latest(span.start, cast, lambda s: s.key.startswith("state:") and s.form is not MentionForm.DEMONYM)


def _leading_before(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """What the sentence up to these words, else one of the two before it, is about: its first subject that is no
    person."""
    for earlier in reversed(cast.sentences[max(0, sentence.index - 2) : sentence.index + 1]):
        end = min(span.start, earlier.end)
        found = _leading(earlier, end, cast)
        if found:
            return found
    return ()


def _leading(sentence: Sentence, end: int, cast: Entities) -> tuple[str, ...]:
    named = [(s.start, s.end, s.key) for s in cast.within(sentence.start, end)]
    described = [(m.start(), m.end(), "") for m in _THE_BODY.finditer(cast.text, sentence.start, end)]
    for start, stop, key in sorted(named + described):
        if is_governed(cast.text[sentence.start : start]) or owns(cast.text[stop : stop + 3]):
            continue
        if key and cast.by_key[key].kind not in (ActorKind.PERSON, ActorKind.MEDIA):
            return (key,)
        if not key:
            return _body(Span(start=start, end=stop, text=cast.text[start:stop]), sentence, cast)
    return ()


_THE_BODY = re.compile(rf"\bthe\s{_BODY.pattern}", re.I)


def _body(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    kinds = (ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.NGO, ActorKind.ARMED_GROUP)
    noun = _BODY.search(span.text)
    word = noun.group().casefold() if noun else ""
    same = latest(
        span.start, cast, lambda s: word in cast.by_key[s.key].name.casefold() and cast.by_key[s.key].kind in kinds
    )
    return same or latest(span.start, cast, lambda s: cast.by_key[s.key].kind in kinds)


def _officer(span: Span, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """Whoever holds the very office that the words tell, else one that is called by its last word."""
    noun = _OFFICE.search(span.text)
    word = noun.group().casefold() if noun else ""
    told = _ARTICLE.sub("", span.text[: noun.end()] if noun else "").casefold()
    same = latest(span.start, cast, lambda s: told == _office(s, cast))
    return same or latest(
        span.start, cast, lambda s: f" {_office(s, cast)}".endswith(f" {word}") and _fits(told, s, cast)
    )


def _office(sighting: EntityMention, cast: Entities) -> str:
    return (cast.by_key[sighting.key].office or "").casefold()


def _fits(told: str, sighting: EntityMention, cast: Entities) -> bool:
    """False of a rank that only one of the two has: the vice president is not the president."""
    return bool(_RANK.search(told)) == bool(_RANK.search(_office(sighting, cast)))


_RULES = (
    (_I, _we),
    (_WE, _we),
    (_LEADERS, _leaders),
    (_COUNTRIES, _countries),
    (_THEY, _they),
    (_HE, _he),
    (_BODY, _body),
    (_COUNTRY, _country),
    (_OFFICE, _officer),
    (_TEXT, _text),
)
