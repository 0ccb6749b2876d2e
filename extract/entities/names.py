"""Names of persons: which words of a heading belong to one, and which names are the same person's.

In: mentions, names. Out: mentions, names. Only contained names are ever joined; a surname that two share stays apart.
"""

import re
from dataclasses import replace

from extract.document.segment import Role, Sentence
from extract.entities.persons import PersonMention
from extract.language.en.acts import act_of
from extract.language.en.status import status_of

_INFLECTED = re.compile(r"(?:ing|ed|[^s]s)$")


def as_in_the_body(found: list[PersonMention], sentences: tuple[Sentence, ...]) -> list[PersonMention]:
    """The mentions, those of a heading in capitals ("Kamala Harris Calls") cut to the names that the body has."""
    end = sentences[0].end if sentences and sentences[0].role is Role.HEADLINE else 0
    names = {mention.name for mention in found if mention.start >= end}
    return [_cut(mention, names) if mention.start < end else mention for mention in found]


def _cut(mention: PersonMention, names: set[str]) -> PersonMention:
    mention = _without_verbs(mention)
    shorter = [name for name in names if " " in name and mention.name.startswith(f"{name} ")]
    if mention.name in names or not shorter:
        return mention
    name = max(shorter, key=len)
    return replace(mention, name=name, end=mention.start + len(name))


def _without_verbs(mention: PersonMention) -> PersonMention:
    """The mention up to a verb that a heading in capitals writes like a name ("Marsh Welcoming Norway")."""
    _first, *others = re.finditer(r"\S+", mention.name)
    verb = next(
        (word for word in others if _INFLECTED.search(word[0]) and (act_of(word[0]) or status_of(word[0]))), None
    )
    if verb is None:
        return mention
    name = mention.name[: verb.start()].rstrip()
    return replace(mention, name=name, end=mention.start + len(name))


def full_names(names: set[str]) -> dict[str, str]:
    """Each name with the longest one that holds all its words; a surname that two people share stays by itself."""
    parts = {name: {bare(word) for word in name.split()} for name in names}
    full = {}
    for name in names:
        words = parts[name]
        longer = {other for other in names if words < parts[other]}
        top = {other for other in longer if not any(parts[other] < parts[more] for more in longer)}
        full[name] = top.pop() if len(top) == 1 else name
    return full


def bare(word: str) -> str:
    """A name without the article that it may lose ("al-Sudani", "Sudani")."""
    return re.sub(r"^[ae]l-", "", word)
