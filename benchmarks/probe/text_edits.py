"""Edits that say nothing of the news: a sentence is added that is beside the point, a leader has another name.

In: a base extraction. Out: cases. Nothing may change but the leader's name.
"""

import re
from collections.abc import Iterator

from benchmarks.probe.case import Case, Skipped, sentence_at, shown
from benchmarks.probe.facts import Lens
from benchmarks.probe.rewrite import Replacement, Rewriting
from extract.entities import states
from schemas import Actor, ActorKind, ArticleExtraction

WEATHER = "Rain fell on the hills for most of the night."
"""A sentence without a cue."""
BAKERY = "A bakery near the station signed a new lease and warned that bread would soon cost more."
"""A sentence with cues, none of them of an agreement or statement that counts."""
SURNAMES = ("Tarkovan", "Belmarsh", "Oduvale", "Lindqvar", "Marosen", "Quillane")
"""Invented, so that no table knows them."""


def add_weather(base: ArticleExtraction) -> Iterator[Case | Skipped]:
    """The article with a sentence about the weather."""
    return _with_sentence(base, WEATHER)


def add_bakery(base: ArticleExtraction) -> Iterator[Case | Skipped]:
    """The article with a sentence that signs and warns, but of nothing that counts."""
    return _with_sentence(base, BAKERY)


def rename_leader(base: ArticleExtraction) -> Iterator[Case | Skipped]:
    """The article with another surname for a person, wherever it stands; a case for each who has part in a record."""
    text, taking_part = base.article.text, _taking_part(base)
    free = iter(name for name in SURNAMES if name not in text)
    for person in (one for one in base.actors if one.kind is ActorKind.PERSON and one.id in taking_part):
        surname = person.name.split()[-1]
        reason = _unsure(person, surname, base)
        if reason:
            yield Skipped(person.name, reason)
            continue
        name = next(free, None)
        if name is None:
            return
        rewriting = Rewriting(Replacement(*m.span(), name) for m in re.finditer(rf"\b{re.escape(surname)}\b", text))
        lens = Lens(words=rewriting.words)
        yield Case(rewriting.article(base.article), *shown(base.article, rewriting), (lens,))


def _with_sentence(base: ArticleExtraction, sentence: str) -> Iterator[Case | Skipped]:
    """The sentence as a paragraph of its own, below the paragraph of the first record that the body tells."""
    article = base.article
    last = [deal.evidence[-1] for deal in base.agreements] + [said.evidence[-1] for said in base.statements]
    span = min(last, key=lambda one: (sentence_at(article, one.start)[0] == 0, one.start), default=None)
    end = sentence_at(article, span.start)[1] if span else len(article.text.rstrip())
    rewriting = Rewriting([Replacement(end, end, f"\n\n{sentence}")])
    before = article.text[sentence_at(article, end - 1)[0] : end]
    yield Case(rewriting.article(article), before, sentence, (Lens(words=rewriting.words),))


def _taking_part(base: ArticleExtraction) -> set[str]:
    """The ids of those who are party to an agreement, speak or are spoken to."""
    parties = {party.actor for deal in base.agreements for party in deal.parties}
    return parties.union(*((*said.speakers, *said.recipients) for said in base.statements))


def _unsure(person: Actor, surname: str, base: ArticleExtraction) -> str | None:
    """Why the surname may mean somebody else as well; None if it does not."""
    if len(person.name.split()) < 2:
        return f"{person.name!r} has no surname apart"
    if any(surname in actor.name.split() for actor in base.actors if actor is not person):
        return f"{surname!r} is part of another name too"
    return f"{surname!r} is also the name of a state or its seat" if states.lookup_state(surname) else None
