"""Who a phrase means: the actors that it names, or, for a pronoun or a description, those that it points back to."""

import re
from collections.abc import Callable, Iterator

from extract.lexicon.quotes import is_quoted
from extract.resolve.cast import Cast, Sighting
from extract.resolve.grammar import is_governed, owns
from extract.segment import Sentence
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
    r"^(?!both|the two|the three|all (?:sides|parties))(?:\w+\s){1,3}(?:that|who|which|with|without|possessing|having)\b|^(?:other|some|many|"
    r"most|several|certain|all|any|western|european|arab|african|asian|foreign|nuclear|member)\s",
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
_BODY = re.compile(
    r"\b(council|alliance|bloc|organi[sz]ation|union|commission|ministry|group|agency|body|court|senate|parliament)\b",
    re.I,
)
_OFFICE = re.compile(
    r"\b(president|prime minister|chancellor|premier|minister|secretary|ambassador|envoy|spokes(?:man|woman|person)|"
    r"king|"
    r"leader|chief|general|official|diplomat|emir|sultan|pope)\b",
    re.I,
)
_NUMBERS = {"two": 2, "both": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
_SAID = re.compile(
    r"\b(?:said|says|told|added|adds|stated|announced|wrote|insisted|stressed|explained|continued|noted)\b"
)
_SPOKE = re.compile(
    r"\b(?:promised|vowed|pledged|warned|urged|argued|declared|replied|remarked|confirmed|demanded|claimed|tweeted|"
    r"reiterated|asserted|observed|concluded|recalled|emphasi[sz]ed|underlined|called)\b"
)
"""Verbs that give a quote its speaker where no plainer verb does."""
_ACCORDING = re.compile(r"\b[Aa]ccording to\b")
_INTRODUCED = re.compile(r"\b(?:said|stated|declared|wrote|says|following statement)\b[^.]{0,40}:\W*$")
_TITLE_WORDS = re.compile(r"\s(?:the\s)?(?:[\w’'.-]+\s){0,6}")


def resolve(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """The keys of the actors meant, in order; empty where the article does not tell."""
    named = tuple(dict.fromkeys(s.key for s in cast.within(span.start, span.end))) or cast.around(span.start, span.end)
    if named:
        return named
    for pattern, find in _RULES:
        if find in (_leaders, _countries) and _KIND_OF.search(span.text):
            continue
        if pattern.search(span.text):
            found = find(span, sentence, cast)
            if found:
                return found
    return ()


def issuers(sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """Who speaks as "we" or "I" outside quotes: who is said to begin to speak before, else whom the heading names."""
    for earlier in reversed(cast.sentences[: sentence.index]):
        if _INTRODUCED.search(earlier.text):
            return speaker_in(earlier, cast)
    head = cast.sentences[0] if cast.sentences else sentence
    holder = _holder(head, cast)
    if holder:
        return holder
    sightings = [s for s in cast.within(head.start, head.end) if s.form is not MentionForm.DEMONYM]
    own = [s for s in cast.within(sentence.start, sentence.end) if s.key.startswith(("igo:", "state:"))]
    for prefix in ("person:", "igo:", "state:"):
        keys = tuple(dict.fromkeys(s.key for s in sightings if s.key.startswith(prefix) and not _is_topic(s, cast)))
        if keys:
            return keys
    opening = _opening(cast)
    return opening or tuple(dict.fromkeys(s.key for s in own[:1]))


def speaker_of(position: int, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """Who says the words at this place: whoever the sentence names as saying them, else the quote's speaker, else the
    one whose words the text goes on to give ("The minister said:"); empty where nobody is told."""
    found = speaker_in(sentence, cast)
    if found:
        return found
    if is_quoted(sentence.text, position - sentence.start):
        return speaker_of_quote(position, sentence, cast)
    introduced = any(_INTRODUCED.search(earlier.text) for earlier in cast.sentences[: sentence.index])
    return issuers(sentence, cast) if introduced else ()


def speaker_of_quote(position: int, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """The actor to whom the words at this place are ascribed, in their sentence or one next to it."""
    for near in _around(sentence, cast):
        found = speaker_in(near, cast)
        if found:
            return found
    return ()


def speaker_in(sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """Who is said to speak in a sentence: the name right after "said" or "according to", else the subject before it."""
    text = sentence.text
    for match in (*_SAID.finditer(text), *_ACCORDING.finditer(text), *_SPOKE.finditer(text)):
        if is_quoted(text, match.start()):
            continue
        after = next(iter(cast.within(sentence.start + match.end(), sentence.end)), None)
        direct = after and _TITLE_WORDS.fullmatch(cast.text[sentence.start + match.end() : after.start])
        inverted = match.re is _ACCORDING or re.search(r"[\"”,]\s*$", text[: match.start()])
        if after and direct and inverted:
            return (after.key,)
        subject = _subject(sentence.start + match.start(), sentence, cast)
        if subject:
            return subject
    return ()


def group(sentence: Sentence, position: int, cast: Cast, size: int | None = None) -> tuple[str, ...]:
    """The states, else the persons' states, that are named together most lately before this place; of this many, if
    told."""
    states = _group(position, sentence, cast, "state:", size)
    if states:
        return states
    people = _group(position, sentence, cast, "person:", size)
    return tuple(dict.fromkeys(state for key in people if (state := cast.represented(key))))


def _subject(position: int, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """The nearest actor or pronoun before a verb of saying that no preposition governs and no quote holds."""
    for sighting in cast.before(position):
        if sighting.start < sentence.start:
            break
        at = sighting.start - sentence.start
        qualifies = sighting.form is MentionForm.DEMONYM
        aside = qualifies or owns(cast.text[sighting.end : sighting.end + 3])
        if not (aside or is_quoted(sentence.text, at) or is_governed(sentence.text[:at])):
            return (sighting.key,)
    before = cast.text[max(sentence.start, position - 12) : position]
    if re.search(r"\b(?:he|she)\s+(?:\w+\s+)?$", before, re.I):
        return _latest(sentence.start, cast, lambda s: s.key.startswith("person:"))
    return ()


def _around(sentence: Sentence, cast: Cast) -> list[Sentence]:
    index = sentence.index
    return [cast.sentences[i] for i in (index, index - 1, index + 1) if 0 <= i < len(cast.sentences)]


def _holder(head: Sentence, cast: Cast) -> tuple[str, ...]:
    """The person whose office the heading names without the name ("Foreign Secretary welcomes ...")."""
    for figure in cast.figures.values():
        if (
            figure.office
            and figure.key.startswith("person:")
            and head.text.casefold().startswith(figure.office.casefold())
        ):
            return (figure.key,)
    return ()


def _opening(cast: Cast) -> tuple[str, ...]:
    """The states and organisations of the first group that the body names."""
    for sentence in cast.sentences[1:4]:
        sightings = [s for s in cast.within(sentence.start, sentence.end) if s.key.startswith(("state:", "igo:"))]
        for run in _runs(sightings, cast):
            keys = tuple(dict.fromkeys(s.key for s in run))
            if len(keys) > 1:
                return keys
    return ()


def _is_topic(sighting: Sighting, cast: Cast) -> bool:
    """True of what a heading is about rather than by ("on Iran’s attack against Israel")."""
    before = cast.text[max(0, sighting.start - 30) : sighting.start]
    return bool(re.search(r"\b(?:on|against|for|in|to|about|over)\s+(?:the\s+)?(?:\w+\s+){0,2}$", before, re.I)) or (
        sighting.start > 0 and bool(re.search(r"\bon\b", cast.text[: sighting.start])) and "\n" not in before
    )


def _they(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    return _leaders(span, sentence, cast) or _countries(span, sentence, cast)


def _leaders(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    size = _size(span.text)
    return _group(span.start, sentence, cast, "person:", size) or _group(span.start, sentence, cast, "state:", size)


def _countries(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    return group(sentence, span.start, cast, _size(span.text))


def _size(words: str) -> int | None:
    """How many a description says that they are."""
    return next((_NUMBERS[word] for word in words.lower().split() if word in _NUMBERS), None)


def _group(position: int, sentence: Sentence, cast: Cast, prefix: str, size: int | None) -> tuple[str, ...]:
    """The actors of one kind named together, most recently before the phrase; after it in its sentence if told how
    many."""
    wanted = [keys for keys in _groups(position, sentence, cast, prefix) if size in (None, len(keys))]
    if wanted:
        return wanted[0]
    later = [s for s in cast.within(position, sentence.end) if s.key.startswith(prefix)]
    for run in _runs(later, cast):
        keys = tuple(dict.fromkeys(s.key for s in run))
        if len(keys) > 1 and size in (None, len(keys)):
            return keys
    return () if size else next(iter(_groups(position, sentence, cast, prefix)), ())


def _groups(position: int, sentence: Sentence, cast: Cast, prefix: str) -> Iterator[tuple[str, ...]]:
    """Groups of one kind before a place, the nearest first; people of one state are no group of parties."""
    for earlier in reversed(cast.sentences[: sentence.index + 1]):
        end = position if earlier.index == sentence.index else earlier.end
        sightings = [s for s in cast.within(earlier.start, end) if s.key.startswith(prefix)]
        for run in reversed(_runs(sightings, cast)):
            keys = tuple(dict.fromkeys(s.key for s in run))
            if len(keys) > 1 and len({cast.figures[k].country or k for k in keys}) > 1:
                yield keys


_JOIN = re.compile(r"[\s,]*(?:(?:and|&|as well as|with|between|met|hosted|–|-)\b)?(?:[\s,]*[\w.’'-]+){0,7}[\s,]*", re.I)
_BREAK = re.compile(
    r"\b(?:against|from|over|after|before|while|by|for|about|near|in|at|said|told|urged|accused|condemned|criticized)\b|;",
    re.I,
)


def _runs(sightings: list[Sighting], cast: Cast) -> list[list[Sighting]]:
    """Sightings that stand together: only titles, commas and conjunctions between them."""
    runs: list[list[Sighting]] = []
    for sighting in sightings:
        if sighting.form is MentionForm.DEMONYM and not _JOINED_DEMONYM.search(
            cast.text[sighting.end : sighting.end + 40]
        ):
            continue
        gap = cast.text[runs[-1][-1].end : sighting.start] if runs else ""
        if runs and _JOIN.fullmatch(gap) and not _BREAK.search(gap):
            runs[-1].append(sighting)
        else:
            runs.append([sighting])
    return runs


_JOINED_DEMONYM = re.compile(
    r"^(?:\sand\s\w+)?\s(?:leaders|presidents|governments|ministers|officials|delegations|sides)\b"
)


def _he(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    return _latest(span.start, cast, lambda s: s.key.startswith("person:"))


def _we(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    if is_quoted(sentence.text, span.start - sentence.start):
        return speaker_of_quote(span.start, sentence, cast)
    return issuers(sentence, cast)


def _country(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    if _IT.fullmatch(span.text):
        leading = _leading_before(span, sentence, cast)
        if leading:
            return leading
    return _latest(span.start, cast, lambda s: s.key.startswith("state:") and s.form is not MentionForm.DEMONYM)


def _leading_before(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    """What the sentence up to these words, else one of the two before it, is about: its first subject that is no
    person."""
    for earlier in reversed(cast.sentences[max(0, sentence.index - 2) : sentence.index + 1]):
        end = min(span.start, earlier.end)
        found = _leading(earlier, end, cast)
        if found:
            return found
    return ()


def _leading(sentence: Sentence, end: int, cast: Cast) -> tuple[str, ...]:
    named = [(s.start, s.end, s.key) for s in cast.within(sentence.start, end)]
    described = [(m.start(), m.end(), "") for m in _THE_BODY.finditer(cast.text, sentence.start, end)]
    for start, stop, key in sorted(named + described):
        if is_governed(cast.text[sentence.start : start]) or owns(cast.text[stop : stop + 3]):
            continue
        if key and cast.figures[key].kind not in (ActorKind.PERSON, ActorKind.MEDIA):
            return (key,)
        if not key:
            return _body(Span(start=start, end=stop, text=cast.text[start:stop]), sentence, cast)
    return ()


_THE_BODY = re.compile(rf"\bthe\s{_BODY.pattern}", re.I)


def _body(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    kinds = (ActorKind.IGO, ActorKind.PUBLIC_BODY, ActorKind.NGO, ActorKind.ARMED_GROUP)
    noun = _BODY.search(span.text)
    word = noun.group().casefold() if noun else ""
    same = _latest(
        span.start, cast, lambda s: word in cast.figures[s.key].name.casefold() and cast.figures[s.key].kind in kinds
    )
    return same or _latest(span.start, cast, lambda s: cast.figures[s.key].kind in kinds)


def _officer(span: Span, sentence: Sentence, cast: Cast) -> tuple[str, ...]:
    noun = _OFFICE.search(span.text)
    word = noun.group().casefold() if noun else ""
    return _latest(span.start, cast, lambda s: word in (cast.figures[s.key].office or "").casefold())


def _latest(position: int, cast: Cast, wanted: Callable[[Sighting], bool]) -> tuple[str, ...]:
    return next(((sighting.key,) for sighting in cast.before(position) if wanted(sighting)), ())


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
)
