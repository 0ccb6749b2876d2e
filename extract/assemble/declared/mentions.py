"""Find every place where the article names a proved actor, by its words, by parts of its name, and by tables."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from extract.entities.states import StateForm, find_states, lookup_state
from extract.verify.declared.proved import ProvedActor
from extract.verify.declared.words import ArticleWords
from schemas import ActorKind, Mention, MentionForm, Span

_WORD = re.compile(r"[^\W\d_][\w’'-]{2,}")
_FORMS = {
    StateForm.NAME: MentionForm.NAME,
    StateForm.ABBREVIATION: MentionForm.SHORT_NAME,
    StateForm.DEMONYM: MentionForm.DEMONYM,
    StateForm.SEAT: MentionForm.CAPITAL,
}


def find_mentions(actors: Sequence[ProvedActor], words: ArticleWords) -> dict[str, tuple[Mention, ...]]:
    """Return the mentions by actor id, in order; where two would overlap, the longer one stays."""
    tables = _by_tables(words.article.text)
    surnames = _short_names(actors)
    found = [
        (mention, actor.id)
        for actor in actors
        for mention in (*_named(actor, words, tables), *_short(actor, surnames, words), *tables.get(_state(actor), ()))
    ]
    kept: dict[str, list[Mention]] = {actor.id: [] for actor in actors}
    for mention, actor_id in _apart(found):
        kept[actor_id].append(mention)
    return {actor_id: tuple(mentions) for actor_id, mentions in kept.items()}


def _state(actor: ProvedActor) -> str:
    return actor.country or "" if actor.kind is ActorKind.STATE else ""


def _by_tables(text: str) -> Mapping[str, list[Mention]]:
    """Mentions of states in an English text, by code."""
    found: dict[str, list[Mention]] = {}
    for one in find_states(text):
        span = Span(start=one.start, end=one.end, text=text[one.start : one.end])
        found.setdefault(one.iso3, []).append(Mention(span=span, form=_FORMS[one.form]))
    return found


def _named(actor: ProvedActor, words: ArticleWords, tables: Mapping[str, list[Mention]]) -> Iterator[Mention]:
    """Places of the name, and of the words that the model gave for it; the tables know the form of the latter."""
    known = {mention.span: mention.form for mention in tables.get(_state(actor), ())}
    for name in dict.fromkeys((actor.name, *actor.words)):
        otherwise = MentionForm.NAME if name == actor.name else MentionForm.DESCRIPTION
        for span in words.find(name):
            yield Mention(span=span, form=known.get(span, otherwise))


def _short_names(actors: Iterable[ProvedActor]) -> Mapping[str, str]:
    """First and last words of persons' names that belong to one of them only, with the person's id."""
    people = [actor for actor in actors if actor.kind is ActorKind.PERSON]
    parts = {actor.id: _WORD.findall(actor.name) for actor in people}
    ends = {actor_id: {found[0], found[-1]} for actor_id, found in parts.items() if len(found) > 1}
    owners = Counter(word for found in parts.values() for word in set(found))
    return {
        word: actor_id
        for actor_id, found in ends.items()
        for word in found
        if owners[word] == 1 and lookup_state(word) is None
    }


def _short(actor: ProvedActor, surnames: Mapping[str, str], words: ArticleWords) -> Iterator[Mention]:
    for word in (word for word, actor_id in surnames.items() if actor_id == actor.id):
        yield from (Mention(span=span, form=MentionForm.SHORT_NAME) for span in words.find_exactly(word))


def _apart(found: Iterable[tuple[Mention, str]]) -> list[tuple[Mention, str]]:
    """The mentions of which none overlaps another, longest first, then in order of the text."""
    kept: list[tuple[Mention, str]] = []
    taken: set[int] = set()
    for mention, actor_id in sorted(found, key=lambda one: (one[0].span.start - one[0].span.end, one[0].span.start)):
        places = range(mention.span.start, mention.span.end)
        if taken.isdisjoint(places):
            taken.update(places)
            kept.append((mention, actor_id))
    return sorted(kept, key=lambda one: one[0].span.start)
