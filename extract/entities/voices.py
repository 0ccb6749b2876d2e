"""Whose words a text gives: the speaker of a sentence, of a quote, of a text in the first person.

In: a sentence or a place in it, the cast. Out: keys of actors; empty where the article does not tell.
"""

import re
from bisect import bisect_left, bisect_right
from functools import lru_cache

from extract.document.segment import Sentence
from extract.entities.entities import Entities, EntityMention, latest, state_key
from extract.entities.groups import runs
from extract.entities.persons import find_title
from extract.entities.turns import turn_of
from extract.language.en.grammar import is_governed, owns
from schemas import MentionForm

_SAID = re.compile(
    r"\b(?:said|says|told|added|adds|stated|announced|wrote|insisted|stressed|explained|continued|noted)\b"
)
_SPOKE = re.compile(
    r"\b(?:promised|vowed|pledged|warned|urged|argued|declared|replied|remarked|confirmed|demanded|claimed|tweeted|"
    r"reiterated|asserted|commented|observed|concluded|recalled|emphasi[sz]ed|underlined|called)\b"
)
"""Verbs that give a quote its speaker where no plainer verb does."""
_ACCORDING = re.compile(r"\b[Aa]ccording to\b")
_INTRODUCED = re.compile(r"\b(?:said|stated|declared|wrote|says|following statement)\b[^.]{0,40}:\W*$")
_JOINT = re.compile(r"\b(?:joint|declaration|leaders|ministers|presidents)\b", re.I)
"""In the heading of a text that several issue."""
_TITLE_WORDS = re.compile(r"\s(?!that\b)(?:the\s)?(?:[\w’'.-]+\s){0,6}")


def issuers(sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """Who speaks as "we" or "I" outside quotes: who has the word in a conversation, who is said to begin to speak
    before, whom the heading names, whose office published the text."""
    turn = turn_of(sentence, cast)
    if turn is not None:
        return turn
    introducing = _introducing(cast)
    at = bisect_left(introducing, sentence.index)
    if at:
        return speaker_in(cast.sentences[introducing[at - 1]], cast)
    head = cast.sentences[0] if cast.sentences else sentence
    holder = _holder(head, cast)
    if holder:
        return holder
    sightings = [s for s in cast.within(head.start, head.end) if s.form is not MentionForm.DEMONYM]
    own = [s for s in cast.within(sentence.start, sentence.end) if s.key.startswith(("igo:", "state:"))]
    named = [s.key for s in sightings if not _is_topic(s, cast)]
    home = [state_key(cast.home)] if cast.home and not _JOINT.search(head.text) else []
    for prefix, known in (("person:", named), ("igo:", named), ("state:", home or named)):
        keys = tuple(dict.fromkeys(key for key in known if key.startswith(prefix)))
        if keys:
            return keys
    opening = _opening(cast)
    return opening or tuple(dict.fromkeys(s.key for s in own[:1]))


def speaker_of(position: int, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """Who says the words at this place: whoever the sentence names as saying them, else the quote's speaker, else the
    one whose words the text goes on to give ("The minister said:"); empty where nobody is told."""
    found = speaker_in(sentence, cast)
    if found:
        return found
    if cast.quote_at(position):
        return speaker_of_quote(position, sentence, cast)
    introduced = bisect_left(_introducing(cast), sentence.index) > 0
    return issuers(sentence, cast) if introduced else ()


@lru_cache(maxsize=4)
def _introducing(cast: Entities) -> list[int]:
    """The numbers of the sentences that introduce somebody's words ("The minister said:")."""
    return [sentence.index for sentence in cast.sentences if _INTRODUCED.search(sentence.text)]


def speaker_of_quote(position: int, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """The actor to whom the words at this place are ascribed, in their sentence or one next to it."""
    for near in _around(position, sentence, cast):
        found = speaker_in(near, cast)
        if found:
            return found
    return ()


def speaker_in(sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """Who is said to speak in a sentence: the name right after "said" or "according to", else the subject before it."""
    text = sentence.text
    for match in (*_SAID.finditer(text), *_ACCORDING.finditer(text), *_SPOKE.finditer(text)):
        if cast.quote_at(sentence.start + match.start()):
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


def _subject(position: int, sentence: Sentence, cast: Entities) -> tuple[str, ...]:
    """The nearest actor or pronoun before a verb of saying that no preposition governs and no quote holds."""
    for sighting in cast.before(position):
        if sighting.start < sentence.start:
            break
        qualifies = sighting.form is MentionForm.DEMONYM
        aside = qualifies or owns(cast.text[sighting.end : sighting.end + 3])
        if not (
            aside
            or cast.quote_at(sighting.start)
            or is_governed(cast.text[sentence.start : find_title(cast.text, sighting.start)])
        ):
            return (sighting.key,)
    before = cast.text[max(sentence.start, position - 12) : position]
    if re.search(r"\b(?:he|she)\s+(?:\w+\s+)?$", before, re.I):
        return latest(sentence.start, cast, lambda s: s.key.startswith("person:"))
    return ()


def _around(position: int, sentence: Sentence, cast: Entities) -> list[Sentence]:
    """The sentence, those in which its quote begins and ends, and those next to the quote."""
    first, last = cast.quote_at(position) or (sentence.start, sentence.end)
    begin = bisect_right(cast.sentences, first, key=lambda one: one.end)
    stop = bisect_left(cast.sentences, last, key=lambda one: one.start)
    inside = range(begin, stop) or [sentence.index]
    near = [sentence.index, inside[0], inside[-1], inside[0] - 1]
    following = cast.sentences[inside[-1] + 1 : inside[-1] + 2]
    if following and "\n" not in cast.text[cast.sentences[inside[-1]].end : following[0].start]:
        near.append(following[0].index)
    return [cast.sentences[i] for i in dict.fromkeys(near) if i >= 0]


@lru_cache(maxsize=4)
def _holder(head: Sentence, cast: Entities) -> tuple[str, ...]:
    """The person whose office the heading names without the name ("Foreign Secretary welcomes ...")."""
    for figure in cast.by_key.values():
        if (
            figure.office
            and figure.key.startswith("person:")
            and head.text.casefold().startswith(figure.office.casefold())
        ):
            return (figure.key,)
    return ()


def _opening(cast: Entities) -> tuple[str, ...]:
    """The states and organisations of the first group that the body names."""
    for sentence in cast.sentences[1:4]:
        sightings = [s for s in cast.within(sentence.start, sentence.end) if s.key.startswith(("state:", "igo:"))]
        for run in runs(sightings, cast):
            keys = tuple(dict.fromkeys(s.key for s in run))
            if len(keys) > 1:
                return keys
    return ()


def _is_topic(sighting: EntityMention, cast: Entities) -> bool:
    """True of what a heading is about rather than by ("on Iran’s attack against Israel")."""
    before = cast.text[max(0, sighting.start - 30) : sighting.start]
    return bool(re.search(r"\b(?:on|against|for|in|to|about|over)\s+(?:the\s+)?(?:\w+\s+){0,2}$", before, re.I)) or (
        sighting.start > 0 and bool(re.search(r"\bon\b", cast.text[: sighting.start])) and "\n" not in before
    )
